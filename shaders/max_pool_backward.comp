// The gradient of max-pooling: each input looks at the windows that cover it and takes the gradients of those that it
// won, by their switches. One invocation per vec4 of inputs.
//
// outputGradients NHWC    switches as max_pool.comp writes them    inputGradients NHWC
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/grid.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 1) const int SWITCH_BITS = 8;

layout(push_constant) uniform Push {
    Grid grid; // of the input
    Layout fromLayout, toLayout;
    int height, width; // of the output
    int sizeY, sizeX, strideY, strideX, dilationY, dilationX, top, left;
    int switchVectors, switchRow; // of one image, of one row
};
OPERAND(0, outputGradients);
RESULT(1, inputGradients);
layout(binding = 2, std430) restrict buffer Switches { uint switches[]; };

uvec4 winners(int vector)
{
    if (SWITCH_BITS == 8)
        return uvec4(switches[vector]) >> uvec4(0, 8, 16, 24) & 0xFFu;
    if (SWITCH_BITS == 16) {
        const uvec4 words = uvec4(switches[vector * 2], switches[vector * 2], switches[vector * 2 + 1], switches[vector * 2 + 1]);
        return words >> uvec4(0, 16, 0, 16) & 0xFFFFu;
    }
    return uvec4(switches[vector * 4], switches[vector * 4 + 1], switches[vector * 4 + 2], switches[vector * 4 + 3]);
}

void main()
{
    if (!inside(grid))
        return;
    const Spot s = spot(grid);
    const int plane = place(fromLayout, s.image, 0, 0, s.c);
    const int y = s.y + top;
    const int x = s.x + left;
    // Windows that reach back to here, and begin not after it.
    const int firstI = max(y - dilationY * (sizeY - 1) + strideY - 1, 0) / strideY;
    const int firstJ = max(x - dilationX * (sizeX - 1) + strideX - 1, 0) / strideX;
    const int lastI = min(y / strideY, height - 1);
    const int lastJ = min(x / strideX, width - 1);
    vec4 sum = vec4(0);
    for (int i = firstI; i <= lastI; ++i) {
        const int v = (y - i * strideY) / dilationY;
        if (v * dilationY != y - i * strideY)
            continue;
        for (int j = firstJ; j <= lastJ; ++j) {
            const int u = (x - j * strideX) / dilationX;
            if (u * dilationX != x - j * strideX)
                continue;
            const uvec4 winner = winners(s.image * switchVectors + i * switchRow + j * grid.vectors + s.c);
            const vec4 gradient = FETCH(outputGradients, plane + i * fromLayout.row + j * fromLayout.pixel);
            sum += mix(vec4(0), gradient, equal(winner, uvec4(v * sizeX + u)));
        }
    }
    inputGradients[place(toLayout, s)] = sum;
}
