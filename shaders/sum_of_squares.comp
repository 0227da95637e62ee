// Sums of squares of a buffer, one vec4 of partial sums per invocation: invocation i takes the vec4s i, i + step,
// i + 2 step ... The host adds up the rest.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"

layout(local_size_x_id = 0) in;

layout(push_constant) uniform Push {
    int vectors, step, rounds; // of four vec4s each
};
OPERAND(0, values);
RESULT(1, sums);

void main()
{
    const int me = int(gl_GlobalInvocationID.x);
    if (me >= step)
        return;
    vec4 sum = vec4(0);
    int i = me;
    for (int round = 0; round < rounds; ++round) {
        vec4 x[4];
        [[unroll]] for (int j = 0; j < 4; ++j) {
            const int at = i + j * step;
            x[j] = at < vectors ? FETCH(values, min(at, vectors - 1)) : vec4(0);
        }
        [[unroll]] for (int j = 0; j < 4; ++j)
            sum += x[j] * x[j];
        i += 4 * step;
    }
    sums[me] = sum;
}
