// Pictures brought to Winograd's points: B^T x B of every tile of POINTS x POINTS pixels, TILE pixels apart. One
// invocation per tile and vec4 of channels. What lies beyond the bordered plane counts as zero.
//
// inputs   bordered NHWC planes, one per group     planes   [point][group][image, tile][channels of a group]
// work group (tile x vectors, image, group).
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/winograd.glsl"

layout(local_size_x_id = 0) in;

layout(push_constant) uniform Push {
    Layout from; // where its border starts the plane begins
    int height, width; // of the bordered plane
    int tilesX, tiles, vectors; // tiles of a row, of an image; vec4s of channels of a group
    int tileStep, planeStep;
};
OPERAND(0, inputs);
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
    const int c = i - tile * vectors;
    const int tileY = quotient(tile, 1.0 / float(tilesX));
    const int y = tileY * TILE;
    const int x = (tile - tileY * tilesX) * TILE;
    const int start = image * from.image + group * from.plane + y * from.row + x * from.pixel + c;

    vec4 v[MOST * MOST];
    vec4 line[MOST];
    [[unroll]] for (int row = 0; row < POINTS; ++row) {
        [[unroll]] for (int k = 0; k < POINTS; ++k) {
            const bool exists = y + row < height && x + k < width;
            const vec4 value = FETCH(inputs, exists ? start + row * from.row + k * from.pixel : start);
            line[k] = exists ? value : vec4(0);
        }
        transformInputs(line);
        [[unroll]] for (int k = 0; k < POINTS; ++k)
            v[row * MOST + k] = line[k];
    }
    int to = group * planeStep + (image * tiles + tile) * tileStep + c;
    [[unroll]] for (int k = 0; k < POINTS; ++k) {
        [[unroll]] for (int row = 0; row < POINTS; ++row)
            line[row] = v[row * MOST + k];
        transformInputs(line);
        [[unroll]] for (int row = 0; row < POINTS; ++row)
            planes[to + (row * POINTS + k) * groups * planeStep] = line[row];
    }
}
