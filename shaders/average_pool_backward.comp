// The gradient of average pooling: each input takes its share of the gradients of all windows that cover it. One
// invocation per vec4 of inputs.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/grid.glsl"

layout(local_size_x_id = 0) in;

layout(push_constant) uniform Push {
    Grid grid; // of the input
    Layout fromLayout, toLayout;
    int height, width, outputHeight, outputWidth;
    int sizeY, sizeX, strideY, strideX, top, left, bottom, right;
    int countPadding;
};
OPERAND(0, outputGradients);
RESULT(1, inputGradients);

// Positions of first .. first + size - 1 that lie in low .. high - 1.
int overlap(int first, int size, int low, int high) { return max(min(first + size, high) - max(first, low), 0); }

int counted(int first, int size, int extent, int before, int after)
{
    return countPadding != 0 ? overlap(first, size, -before, extent + after) : overlap(first, size, 0, extent);
}

void main()
{
    if (!inside(grid))
        return;
    const Spot s = spot(grid);
    const int plane = place(fromLayout, s.image, 0, 0, s.c);
    const int y = s.y + top;
    const int x = s.x + left;
    const int firstI = max(y - sizeY + strideY, 0) / strideY;
    const int firstJ = max(x - sizeX + strideX, 0) / strideX;
    const int lastI = min(y / strideY, outputHeight - 1);
    const int lastJ = min(x / strideX, outputWidth - 1);
    vec4 sum = vec4(0);
    for (int i = firstI; i <= lastI; ++i) {
        const int rows = counted(i * strideY - top, sizeY, height, top, bottom);
        for (int j = firstJ; j <= lastJ; ++j) {
            const int columns = counted(j * strideX - left, sizeX, width, left, right);
            sum += FETCH(outputGradients, plane + i * fromLayout.row + j * fromLayout.pixel) / float(max(rows * columns, 1));
        }
    }
    inputGradients[place(toLayout, s)] = sum;
}
