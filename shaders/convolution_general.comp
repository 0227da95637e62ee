// Convolution of any shape. One invocation sums up four filters of one output pixel, in portions of k = (channel, row,
// column) from firstK to lastK: CPU drivers stop a loop after 65,535 rounds.
//
// inputs   NHWC                     weights  [filter / 4][k][filter % 4]
// bias     one float per filter     outputs  NHWC
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/grid.glsl"

layout(local_size_x_id = 0) in;

layout(push_constant) uniform Push {
    Grid grid;
    Layout inputLayout, outputLayout;
    int height, width, filters, groupChannels, groupFilters;
    int sizeY, sizeX, strideY, strideX, dilationY, dilationX, top, left;
    int firstK, lastK, flags; // flags: 1 add the bias, 2 go on with the sum in outputs, 4 apply max(0, x)
};
OPERAND(0, inputs);
OPERAND(1, weights);
OPERAND(2, bias);
RESULT(3, outputs);

float value(int image, int y, int x, int channel)
{
    return FETCH(inputs, place(inputLayout, image, y, x, channel >> 2))[channel & 3];
}

void main()
{
    if (!inside(grid))
        return;
    const Spot s = spot(grid);
    const int target = place(outputLayout, s);
    const int filterOffset = s.c * 4;
    int groups[4];
    [[unroll]] for (int j = 0; j < 4; ++j)
        groups[j] = min(filterOffset + j, filters - 1) / groupFilters * groupChannels;
    const bool oneGroup = groups[0] == groups[3];

    vec4 sum = vec4(0);
    if ((flags & 2) != 0)
        sum = outputs[target];
    else if ((flags & 1) != 0)
        sum = FETCH(bias, s.c);
    const int sumLength = groupChannels * sizeY * sizeX;
    int channel = firstK / (sizeY * sizeX);
    int v = firstK % (sizeY * sizeX) / sizeX;
    int u = firstK % sizeX;
    for (int k = firstK; k < lastK; ++k) {
        const int y = s.y * strideY + v * dilationY - top;
        const int x = s.x * strideX + u * dilationX - left;
        if (y >= 0 && y < height && x >= 0 && x < width) {
            vec4 a = vec4(value(s.image, y, x, groups[0] + channel));
            if (!oneGroup)
                [[unroll]] for (int j = 1; j < 4; ++j)
                    a[j] = value(s.image, y, x, groups[j] + channel);
            sum += a * FETCH(weights, s.c * sumLength + k);
        }
        if (++u == sizeX) {
            u = 0;
            if (++v == sizeY) {
                v = 0;
                ++channel;
            }
        }
    }
    [[unroll]] for (int j = 1; j < 4; ++j)
        if (filterOffset + j >= filters)
            sum[j] = 0;
    outputs[target] = (flags & 4) != 0 ? max(sum, vec4(0)) : sum;
}
