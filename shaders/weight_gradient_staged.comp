// Gradients of weights and biases for graphics cards: the product of weight_gradient_tiles.comp (the same operands, in
// the same layouts) in tiles of a whole work group, see common/staged.glsl. Rows of the tile are values of k, columns
// filters; the sum runs over positions, 4 DEPTH of them a step, and an invocation computes vec4s of both.
//
// Where the tiles are few the positions are cut into parts, each with gradients of its own, to be added up later
// (sum_of_parts.comp).
//
// work group (m, c, p): the m-th tile of k, the c-th of filters, all tiles of a group before those of the next; the p-th
// part of the positions.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/staged.glsl"

layout(push_constant) uniform Push {
    int positions, width, height; // of one image's output, and all images together
    int inputImage, inputPlane, inputRow, inputPixel; // steps per output image, group, row and pixel
    int filterRow, runVectors, kVectors; // as in convolution_tiles.comp; kVectors = filter rows x runVectors
    int runFloats; // what of a run is weights; the rest is rounding
    int gradientOrigin, gradientImage, gradientPlane, gradientRow, gradientPixel;
    int gradientGroupVectors; // vec4s of channels in one plane of outputGradients
    int firstPanel, panelsPerGroup, groupVectors; // groupVectors: vec4s of filters in a group
    int accumulate, hasBias;
    int boundPanels; // of a group, from firstPanel on
    int partPositions; // a multiple of POSITIONS, unless there is one part
    int partWeights, partBiases; // vec4s from the gradients of a part to those of the next; 0 if there is one part
};
OPERAND(0, inputs);
OPERAND(1, outputGradients);
OPERAND(2, before);
RESULT(3, weights);
RESULT(4, biases);

const int POSITIONS = 4 * DEPTH; // of a step
const int K_VECTORS = TILE_ROWS / 4;
const int THREAD_K = THREAD_ROWS / 4;
const int K_STEP = K_VECTORS / THREAD_K;
const int K_FETCHES = ROW_FETCHES;

shared vec4 stagedK[2 * POSITIONS * K_VECTORS];
shared vec4 stagedFilters[2 * POSITIONS * COLUMN_VECTORS];

struct Spot {
    int image, y, x;
};

Spot spotOf(int position)
{
    const int pixels = width * height;
    const int image = quotient(position, 1.0 / float(pixels));
    const int pixel = position - image * pixels;
    const int y = quotient(pixel, 1.0 / float(width));
    return Spot(image, y, pixel - y * width);
}

// Where the vec4 of k lies in an input window.
int placeOfK(int vector)
{
    const int inside = min(vector, kVectors - 1);
    const int line = inside / runVectors;
    return line * filterRow + inside - line * runVectors;
}

void main()
{
    const int me = int(gl_LocalInvocationID.x);
    const int columnTiles = (boundPanels * TEAM + COLUMN_VECTORS - 1) / COLUMN_VECTORS;
    const int group = int(gl_WorkGroupID.y) / columnTiles;
    const int firstK = int(gl_WorkGroupID.x) * K_VECTORS;
    const int firstVector = (int(gl_WorkGroupID.y) - group * columnTiles) * COLUMN_VECTORS; // of those bound

    // What this invocation fetches: the same vec4 of k and of filters, at some positions.
    const int kPart = me % K_VECTORS;
    const int from = group * inputPlane + placeOfK(firstK + kPart);
    const int filterPart = me % COLUMN_VECTORS;
    const int filterVector = group * groupVectors + min(firstPanel * TEAM + firstVector + filterPart, groupVectors - 1);
    const int plane = filterVector / gradientGroupVectors;
    const int gradient = gradientOrigin + plane * gradientPlane + filterVector - plane * gradientGroupVectors;

    // What it computes.
    const int myK = me / VECTOR_STEP;
    const int myVector = me % VECTOR_STEP;
    vec4 sums[THREAD_ROWS * THREAD_VECTORS];
    vec4 bias[THREAD_VECTORS];
    [[unroll]] for (int i = 0; i < THREAD_ROWS * THREAD_VECTORS; ++i)
        sums[i] = vec4(0);
    [[unroll]] for (int v = 0; v < THREAD_VECTORS; ++v)
        bias[v] = vec4(0);

    const int firstPosition = int(gl_WorkGroupID.z) * partPositions;
    const int lastPosition = min(firstPosition + partPositions, positions);
    const int steps = (lastPosition - firstPosition + POSITIONS - 1) / POSITIONS;
    vec4 nextK[K_FETCHES];
    vec4 nextFilters[COLUMN_FETCHES];
    for (int step = 0; step <= steps; ++step) {
        if (step < steps) {
            [[unroll]] for (int f = 0; f < K_FETCHES; ++f) {
                const int position = firstPosition + step * POSITIONS + me / K_VECTORS + f * (THREADS / K_VECTORS);
                const Spot spot = spotOf(min(position, lastPosition - 1));
                nextK[f] = FETCH(inputs, from + spot.image * inputImage + spot.y * inputRow + spot.x * inputPixel);
            }
            [[unroll]] for (int f = 0; f < COLUMN_FETCHES; ++f) {
                const int position
                    = firstPosition + step * POSITIONS + me / COLUMN_VECTORS + f * (THREADS / COLUMN_VECTORS);
                const Spot spot = spotOf(min(position, lastPosition - 1));
                const int at
                    = gradient + spot.image * gradientImage + spot.y * gradientRow + spot.x * gradientPixel;
                nextFilters[f] = position < lastPosition ? FETCH(outputGradients, at) : vec4(0);
            }
        }
        if (step > 0) { // one step behind: the fetches above are under way meanwhile
            const int stage = (step + 1) % 2 * POSITIONS;
            [[unroll]] for (int p = 0; p < POSITIONS; ++p) {
                vec4 a[THREAD_K];
                [[unroll]] for (int i = 0; i < THREAD_K; ++i)
                    a[i] = stagedK[(stage + p) * K_VECTORS + myK + i * K_STEP];
                vec4 b[THREAD_VECTORS];
                [[unroll]] for (int v = 0; v < THREAD_VECTORS; ++v) {
                    b[v] = stagedFilters[(stage + p) * COLUMN_VECTORS + myVector + v * VECTOR_STEP];
                    bias[v] += b[v];
                }
                [[unroll]] for (int i = 0; i < THREAD_ROWS; ++i)
                    [[unroll]] for (int v = 0; v < THREAD_VECTORS; ++v)
                        sums[i * THREAD_VECTORS + v] += a[i / 4][i % 4] * b[v];
            }
        }
        if (step < steps) {
            const int stage = step % 2 * POSITIONS;
            if (stagesRows())
                [[unroll]] for (int f = 0; f < K_FETCHES; ++f)
                    stagedK[(stage + me / K_VECTORS + f * (THREADS / K_VECTORS)) * K_VECTORS + kPart] = nextK[f];
            [[unroll]] for (int f = 0; f < COLUMN_FETCHES; ++f)
                stagedFilters[(stage + me / COLUMN_VECTORS + f * (THREADS / COLUMN_VECTORS)) * COLUMN_VECTORS
                    + filterPart]
                    = nextFilters[f];
        }
        barrier();
    }

    [[unroll]] for (int v = 0; v < THREAD_VECTORS; ++v) {
        const int bound = firstVector + myVector + v * VECTOR_STEP;
        // What is padding is left as it is; parts start undefined and are zero there.
        const bool isFilter = firstPanel * TEAM + bound < groupVectors;
        if (bound >= boundPanels * TEAM || (!isFilter && partWeights == 0))
            continue;
        const int panel = group * panelsPerGroup + bound / TEAM;
        [[unroll]] for (int i = 0; i < THREAD_ROWS; ++i) {
            const int k = (firstK + myK + i / 4 * K_STEP) * 4 + i % 4;
            const bool isWeight = isFilter && k % (runVectors * 4) < runFloats;
            if (k >= kVectors * 4 || (!isWeight && partWeights == 0))
                continue;
            const int place = int(gl_WorkGroupID.z) * partWeights + (panel * kVectors * 4 + k) * TEAM + bound % TEAM;
            const vec4 sum = isWeight ? sums[i * THREAD_VECTORS + v] : vec4(0);
            weights[place] = accumulate != 0 ? sum + FETCH(before, place) : sum;
        }
        if (firstK == 0 && myK == 0 && hasBias != 0) {
            const int column = int(gl_WorkGroupID.z) * partBiases + (firstPanel + panel) * TEAM + bound % TEAM;
            const vec4 sum = isFilter ? bias[v] : vec4(0);
            biases[column] = accumulate != 0 ? sum + biases[column] : sum;
        }
    }
}
