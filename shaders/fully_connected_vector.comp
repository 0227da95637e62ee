// Fully connected layer for one image: bound by the memory that holds the weights, each read once.
//
// A team of TEAM lanes computes one panel; each lane fetches every TEAM-th vec4 of the input and hands it round by
// subgroup shuffles. Work group p: the p-th panel of each team of the subgroup.
#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_shuffle : require
#define HALVES_CONSTANT 2
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/fully_connected.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 1) const int TEAM = 8;

void main()
{
    const int teams = int(gl_WorkGroupSize.x) / TEAM;
    const int lane = teams > 1 ? int(gl_SubgroupInvocationID) % TEAM : int(gl_SubgroupInvocationID);
    const int team = teams > 1 ? int(gl_SubgroupInvocationID) / TEAM : 0;
    const int firstLane = teams > 1 ? team * TEAM : 0;
    const int wanted = int(gl_WorkGroupID.x) * teams + team;
    const int panel = min(wanted, panels - 1);
    const int vector = (firstPanel + panel) * TEAM + lane;

    vec4 sum = startOf(vector);
    int weight = panel * depthVectors * 4 * TEAM + lane;
    for (int k = 0; k < depthVectors; k += TEAM) {
        const vec4 a = FETCH(inputs, k + lane);
        [[unroll]] for (int i = 0; i < TEAM; ++i) {
            vec4 b[4];
            [[unroll]] for (int j = 0; j < 4; ++j)
                b[j] = FETCH_WEIGHTS(weights, weight + (i * 4 + j) * TEAM);
            [[unroll]] for (int j = 0; j < 4; ++j)
                sum += subgroupShuffle(a[j], uint(firstLane + i)) * b[j];
        }
        weight += 4 * TEAM * TEAM;
    }
    if (wanted < panels)
        store(0, vector, sum);
}
