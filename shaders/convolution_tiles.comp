// Convolution (and any product of rows of a bordered activation with panels of weights).
//
// A team of TEAM lanes computes a tile of ROWS output pixels x 4 TEAM filters; each lane owns four neighbouring filters
// and holds one vec4 sum per row. Of the input, lane l fetches row l (l + TEAM, ...), four values at once, and hands
// them round by subgroup shuffles with constant indices. All fetches of a step come before its arithmetic.
//
// inputs   bordered NHWC planes, one per group           weights  panels [panel][filter row, run][4 TEAM]
// bias     one float per column of the panels            outputs  NHWC in the layout of the next layer
// work group (p, m): panel p, the m-th ROWS rows of each team of the subgroup.
#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_shuffle : require
#include "common/operands.glsl"
#include "common/layout.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 1) const int TEAM = 8;
layout(constant_id = 2) const int ROWS = 16;

layout(push_constant) uniform Push {
    int rows, pixels, width; // rows = images x pixels
    int inputImage, inputPlane, inputRow, inputPixel;
    int filterRows, filterRow, runVectors;
    int panelsPerGroup, groupVectors, hasBias, relu;
    Layout outputLayout;
    int firstPanel; // for the kernel of graphics cards, which fully connected layers share
};
OPERAND(0, inputs);
OPERAND(1, weights);
OPERAND(2, bias);
RESULT(3, outputs);

const int FETCHES = (ROWS + TEAM - 1) / TEAM;

void main()
{
    const int teams = int(gl_WorkGroupSize.x) / TEAM;
    const int lane = teams > 1 ? int(gl_SubgroupInvocationID) % TEAM : int(gl_SubgroupInvocationID);
    const int team = teams > 1 ? int(gl_SubgroupInvocationID) / TEAM : 0;
    const int firstLane = teams > 1 ? team * TEAM : 0;
    const int panel = int(gl_WorkGroupID.x);
    const int group = panel / panelsPerGroup;
    const int firstRow = (int(gl_WorkGroupID.y) * teams + team) * ROWS;

    const float perPixel = 1.0 / float(pixels);
    const float perWidth = 1.0 / float(width);
    int from[FETCHES];
    int to[FETCHES];
    [[unroll]] for (int f = 0; f < FETCHES; ++f) {
        const int row = min(firstRow + f * TEAM + lane, rows - 1); // rows past the end repeat the last one
        const int image = quotient(row, perPixel);
        const int pixel = row - image * pixels;
        const int y = quotient(pixel, perWidth);
        const int x = pixel - y * width;
        from[f] = image * inputImage + group * inputPlane + y * inputRow + x * inputPixel;
        to[f] = place(outputLayout, image, y, x, 0);
    }

    vec4 sums[ROWS];
    vec4 start = vec4(0);
    if (hasBias != 0)
        start = FETCH(bias, panel * TEAM + lane);
    [[unroll]] for (int i = 0; i < ROWS; ++i)
        sums[i] = start;

    int weight = panel * filterRows * runVectors * 4 * TEAM + lane;
    int line = 0; // of the filter, and ...
    int k = 0; // ... place in it: one loop over both, since every end of a loop costs a pass over the sums
    // Unrolling it would save that pass, and lose as much: the processor's cache for instructions holds one round.
    for (int left = filterRows * runVectors; left > 0; --left) {
        vec4 a[FETCHES];
        vec4 b[4];
        [[unroll]] for (int f = 0; f < FETCHES; ++f)
            a[f] = FETCH(inputs, from[f] + line + k);
        [[unroll]] for (int j = 0; j < 4; ++j)
            b[j] = FETCH(weights, weight + j * TEAM);
        [[unroll]] for (int i = 0; i < ROWS; ++i) {
            vec4 sum = sums[i];
            [[unroll]] for (int j = 0; j < 4; ++j)
                sum += subgroupShuffle(a[i / TEAM][j], uint(firstLane + i % TEAM)) * b[j];
            sums[i] = sum;
        }
        weight += 4 * TEAM;
        ++k;
        const bool lineEnds = k == runVectors;
        line += lineEnds ? filterRow : 0;
        k = lineEnds ? 0 : k;
    }

    const int groupVector = (panel - group * panelsPerGroup) * TEAM + lane;
    const int vector = group * groupVectors + groupVector;
    const int outGroup = vector / outputLayout.groupVectors;
    const int column = outGroup * outputLayout.plane + vector - outGroup * outputLayout.groupVectors;
    [[unroll]] for (int i = 0; i < ROWS; ++i) {
        const int pixel = subgroupShuffle(to[i / TEAM], uint(firstLane + i % TEAM));
        if (firstRow + i < rows && groupVector < groupVectors)
            outputs[pixel + column] = relu != 0 ? max(sums[i], vec4(0)) : sums[i];
    }
}
