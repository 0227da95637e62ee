// Gradients of filters brought back from Winograd's points: A^T M A with FILTER x FILTER outputs. One invocation per
// channel and four filters.
//
// transformed  panels [point][panel][channel][4 TEAM]
// before       the gradients, for adding            weights  panels [panel][filter row, run][4 TEAM] of all groups
// work group (channel x TEAM, panel).
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/winograd.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 3) const int TEAM = 8;

layout(push_constant) uniform Push {
    int count; // channels x TEAM, the vec4s of a transformed panel
    int rowStep, columnStep, panelStep; // of the weights
    int panelsPerGroup, groupVectors; // groupVectors: vec4s of filters in a group
    int accumulate;
};
OPERAND(0, transformed);
OPERAND(1, before);
RESULT(2, weights);

void main()
{
    const int i = int(gl_GlobalInvocationID.x);
    const int panel = int(gl_WorkGroupID.y);
    const int panels = int(gl_NumWorkGroups.y);
    if (i >= count || panel % panelsPerGroup * TEAM + i % TEAM >= groupVectors)
        return;

    vec4 v[MOST * MOST];
    vec4 line[MOST];
    [[unroll]] for (int k = 0; k < POINTS; ++k) {
        [[unroll]] for (int row = 0; row < POINTS; ++row)
            line[row] = FETCH(transformed, ((row * POINTS + k) * panels + panel) * count + i);
        transformOutputs(line, FILTER);
        [[unroll]] for (int row = 0; row < FILTER; ++row)
            v[row * MOST + k] = line[row];
    }
    [[unroll]] for (int row = 0; row < FILTER; ++row) {
        [[unroll]] for (int k = 0; k < POINTS; ++k)
            line[k] = v[row * MOST + k];
        transformOutputs(line, FILTER);
        [[unroll]] for (int k = 0; k < FILTER; ++k) {
            const int at = panel * panelStep + row * rowStep + k * columnStep + i;
            weights[at] = accumulate != 0 ? line[k] + FETCH(before, at) : line[k];
        }
    }
}
