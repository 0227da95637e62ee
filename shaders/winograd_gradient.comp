// Gradients of outputs brought to Winograd's points, for the gradient of the weights: a filter of FILTER x FILTER is
// then the output, and a tile of TILE x TILE gradients what the inputs are multiplied with, G dy G^T. One invocation
// per tile and vec4 of filters. What lies beyond the picture counts as zero.
//
// gradients   NHWC       planes   [point][group][image, tile][filters of a group]
// work group (tile x vectors, image, group).
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/winograd.glsl"

layout(local_size_x_id = 0) in;

layout(push_constant) uniform Push {
    Layout from;
    int height, width;
    int tilesX, tiles, vectors; // tiles of a row, of an image; vec4s of filters of a group
    int tileStep, planeStep;
};
OPERAND(0, gradients);
RESULT(1, planes);

void main()
{
    const int i = int(gl_GlobalInvocationID.x);
    if (i >= tiles * vectors)
        return;
    const int image = int(gl_WorkGroupID.y) / (PAIRS + 1);
    const int part = int(gl_WorkGroupID.y) - image * (PAIRS + 1);
    const int group = int(gl_WorkGroupID.z);
    const int groups = int(gl_NumWorkGroups.z);
    const int tile = quotient(i, 1.0 / float(vectors));
    const int f = i - tile * vectors;
    const int tileY = quotient(tile, 1.0 / float(tilesX));
    const int y = tileY * TILE;
    const int x = (tile - tileY * tilesX) * TILE;
    const int start = place(from, image, y, x, group * vectors + f);

    const int left = part < PAIRS ? FIRST + 2 * part : LEFT_END;
    const int right = part < PAIRS ? left + 1 : POINTS - 1;
    vec4 v[2][MOST];
    vec4 line[MOST];
    [[unroll]] for (int row = 0; row < TILE; ++row) {
        [[unroll]] for (int k = 0; k < TILE; ++k) {
            const bool exists = y + row < height && x + k < width;
            const vec4 value = FETCH(gradients, exists ? start + row * from.row + k * from.pixel : start);
            line[k] = exists ? value : vec4(0);
        }
        transformFactors(line, TILE);
        v[0][row] = line[LEFT_END];
        v[1][row] = line[POINTS - 1];
        [[unroll]] for (int pair = 0; pair < PAIRS; ++pair) {
            v[0][row] = part == pair ? line[FIRST + 2 * pair] : v[0][row];
            v[1][row] = part == pair ? line[FIRST + 1 + 2 * pair] : v[1][row];
        }
    }
    const int to = group * planeStep + (image * tiles + tile) * tileStep + f;
    [[unroll]] for (int side = 0; side < 2; ++side) {
        transformFactors(v[side], TILE);
        [[unroll]] for (int row = 0; row < POINTS; ++row)
            planes[to + (row * POINTS + (side == 0 ? left : right)) * groups * planeStep] = v[side][row];
    }
}
