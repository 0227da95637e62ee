// Gradients of the weights and biases of the convolution that takes every shape. One invocation sums up, over all
// output pixels of all images, one k = (channel, row, column) of four filters.
//
// inputs NHWC    outputGradients NHWC    weights [filter / 4][k][filter % 4]    biases one float per filter
// work group (k, filter vec4).
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"

layout(local_size_x_id = 0) in;

layout(push_constant) uniform Push {
    Layout inputLayout, gradientLayout;
    int height, width, filters, groupChannels, groupFilters; // extent of the input
    int sizes, strides, dilations, paddings, extents; // y and x as two halves of 16 bits; extents of the output
    int images, sumLength, flags; // flags: 1 has a bias, 2 add to what is there
};
OPERAND(0, inputs);
OPERAND(1, outputGradients);
RESULT(2, weights);
RESULT(3, biases);

ivec2 halves(int both) { return ivec2(both & 0xFFFF, both >> 16 & 0xFFFF); } // x, y

void main()
{
    const int k = int(gl_GlobalInvocationID.x);
    const int f = int(gl_WorkGroupID.y);
    if (k >= sumLength)
        return;
    const ivec2 size = halves(sizes), stride = halves(strides), dilation = halves(dilations);
    const ivec2 padding = halves(paddings), extent = halves(extents);
    const int channel = k / (size.x * size.y);
    const int v = k % (size.x * size.y) / size.x;
    const int u = k % size.x;
    int channels[4];
    [[unroll]] for (int j = 0; j < 4; ++j)
        channels[j] = min(f * 4 + j, filters - 1) / groupFilters * groupChannels + channel;

    vec4 sum = vec4(0);
    vec4 bias = vec4(0);
    const int pixels = extent.x * extent.y;
    for (int image = 0; image < images; ++image)
        for (int first = 0; first < pixels; first += 4) {
            [[unroll]] for (int n = 0; n < 4; ++n) { // four a round: CPU drivers stop a loop after 65,535
                const int pixel = first + n;
                if (pixel >= pixels)
                    continue;
                const int i = pixel / extent.x;
                const int o = pixel - i * extent.x;
                const vec4 gradient = FETCH(outputGradients, place(gradientLayout, image, i, o, f));
                bias += gradient;
                const int y = i * stride.y + v * dilation.y - padding.y;
                const int x = o * stride.x + u * dilation.x - padding.x;
                if (y < 0 || y >= height || x < 0 || x >= width)
                    continue;
                vec4 a;
                [[unroll]] for (int j = 0; j < 4; ++j)
                    a[j] = FETCH(inputs, place(inputLayout, image, y, x, channels[j] >> 2))[channels[j] & 3];
                sum += a * gradient;
            }
        }
    [[unroll]] for (int j = 1; j < 4; ++j)
        if (f * 4 + j >= filters)
            sum[j] = 0;
    const int at = f * sumLength + k;
    weights[at] = (flags & 2) != 0 ? sum + weights[at] : sum;
    if (k == 0 && (flags & 1) != 0)
        biases[f] = (flags & 2) != 0 ? bias + biases[f] : bias;
}
