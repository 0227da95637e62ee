// Gradients of vectors in NCHW order back to NHWC, one invocation per vec4 of the picture's gradient.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/grid.glsl"

layout(local_size_x_id = 0) in;

layout(push_constant) uniform Push {
    Grid grid; // of the picture
    Layout fromLayout, toLayout;
    int height, width, channels;
};
OPERAND(0, outputGradients);
RESULT(1, inputGradients);

void main()
{
    if (!inside(grid))
        return;
    const Spot s = spot(grid);
    vec4 gradient = vec4(0);
    [[unroll]] for (int j = 0; j < 4; ++j) {
        const int channel = s.c * 4 + j;
        if (channel < channels) {
            const int i = (channel * height + s.y) * width + s.x;
            gradient[j] = FETCH(outputGradients, place(fromLayout, s.image, 0, 0, i >> 2))[i & 3];
        }
    }
    inputGradients[place(toLayout, s)] = gradient;
}
