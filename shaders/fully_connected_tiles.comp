// Fully connected layer for a batch: a matrix product in tiles of ROWS images x 4 TEAM outputs, as in
// convolution_tiles.comp. Work group (p, m): panel p, the m-th ROWS images of each team of the subgroup.
#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_shuffle : require
#define HALVES_CONSTANT 4
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/fully_connected.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 1) const int TEAM = 8;
layout(constant_id = 2) const int ROWS = 16;
layout(constant_id = 3) const int UNROLL = 4;

const int FETCHES = ROWS / TEAM;

void main()
{
    const int teams = int(gl_WorkGroupSize.x) / TEAM;
    const int lane = teams > 1 ? int(gl_SubgroupInvocationID) % TEAM : int(gl_SubgroupInvocationID);
    const int team = teams > 1 ? int(gl_SubgroupInvocationID) / TEAM : 0;
    const int firstLane = teams > 1 ? team * TEAM : 0;
    const int panel = int(gl_WorkGroupID.x);
    const int firstRow = (int(gl_WorkGroupID.y) * teams + team) * ROWS;
    const int vector = (firstPanel + panel) * TEAM + lane;

    int from[FETCHES];
    [[unroll]] for (int f = 0; f < FETCHES; ++f)
        from[f] = min(firstRow + f * TEAM + lane, images - 1) * inputImage;
    vec4 sums[ROWS];
    const vec4 start = startOf(vector);
    [[unroll]] for (int i = 0; i < ROWS; ++i)
        sums[i] = start;

    int weight = panel * depthVectors * 4 * TEAM + lane;
    for (int k = 0; k < depthVectors; k += UNROLL) {
        [[unroll]] for (int u = 0; u < UNROLL; ++u) {
            vec4 a[FETCHES];
            vec4 b[4];
            [[unroll]] for (int f = 0; f < FETCHES; ++f)
                a[f] = FETCH(inputs, from[f] + k + u);
            [[unroll]] for (int j = 0; j < 4; ++j)
                b[j] = FETCH_WEIGHTS(weights, weight + (u * 4 + j) * TEAM);
            [[unroll]] for (int i = 0; i < ROWS; ++i) {
                vec4 sum = sums[i];
                [[unroll]] for (int j = 0; j < 4; ++j)
                    sum += subgroupShuffle(a[i / TEAM][j], uint(firstLane + i % TEAM)) * b[j];
                sums[i] = sum;
            }
        }
        weight += UNROLL * 4 * TEAM;
    }
    [[unroll]] for (int i = 0; i < ROWS; ++i)
        if (firstRow + i < images)
            store(firstRow + i, vector, sums[i]);
}
