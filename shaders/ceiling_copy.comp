// Copies a buffer, one vec4 per invocation: what the device's memory can do at best.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"

layout(local_size_x_id = 0) in;

layout(push_constant) uniform Push {
    int vectors, perRow; // invocations of a row of work groups
};
OPERAND(0, from);
RESULT(1, to);

void main()
{
    const int i = int(gl_WorkGroupID.y) * perRow + int(gl_GlobalInvocationID.x);
    if (i < vectors)
        to[i] = FETCH(from, i);
}
