// The gradient of a convolution's input, for every stride and dilation: each input looks at all outputs it went into.
// One invocation per vec4 of inputs. Weights lie in panels [column vec4 / TEAM][k][column vec4 % TEAM] with the k of a
// channel and a place of the filter given by steps, so that it reads those of the fast and of the general convolution.
//
// outputGradients NHWC    weights panels    inputGradients NHWC
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/grid.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 1) const int TEAM = 1;

layout(push_constant) uniform Push {
    Grid grid; // of the input
    Layout fromLayout, toLayout;
    int sizes, strides, dilations, paddings, extents; // y and x as two halves of 16 bits; extents of the output
    int channels, groupChannels, groupFilters;
    int groupColumns; // vec4s of columns in a group; 0: columns are the filters of all groups in a row
    int depth, channelStep, rowStep, columnStep; // in k
};
OPERAND(0, outputGradients);
OPERAND(1, weights);
RESULT(2, inputGradients);

ivec2 halves(int both) { return ivec2(both & 0xFFFF, both >> 16 & 0xFFFF); } // x, y

void main()
{
    if (!inside(grid))
        return;
    const Spot s = spot(grid);
    const ivec2 size = halves(sizes), stride = halves(strides), dilation = halves(dilations);
    const ivec2 padding = halves(paddings), extent = halves(extents);
    vec4 sum = vec4(0);
    for (int j = 0; j < 4; ++j) {
        const int channel = s.c * 4 + j;
        if (channel >= channels)
            break;
        const int group = channel / groupChannels;
        const int firstFilter = group * groupFilters;
        const int lastFilter = firstFilter + groupFilters;
        const int firstColumn = groupColumns > 0 ? group * groupColumns - firstFilter / 4 : 0;
        for (int v = 0; v < size.y; ++v) {
            const int down = s.y + padding.y - v * dilation.y;
            const int i = down / stride.y;
            if (down < 0 || i * stride.y != down || i >= extent.y)
                continue;
            for (int u = 0; u < size.x; ++u) {
                const int right = s.x + padding.x - u * dilation.x;
                const int o = right / stride.x;
                if (right < 0 || o * stride.x != right || o >= extent.x)
                    continue;
                const int k = (channel - group * groupChannels) * channelStep + v * rowStep + u * columnStep;
                for (int f = firstFilter / 4; f * 4 < lastFilter; ++f) {
                    const int column = firstColumn + f;
                    vec4 w = FETCH(weights, (column / TEAM * depth + k) * TEAM + column % TEAM);
                    const ivec4 filters = f * 4 + ivec4(0, 1, 2, 3);
                    w = mix(vec4(0), w, greaterThanEqual(filters, ivec4(firstFilter)));
                    w = mix(vec4(0), w, lessThan(filters, ivec4(lastFilter)));
                    sum[j] += dot(w, FETCH(outputGradients, place(fromLayout, s.image, i, o, f)));
                }
            }
        }
    }
    inputGradients[place(toLayout, s)] = sum;
}
