// Pictures brought back from Winograd's points: A^T M A + bias of every tile of TILE x TILE pixels. One invocation per
// tile and vec4 of filters.
//
// planes   [point][group][image, tile][filters of a group]     bias   one float per column of the panels
// outputs  NHWC in the layout of the next layer
// work group (tile x vectors, image, group).
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/winograd.glsl"

layout(local_size_x_id = 0) in;

layout(push_constant) uniform Push {
    Layout to;
    int height, width;
    int tilesX, tiles, vectors; // tiles of a row, of an image; vec4s of filters of a group
    int tileStep, planeStep;
    int biasStep; // vec4s from the biases of a group to the next
    int hasBias, relu;
};
OPERAND(0, planes);
OPERAND(1, bias);
RESULT(2, outputs);

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
    const int start = group * planeStep + (image * tiles + tile) * tileStep + f;

    vec4 v[MOST * MOST];
    vec4 line[MOST];
    [[unroll]] for (int k = 0; k < POINTS; ++k) {
        [[unroll]] for (int row = 0; row < POINTS; ++row)
            line[row] = FETCH(planes, start + (row * POINTS + k) * groups * planeStep);
        transformOutputs(line, TILE);
        [[unroll]] for (int row = 0; row < TILE; ++row)
            v[row * MOST + k] = line[row];
    }
    vec4 sum = vec4(0);
    if (hasBias != 0)
        sum = FETCH(bias, group * biasStep + f);
    const int at = place(to, image, y, x, group * vectors + f);
    [[unroll]] for (int row = 0; row < TILE; ++row) {
        [[unroll]] for (int k = 0; k < POINTS; ++k)
            line[k] = v[row * MOST + k];
        transformOutputs(line, TILE);
        [[unroll]] for (int k = 0; k < TILE; ++k)
            if (y + row < height && x + k < width)
                outputs[at + row * to.row + k * to.pixel]
                    = relu != 0 ? max(line[k] + sum, vec4(0)) : line[k] + sum;
    }
}
