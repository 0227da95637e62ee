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
    const int image = int(gl_WorkGroupID.y);
    const int group = int(gl_WorkGroupID.z);
    const int groups = int(gl_NumWorkGroups.z);
    const int tile = quotient(i, 1.0 / float(vectors));
    const int f = i - tile * vectors;
    const int tileY = quotient(tile, 1.0 / float(tilesX));
    const int y = tileY * TILE;
    const int x = (tile - tileY * tilesX) * TILE;
    const int start = place(from, image, y, x, group * vectors + f);

    vec4 v[TILE * MOST];
    vec4 line[MOST];
    [[unroll]] for (int row = 0; row < TILE; ++row) {
        [[unroll]] for (int k = 0; k < TILE; ++k) {
            const bool exists = y + row < height && x + k < width;
            const vec4 value = FETCH(gradients, exists ? start + row * from.row + k * from.pixel : start);
            line[k] = exists ? value : vec4(0);
        }
        transformFactors(line, TILE);
        [[unroll]] for (int k = 0; k < POINTS; ++k)
            v[row * MOST + k] = line[k];
    }
    const int to = group * planeStep + (image * tiles + tile) * tileStep + f;
    [[unroll]] for (int k = 0; k < POINTS; ++k) {
        [[unroll]] for (int row = 0; row < TILE; ++row)
            line[row] = v[row * MOST + k];
        transformFactors(line, TILE);
        [[unroll]] for (int row = 0; row < POINTS; ++row)
            planes[to + (row * POINTS + k) * groups * planeStep] = line[row];
    }
}
