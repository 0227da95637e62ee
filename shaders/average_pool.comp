// Mean over a window, one invocation per vec4 of outputs; four columns of the window a round.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/grid.glsl"

layout(local_size_x_id = 0) in;

layout(push_constant) uniform Push {
    Grid grid;
    Layout inputLayout, outputLayout;
    int height, width;
    int sizeY, sizeX, strideY, strideX, top, left, bottom, right;
    int countPadding;
};
OPERAND(0, inputs);
RESULT(1, outputs);

// Positions of first .. first + size - 1 that lie in low .. high - 1.
int overlap(int first, int size, int low, int high) { return max(min(first + size, high) - max(first, low), 0); }

void main()
{
    if (!inside(grid))
        return;
    const Spot s = spot(grid);
    const int firstY = s.y * strideY - top;
    const int firstX = s.x * strideX - left;
    const int plane = place(inputLayout, s.image, 0, 0, s.c);
    vec4 sum = vec4(0);
    for (int v = 0; v < sizeY; ++v) {
        const int y = firstY + v;
        if (y < 0 || y >= height)
            continue;
        for (int u = 0; u < sizeX; u += 4) {
            [[unroll]] for (int i = 0; i < 4; ++i) {
                const int x = firstX + u + i;
                if (u + i < sizeX && x >= 0 && x < width)
                    sum += FETCH(inputs, plane + y * inputLayout.row + x * inputLayout.pixel);
            }
        }
    }
    const int within = overlap(firstY, sizeY, 0, height) * overlap(firstX, sizeX, 0, width);
    const int padded = overlap(firstY, sizeY, -top, height + bottom) * overlap(firstX, sizeX, -left, width + right);
    outputs[place(outputLayout, s)] = sum / float(max(countPadding != 0 ? padded : within, 1));
}
