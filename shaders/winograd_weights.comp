// Filters brought to Winograd's points: G w G^T. One invocation per channel, four filters and column of points: all
// columns at once would be fewer fetches, but five times the code, which CPU drivers take half a second to compile.
//
// weights      panels [panel][filter row, run][4 TEAM], the panels of all groups
// transformed  panels [point][panel][channel][4 TEAM]
// work group (channel x TEAM, panel, column).
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
    const int column = int(gl_WorkGroupID.z);

    vec4 v[MOST];
    vec4 line[MOST];
    [[unroll]] for (int row = 0; row < FILTER; ++row) {
        [[unroll]] for (int k = 0; k < FILTER; ++k)
            line[k] = FETCH(weights, panel * panelStep + row * rowStep + k * columnStep + i);
        transformFactors(line, FILTER);
        v[row] = line[0];
        [[unroll]] for (int k = 1; k < POINTS; ++k)
            v[row] = k == column ? line[k] : v[row];
    }
    transformFactors(v, FILTER);
    [[unroll]] for (int row = 0; row < POINTS; ++row)
        transformed[((row * POINTS + column) * panels + panel) * count + i] = v[row];
}
