// The gradient of max-pooling: each input looks at the windows that cover it and takes the gradients of those that it
// won, by their switches. One invocation per vec4 of inputs.
//
// outputGradients NHWC    switches as max_pool.comp writes them    inputs, inputGradients NHWC
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/grid.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 1) const int SWITCH_BITS = 8;
layout(constant_id = 2) const int WINDOWS_Y = 2; // that an input can be in
layout(constant_id = 3) const int WINDOWS_X = 2;
// Constants, since division by anything else is slow on CPU drivers.
layout(constant_id = 4) const int SIZE_Y = 3;
layout(constant_id = 5) const int SIZE_X = 3;
layout(constant_id = 6) const int STRIDE_Y = 2;
layout(constant_id = 7) const int STRIDE_X = 2;
layout(constant_id = 8) const int DILATION_Y = 1;
layout(constant_id = 9) const int DILATION_X = 1;
layout(constant_id = 10) const int RELU_INPUT = 0; // inputs are max(0, z), and the gradient is that of z

layout(push_constant) uniform Push {
    Grid grid; // of the input
    Layout inputLayout, fromLayout, toLayout;
    int height, width; // of the output
    int top, left;
    int switchVectors, switchRow; // of one image, of one row
};
OPERAND(0, outputGradients);
OPERAND(1, switches);
OPERAND(2, inputs);
RESULT(3, inputGradients);

// A switch word is four channels of 8 bits; with 16 or 32 bits there are two or four words.
uvec4 winners(int vector)
{
    if (SWITCH_BITS == 8)
        return uvec4(floatBitsToUint(FETCH(switches, vector >> 2)[vector & 3])) >> uvec4(0, 8, 16, 24) & 0xFFu;
    if (SWITCH_BITS == 16) {
        const uvec4 words = floatBitsToUint(FETCH(switches, vector >> 1));
        return ((vector & 1) != 0 ? words.zzww : words.xxyy) >> uvec4(0, 16, 0, 16) & 0xFFFFu;
    }
    return floatBitsToUint(FETCH(switches, vector));
}

// Which place of window i a position is at, negative when it is in none.
int placeIn(int position, int i, int count, int size, int stride, int dilation)
{
    const int distance = position - i * stride;
    const int place = dilation == 1 ? distance : distance / dilation;
    return i >= 0 && i < count && place < size && place * dilation == distance ? place : -1;
}

void main()
{
    if (!inside(grid))
        return;
    const Spot s = spot(grid);
    const int plane = place(fromLayout, s.image, 0, 0, s.c);
    const int firstSwitch = s.image * switchVectors + s.c;
    const int y = s.y + top;
    const int x = s.x + left;
    vec4 sum = vec4(0);
    [[unroll]] for (int a = 0; a < WINDOWS_Y; ++a) {
        const int i = y / STRIDE_Y - a; // windows that begin not after here, the last one first
        const int v = placeIn(y, i, height, SIZE_Y, STRIDE_Y, DILATION_Y);
        [[unroll]] for (int b = 0; b < WINDOWS_X; ++b) {
            const int j = x / STRIDE_X - b;
            const int u = placeIn(x, j, width, SIZE_X, STRIDE_X, DILATION_X);
            const bool covers = v >= 0 && u >= 0;
            const int row = covers ? i : 0;
            const int column = covers ? j : 0;
            const uvec4 winner = winners(firstSwitch + row * switchRow + column * grid.vectors);
            const vec4 gradient = FETCH(outputGradients, plane + row * fromLayout.row + column * fromLayout.pixel);
            const uint wanted = covers ? uint(v * SIZE_X + u) : 0xFFFFFFFFu;
            sum += mix(vec4(0), gradient, equal(winner, uvec4(wanted)));
        }
    }
    if (RELU_INPUT != 0)
        sum = mix(vec4(0), sum, greaterThan(FETCH(inputs, place(inputLayout, s)), vec4(0)));
    inputGradients[place(toLayout, s)] = sum;
}
