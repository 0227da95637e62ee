// Softmax over the channels of a pixel. Work group (x, y, image): its invocations share the channels of one pixel.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"

layout(local_size_x_id = 0) in;
#include "common/reduce.glsl"

layout(push_constant) uniform Push {
    Layout inputLayout, outputLayout;
    int channels;
};
OPERAND(0, inputs);
RESULT(1, outputs);

const float lowest = -3.402823466e38;

// Channels past the last get `filler`.
vec4 values(int c, float filler)
{
    vec4 x = FETCH(inputs, place(inputLayout, int(gl_WorkGroupID.z), int(gl_WorkGroupID.y), int(gl_WorkGroupID.x), c));
    [[unroll]] for (int j = 0; j < 4; ++j)
        if (c * 4 + j >= channels)
            x[j] = filler;
    return x;
}

void main()
{
    const int vectors = (channels + 3) / 4;
    const int first = int(gl_LocalInvocationID.x);
    const int step = int(gl_WorkGroupSize.x);
    float largest = lowest;
    for (int c = first; c < vectors; c += step) {
        const vec4 x = values(c, lowest);
        largest = max(max(max(x.x, x.y), max(x.z, x.w)), largest);
    }
    largest = combined(largest, true);
    float sum = 0;
    for (int c = first; c < vectors; c += step)
        sum += dot(exp(values(c, lowest) - largest), vec4(1));
    sum = combined(sum, false);
    for (int c = first; c < vectors; c += step)
        outputs[place(outputLayout, int(gl_WorkGroupID.z), int(gl_WorkGroupID.y), int(gl_WorkGroupID.x), c)]
            = exp(values(c, lowest) - largest) / sum;
}
