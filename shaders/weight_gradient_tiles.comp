// Gradients of the weights and biases of convolutions and fully connected layers: dw[k, f] = sum over positions of
// x[position, k] dy[position, f], a matrix product without the matrices. k runs through the filter as
// convolution_tiles.comp does; a position is an output pixel of an image, or an image of a fully connected layer.
//
// A team of TEAM lanes computes a tile of 4 TEAM values of k x 4 TEAM filters. Per position lane l fetches the l-th vec4
// of x, handed round by subgroup shuffles with constant indices, and the l-th vec4 of dy; it owns four neighbouring
// filters and holds one vec4 sum per k. UNROLL positions a round, all fetches before the arithmetic.
//
// inputs     bordered NHWC planes, one per group     outputGradients   NHWC
// before     the weight gradients, for adding        weights           panels [panel][k][4 TEAM]
// biases     one float per column of the panels
// work group (m, p): panel firstPanel + p, the m-th tile of each team of the subgroup.
#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_shuffle : require
#include "common/operands.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 1) const int TEAM = 8;
layout(constant_id = 2) const int UNROLL = 4;

layout(push_constant) uniform Push {
    int positions, width, height; // of one image's output, and all images together
    int inputImage, inputPlane, inputRow, inputPixel; // steps per output image, group, row and pixel
    int filterRow, runVectors, kVectors; // as in convolution_tiles.comp; kVectors = filter rows x runVectors
    int runFloats; // what of a run is weights; the rest is rounding
    int gradientOrigin, gradientImage, gradientPlane, gradientRow, gradientPixel;
    int gradientGroupVectors; // vec4s of channels in one plane of outputGradients
    int firstPanel, panelsPerGroup, groupVectors; // groupVectors: vec4s of filters in a group
    int accumulate, hasBias;
};
OPERAND(0, inputs);
OPERAND(1, outputGradients);
OPERAND(2, before);
RESULT(3, weights);
RESULT(4, biases);

const int ROWS = 4 * TEAM;

void main()
{
    const int teams = int(gl_WorkGroupSize.x) / TEAM;
    const int lane = teams > 1 ? int(gl_SubgroupInvocationID) % TEAM : int(gl_SubgroupInvocationID);
    const int team = teams > 1 ? int(gl_SubgroupInvocationID) / TEAM : 0;
    const int firstLane = teams > 1 ? team * TEAM : 0;
    const int panel = firstPanel + int(gl_WorkGroupID.y);
    const int group = panel / panelsPerGroup;
    const int tile = int(gl_WorkGroupID.x) * teams + team;

    const int vector = min(tile * TEAM + lane, kVectors - 1);
    const int line = vector / runVectors;
    int from = group * inputPlane + line * filterRow + vector - line * runVectors;

    const int groupVector = (panel - group * panelsPerGroup) * TEAM + lane;
    const int filterVector = group * groupVectors + min(groupVector, groupVectors - 1);
    const int gradientGroup = filterVector / gradientGroupVectors;
    int gradient
        = gradientOrigin + gradientGroup * gradientPlane + filterVector - gradientGroup * gradientGroupVectors;

    vec4 sums[ROWS];
    [[unroll]] for (int i = 0; i < ROWS; ++i)
        sums[i] = vec4(0);
    vec4 bias = vec4(0);

    int x = 0;
    int y = 0;
    const int inputLine = inputRow - (width - 1) * inputPixel; // from the last pixel of a row to the next row
    const int gradientLine = gradientRow - (width - 1) * gradientPixel;
    const int inputEnd = inputImage - (height - 1) * inputRow - (width - 1) * inputPixel;
    const int gradientEnd = gradientImage - (height - 1) * gradientRow - (width - 1) * gradientPixel;
    for (int left = positions; left > 0; left -= UNROLL) {
        vec4 a[UNROLL];
        vec4 b[UNROLL];
        [[unroll]] for (int u = 0; u < UNROLL; ++u) {
            a[u] = FETCH(inputs, from);
            b[u] = FETCH(outputGradients, gradient);
            if (u > 0)
                b[u] = u < left ? b[u] : vec4(0);
            // On to the next position, unless this was the last.
            const bool rowEnds = x == width - 1;
            const bool imageEnds = rowEnds && y == height - 1;
            const bool more = u + 1 < left;
            from += more ? (imageEnds ? inputEnd : rowEnds ? inputLine : inputPixel) : 0;
            gradient += more ? (imageEnds ? gradientEnd : rowEnds ? gradientLine : gradientPixel) : 0;
            x = rowEnds ? 0 : x + 1;
            y = imageEnds ? 0 : rowEnds ? y + 1 : y;
        }
        [[unroll]] for (int u = 0; u < UNROLL; ++u)
            bias += b[u];
        [[unroll]] for (int i = 0; i < ROWS; ++i) {
            vec4 sum = sums[i];
            [[unroll]] for (int u = 0; u < UNROLL; ++u)
                sum += subgroupShuffle(a[u][i % 4], uint(firstLane + i / 4)) * b[u];
            sums[i] = sum;
        }
    }

    if (groupVector >= groupVectors)
        return;
    const int firstK = tile * ROWS;
    int place = (int(gl_WorkGroupID.y) * kVectors * 4 + firstK) * TEAM + lane;
    int run = firstK % (runVectors * 4);
    [[unroll]] for (int i = 0; i < ROWS; ++i) {
        if (firstK + i < kVectors * 4 && run < runFloats)
            weights[place] = accumulate != 0 ? sums[i] + FETCH(before, place) : sums[i];
        place += TEAM;
        run = run + 1 == runVectors * 4 ? 0 : run + 1;
    }
    if (tile == 0 && hasBias != 0) {
        const int column = panel * TEAM + lane;
        biases[column] = accumulate != 0 ? bias + biases[column] : bias;
    }
}
