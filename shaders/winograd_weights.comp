// Filters brought to Winograd's points: G w G^T. One invocation per channel and four filters.
//
// weights      panels [panel][filter row, run][4 TEAM], the panels of all groups
// transformed  panels [point][panel][channel][4 TEAM]
// work group (channel x TEAM, panel).
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/winograd.glsl"

layout(local_size_x_id = 0) in;

layout(push_constant) uniform Push {
    int count; // channels x TEAM, the vec4s of a transformed panel
    int rowStep, columnStep, panelStep; // of the weights
};
OPERAND(0, weights);
RESULT(1, transformed);

void main()
{
    const int i = int(gl_GlobalInvocationID.x);
    if (i >= count)
        return;
    const int panel = int(gl_WorkGroupID.y);
    const int panels = int(gl_NumWorkGroups.y);

    vec4 v[MOST * MOST];
    vec4 line[MOST];
    [[unroll]] for (int row = 0; row < FILTER; ++row) {
        [[unroll]] for (int k = 0; k < FILTER; ++k)
            line[k] = FETCH(weights, panel * panelStep + row * rowStep + k * columnStep + i);
        transformFactors(line, FILTER);
        [[unroll]] for (int k = 0; k < POINTS; ++k)
            v[row * MOST + k] = line[k];
    }
    [[unroll]] for (int k = 0; k < POINTS; ++k) {
        [[unroll]] for (int row = 0; row < FILTER; ++row)
            line[row] = v[row * MOST + k];
        transformFactors(line, FILTER);
        [[unroll]] for (int row = 0; row < POINTS; ++row)
            transformed[((row * POINTS + k) * panels + panel) * count + i] = line[row];
    }
}
