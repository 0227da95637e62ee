// The gradient of a fully connected layer's input for devices with subgroup shuffles: tiles of ROWS images x 4 TEAM
// inputs, as in fully_connected_tiles.comp; the weights are read as they lie, four outputs at a time, and turned in
// registers. Work group (c, m): the c-th TEAM vec4s of inputs, the m-th ROWS images of each team of the subgroup.
#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_shuffle : require
#define HALVES_CONSTANT 4
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/fully_connected_data.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 1) const int TEAM = 8;
layout(constant_id = 2) const int ROWS = 16;
layout(constant_id = 3) const int UNROLL = 4; // divides TEAM

const int FETCHES = ROWS / TEAM;

void main()
{
    const int teams = int(gl_WorkGroupSize.x) / TEAM;
    const int lane = teams > 1 ? int(gl_SubgroupInvocationID) % TEAM : int(gl_SubgroupInvocationID);
    const int team = teams > 1 ? int(gl_SubgroupInvocationID) / TEAM : 0;
    const int firstLane = teams > 1 ? team * TEAM : 0;
    const int firstRow = (int(gl_WorkGroupID.y) * teams + team) * ROWS;
    const int index = int(gl_WorkGroupID.x) * TEAM + lane;
    const Column column = columnAt(index);

    int from[FETCHES];
    [[unroll]] for (int f = 0; f < FETCHES; ++f)
        from[f] = min(firstRow + f * TEAM + lane, images - 1) * gradientImage + firstPanel * TEAM;
    vec4 sums[ROWS];
    [[unroll]] for (int i = 0; i < ROWS; ++i)
        sums[i] = vec4(0);

    int weight = column.k * TEAM;
    int o = 0; // vec4 of outputs within the panel
    for (int k = 0; k < panels * TEAM; k += UNROLL) {
        [[unroll]] for (int u = 0; u < UNROLL; ++u) {
            vec4 a[FETCHES];
            vec4 b[4];
            [[unroll]] for (int f = 0; f < FETCHES; ++f)
                a[f] = FETCH(outputGradients, from[f] + k + u);
            [[unroll]] for (int j = 0; j < 4; ++j)
                b[j] = FETCH_WEIGHTS(weights, weight + o + j * TEAM + u);
            [[unroll]] for (int i = 0; i < ROWS; ++i) {
                vec4 sum = sums[i];
                [[unroll]] for (int j = 0; j < 4; ++j)
                    sum += subgroupShuffle(a[i / TEAM][j], uint(firstLane + i % TEAM))
                        * vec4(b[0][j], b[1][j], b[2][j], b[3][j]);
                sums[i] = sum;
            }
        }
        o += UNROLL;
        const bool panelEnds = o == TEAM;
        weight += panelEnds ? depth * TEAM : 0;
        o = panelEnds ? 0 : o;
    }
    if (index < columns)
        [[unroll]] for (int i = 0; i < ROWS; ++i)
            if (firstRow + i < images)
                store(firstRow + i, column, sums[i]);
}
