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
    const int image = int(gl_WorkGroupID.y) / (PAIRS + 1);
    const int part = int(gl_WorkGroupID.y) - image * (PAIRS + 1);
    const int group = int(gl_WorkGroupID.z);
    const int groups = int(gl_NumWorkGroups.z);
    const int tile = quotient(i, 1.0 / float(vectors));
    const int c = i - tile * vectors;
    const int tileY = quotient(tile, 1.0 / float(tilesX));
    const int y = tileY * TILE;
    const int x = (tile - tileY * tilesX) * TILE;
    const int start = image * from.image + group * from.plane + y * from.row + x * from.pixel + c;

    // Two columns of points, a pair or the two ends: all at once would be fewer fetches, but several times the code,
    // which does not stay in a processor's cache.
    const int left = part < PAIRS ? FIRST + 2 * part : LEFT_END;
    const int right = part < PAIRS ? left + 1 : POINTS - 1;
    vec4 v[2][MOST];
    vec4 line[MOST];
    [[unroll]] for (int row = 0; row < POINTS; ++row) {
        [[unroll]] for (int k = 0; k < POINTS; ++k) {
            const bool exists = y + row < height && x + k < width;
            const vec4 value = FETCH(inputs, exists ? start + row * from.row + k * from.pixel : start);
            line[k] = exists ? value : vec4(0);
        }
        transformInputs(line);
        v[0][row] = line[LEFT_END];
        v[1][row] = line[POINTS - 1];
        [[unroll]] for (int pair = 0; pair < PAIRS; ++pair) {
            v[0][row] = part == pair ? line[FIRST + 2 * pair] : v[0][row];
            v[1][row] = part == pair ? line[FIRST + 1 + 2 * pair] : v[1][row];
        }
    }
    const int to = group * planeStep + (image * tiles + tile) * tileStep + c;
    [[unroll]] for (int side = 0; side < 2; ++side) {
        transformInputs(v[side]);
        [[unroll]] for (int row = 0; row < POINTS; ++row)
            planes[to + (row * POINTS + (side == 0 ? left : right)) * groups * planeStep] = v[side][row];
    }
}
