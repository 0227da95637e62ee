// Maximum over a window, one invocation per vec4 of outputs. The first of equals wins; its place in the window is kept
// as the output's switch, packed to SWITCH_BITS bits, unless SWITCH_BITS is 0.
//
// inputs NHWC    outputs NHWC    switches [image][row][column][vec4 of channels], SWITCH_BITS / 8 words each, images
// switchVectors apart
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/grid.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 1) const int SWITCH_BITS = 0;
layout(constant_id = 2) const int SIZE_Y = 3;
layout(constant_id = 3) const int SIZE_X = 3;
layout(constant_id = 4) const int CHECKED = 1; // windows may reach beyond the picture

layout(push_constant) uniform Push {
    Grid grid;
    Layout inputLayout, outputLayout;
    int height, width;
    int strideY, strideX, dilationY, dilationX, top, left;
    int switchVectors; // of one image
};
OPERAND(0, inputs);
RESULT(1, outputs);
layout(binding = 2, std430) restrict buffer Switches { uint switches[]; };

void main()
{
    if (!inside(grid))
        return;
    const Spot s = spot(grid);
    const int plane = place(inputLayout, s.image, 0, 0, s.c);
    vec4 best = vec4(-3.402823466e38);
    uvec4 winner = uvec4(0);
    for (int v = 0; v < SIZE_Y; ++v) {
        const int y = s.y * strideY + v * dilationY - top;
        if (CHECKED != 0 && (y < 0 || y >= height))
            continue;
        for (int first = 0; first < SIZE_X; first += 4) { // four columns a round: few rounds for large windows
            [[unroll]] for (int i = 0; i < 4; ++i) {
                const int u = first + i;
                const int x = s.x * strideX + u * dilationX - left;
                if (u >= SIZE_X || (CHECKED != 0 && (x < 0 || x >= width)))
                    continue;
                const vec4 value = FETCH(inputs, plane + y * inputLayout.row + x * inputLayout.pixel);
                const bvec4 larger = greaterThan(value, best);
                best = mix(best, value, larger);
                if (SWITCH_BITS > 0)
                    winner = mix(winner, uvec4(v * SIZE_X + u), larger);
            }
        }
    }
    outputs[place(outputLayout, s)] = best;
    const int vector = s.image * switchVectors + s.y * grid.columns + int(gl_GlobalInvocationID.x);
    if (SWITCH_BITS == 8) {
        switches[vector] = winner.x | winner.y << 8 | winner.z << 16 | winner.w << 24;
    } else if (SWITCH_BITS == 16) {
        switches[vector * 2] = winner.x | winner.y << 16;
        switches[vector * 2 + 1] = winner.z | winner.w << 16;
    } else if (SWITCH_BITS == 32) {
        [[unroll]] for (int j = 0; j < 4; ++j)
            switches[vector * 4 + j] = winner[j];
    }
}
