// The weights of a convolution rearranged for the way back: in each group dx is the convolution of dy with the same
// filters turned by 180 degrees, inputs and outputs exchanged. Weights go from panels [f / 4 TEAM][k][4 TEAM], k =
// (row, column, channel), to panels [channel / 4 TEAM][k'][4 TEAM], k' = (row, column, filter) from the other end.
// One invocation per 4 filters x 4 channels at one place of the filter; what is rounding becomes zero.
//
// work group (x, filter row, channel vec4 of all groups).
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 1) const int TEAM = 8;

layout(push_constant) uniform Push {
    int filterRows, filterColumns;
    int groupChannels, filterVectors; // of a group; vec4s of filters
    int panels, pixel, depth; // before: panels of a group, floats from pixel to pixel, floats of k
    int runFloats; // before: from row to row
    int flippedPanels, flippedRun, flippedDepth; // after: the same; flippedRun in vec4s of filters
};
OPERAND(0, weights);
RESULT(1, flipped);

void main()
{
    const int r = int(gl_GlobalInvocationID.x); // column and vec4 of filters
    if (r >= flippedRun)
        return;
    const int row = int(gl_WorkGroupID.y);
    const int column = r / filterVectors;
    const int f = r - column * filterVectors;
    const int group = int(gl_WorkGroupID.z) / (flippedPanels * TEAM);
    const int c = int(gl_WorkGroupID.z) - group * flippedPanels * TEAM;

    vec4 w[4]; // of channel 4 c + j, for four filters
    [[unroll]] for (int j = 0; j < 4; ++j) {
        const bool exists = column < filterColumns && c * 4 + j < groupChannels;
        const int k = (filterRows - 1 - row) * runFloats + (filterColumns - 1 - column) * pixel + c * 4 + j;
        const int at = ((group * panels + f / TEAM) * depth + k) * TEAM + f % TEAM;
        w[j] = exists ? FETCH(weights, exists ? at : 0) : vec4(0);
    }
    const int to = ((group * flippedPanels + c / TEAM) * flippedDepth + (row * flippedRun + r) * 4) * TEAM + c % TEAM;
    [[unroll]] for (int i = 0; i < 4; ++i)
        flipped[to + i * TEAM] = vec4(w[0][i], w[1][i], w[2][i], w[3][i]);
}
