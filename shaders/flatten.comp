// NHWC to vectors in NCHW order, one invocation per vec4 of outputs.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/grid.glsl"

layout(local_size_x_id = 0) in;

layout(push_constant) uniform Push {
    Grid grid;
    Layout inputLayout, outputLayout;
    int height, width, values;
};
OPERAND(0, inputs);
RESULT(1, outputs);

void main()
{
    if (!inside(grid))
        return;
    const Spot s = spot(grid);
    vec4 y = vec4(0);
    [[unroll]] for (int j = 0; j < 4; ++j) {
        const int i = s.c * 4 + j;
        if (i < values) {
            const int channel = i / (height * width);
            const int pixel = i - channel * height * width;
            y[j] = FETCH(inputs, place(inputLayout, s.image, pixel / width, pixel % width, channel >> 2))[channel & 3];
        }
    }
    outputs[place(outputLayout, s)] = y;
}
