// The gradient of max-pooling: each input looks at the windows that cover it and takes the gradients of those that it
// won, by their switches. One invocation per vec4 of BLOCK_Y x BLOCK_X inputs: where these are the strides, the same
// windows cover all of them, each in a place of the window that is known beforehand.
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
layout(constant_id = 11) const int BLOCK_Y = 1; // 1 or STRIDE_Y
layout(constant_id = 12) const int BLOCK_X = 1;

layout(push_constant) uniform Push {
    Grid grid; // of the blocks
    Layout inputLayout, fromLayout, toLayout;
    int inputHeight, inputWidth;
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

// The place of a window that lies so far behind its begin, negative when there is none.
int placeAt(int distance, int size, int dilation)
{
    const int place = dilation == 1 ? distance : distance / dilation;
    return place < size && place * dilation == distance ? place : -1;
}

void main()
{
    if (!inside(grid))
        return;
    const Spot s = spot(grid);
    const int plane = place(fromLayout, s.image, 0, 0, s.c);
    const int firstSwitch = s.image * switchVectors + s.c;
    // Positions count from the border's begin. The last windows that begin not after the block, and how far before it.
    const int y = (s.y + top / BLOCK_Y) * BLOCK_Y;
    const int x = (s.x + left / BLOCK_X) * BLOCK_X;
    const int lastRow = y / STRIDE_Y;
    const int lastColumn = x / STRIDE_X;
    const int behindY = BLOCK_Y == STRIDE_Y ? 0 : y - lastRow * STRIDE_Y;
    const int behindX = BLOCK_X == STRIDE_X ? 0 : x - lastColumn * STRIDE_X;
    vec4 sums[BLOCK_Y * BLOCK_X];
    [[unroll]] for (int i = 0; i < BLOCK_Y * BLOCK_X; ++i)
        sums[i] = vec4(0);
    [[unroll]] for (int a = 0; a < WINDOWS_Y; ++a)
        [[unroll]] for (int b = 0; b < WINDOWS_X; ++b) {
            const int i = lastRow - a;
            const int j = lastColumn - b;
            const bool exists = i >= 0 && i < height && j >= 0 && j < width;
            const int row = exists ? i : 0;
            const int column = exists ? j : 0;
            const uvec4 winner = winners(firstSwitch + row * switchRow + column * grid.vectors);
            const vec4 gradient = FETCH(outputGradients, plane + row * fromLayout.row + column * fromLayout.pixel);
            [[unroll]] for (int dy = 0; dy < BLOCK_Y; ++dy)
                [[unroll]] for (int dx = 0; dx < BLOCK_X; ++dx) {
                    const int v = placeAt(behindY + dy + a * STRIDE_Y, SIZE_Y, DILATION_Y);
                    const int u = placeAt(behindX + dx + b * STRIDE_X, SIZE_X, DILATION_X);
                    const uint wanted = exists && v >= 0 && u >= 0 ? uint(v * SIZE_X + u) : 0xFFFFFFFFu;
                    sums[dy * BLOCK_X + dx] += mix(vec4(0), gradient, equal(winner, uvec4(wanted)));
                }
        }
    [[unroll]] for (int dy = 0; dy < BLOCK_Y; ++dy)
        [[unroll]] for (int dx = 0; dx < BLOCK_X; ++dx) {
            const int line = y + dy - top;
            const int pixel = x + dx - left;
            if (line < 0 || line >= inputHeight || pixel < 0 || pixel >= inputWidth)
                continue;
            vec4 sum = sums[dy * BLOCK_X + dx];
            if (RELU_INPUT != 0)
                sum = mix(vec4(0), sum,
                    greaterThan(FETCH(inputs, place(inputLayout, s.image, line, pixel, s.c)), vec4(0)));
            inputGradients[place(toLayout, s.image, line, pixel, s.c)] = sum;
        }
}
