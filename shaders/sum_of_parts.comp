// Adds up what a product was cut into along its sum: one invocation per vec4 of the result.
//
// pieces   PARTS results, one after the other, step apart     before   the result so far, for adding
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"

layout(local_size_x_id = 0) in;

layout(push_constant) uniform Push {
    int vectors, parts, step; // step: vec4s from a part to the next
    int accumulate;
};
OPERAND(0, pieces);
OPERAND(1, before);
RESULT(2, results);

void main()
{
    const int i = int(gl_GlobalInvocationID.x);
    if (i >= vectors)
        return;
    vec4 sum = FETCH(pieces, i);
    for (int part = 1; part < parts; ++part)
        sum += FETCH(pieces, part * step + i);
    results[i] = accumulate != 0 ? sum + FETCH(before, i) : sum;
}
