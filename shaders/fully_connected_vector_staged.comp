// Fully connected layer for one image on graphics cards: fully_connected_vector.comp reads each weight once, and so does
// this, but a panel of weights has a whole work group, or there would not be reads enough on their way to fill the bus.
// Each of its teams sums up every so-manieth vec4 of the input, side by side in memory; shared memory adds up the teams.
//
// Where the panels are few the sum is cut into parts, each with results of its own, to be added up later
// (sum_of_parts.comp).
//
// work group (c, 0, p): the c-th panel of those bound, the p-th part of the sum.
#version 460
#extension GL_GOOGLE_include_directive : require
#define HALVES_CONSTANT 2
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/fully_connected.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 1) const int TEAM = 8;

const int THREADS = int(gl_WorkGroupSize.x);
const int TEAMS = THREADS / TEAM; // a power of two

shared vec4 teamSums[THREADS];

void main()
{
    const int me = int(gl_LocalInvocationID.x);
    const int lane = me % TEAM;
    const int team = me / TEAM;
    const int panel = int(gl_WorkGroupID.x);
    const int vector = (firstPanel + panel) * TEAM + lane;
    const int first = int(gl_WorkGroupID.z) * partVectors; // of the sum
    const int last = min(first + partVectors, depthVectors);

    vec4 sum = vec4(0);
    for (int k = first + team; k < last; k += TEAMS) {
        const vec4 a = FETCH(inputs, k);
        const int weight = (panel * depthVectors + k) * 4 * TEAM + lane;
        [[unroll]] for (int j = 0; j < 4; ++j)
            sum += a[j] * FETCH_WEIGHTS(weights, weight + j * TEAM);
    }
    teamSums[me] = sum;
    barrier();
    for (int teams = TEAMS / 2; teams > 0; teams /= 2) {
        if (team < teams)
            teamSums[me] += teamSums[me + teams * TEAM];
        barrier();
    }
    if (team != 0)
        return;
    if (partStep == 0)
        store(0, vector, teamSums[me] + startOf(vector));
    else if (vector < outputVectors)
        outputs[int(gl_WorkGroupID.z) * partStep + vector - firstPanel * TEAM] = teamSums[me];
}
