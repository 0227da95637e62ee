// The gradient of softmax over the channels of a pixel: dx = y (dy - sum of y dy). Work group (x, y, image): its
// invocations share the channels of one pixel.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"

layout(local_size_x_id = 0) in;
#include "common/reduce.glsl"

layout(push_constant) uniform Push {
    Layout outputLayout, fromLayout, toLayout;
    int vectors; // of channels
};
OPERAND(0, outputs);
OPERAND(1, outputGradients);
RESULT(2, inputGradients);

int here(Layout l, int c) { return place(l, int(gl_WorkGroupID.z), int(gl_WorkGroupID.y), int(gl_WorkGroupID.x), c); }

void main()
{
    const int first = int(gl_LocalInvocationID.x);
    const int step = int(gl_WorkGroupSize.x);
    float sum = 0; // channels past the last are zeros in both
    for (int c = first; c < vectors; c += step)
        sum += dot(FETCH(outputs, here(outputLayout, c)), FETCH(outputGradients, here(fromLayout, c)));
    sum = combined(sum, false);
    for (int c = first; c < vectors; c += step)
        inputGradients[here(toLayout, c)]
            = FETCH(outputs, here(outputLayout, c)) * (FETCH(outputGradients, here(fromLayout, c)) - sum);
}
