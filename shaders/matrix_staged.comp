// Convolution and fully connected layer for graphics cards: the product of convolution_tiles.comp (the same operands,
// in the same layouts) in tiles of a whole work group, see common/staged.glsl.
//
// inputs   bordered NHWC planes, one per group           weights  panels [panel][filter row, run][4 TEAM], bound from
// bias     one float per column of all panels                     panel firstPanel on
// outputs  NHWC in the layout of the next layer
// Where the tiles are few the sum is cut into parts, each with results of its own, to be added up later
// (sum_of_parts.comp); outputLayout then is theirs.
//
// work group (c, m, p): the c-th tile of columns, all tiles of a group before those of the next; the m-th of rows; the
// p-th part of the sum.
#version 460
#extension GL_GOOGLE_include_directive : require
#define HALVES_CONSTANT 6
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/staged.glsl"

layout(push_constant) uniform Push {
    int rows, pixels, width; // rows = images x pixels
    int inputImage, inputPlane, inputRow, inputPixel;
    int filterRows, filterRow, runVectors;
    int panelsPerGroup, groupVectors, hasBias, relu;
    Layout outputLayout;
    int firstPanel;
    int partVectors; // vec4s of the sum in a part, a multiple of DEPTH unless there is one part
    int partStep; // vec4s from the results of a part to those of the next
};
OPERAND(0, inputs);
WEIGHTS(1, weights);
OPERAND(2, bias);
RESULT(3, outputs);

shared vec4 stagedRows[2 * ROW_STAGE];
shared vec4 stagedColumns[2 * COLUMN_STAGE];

struct Spot {
    int image, y, x;
};

Spot spotOf(int row)
{
    const int image = quotient(row, 1.0 / float(pixels));
    const int pixel = row - image * pixels;
    const int y = quotient(pixel, 1.0 / float(width));
    return Spot(image, y, pixel - y * width);
}

void main()
{
    const int me = int(gl_LocalInvocationID.x);
    const int columnTiles = (groupVectors + COLUMN_VECTORS - 1) / COLUMN_VECTORS;
    const int group = int(gl_WorkGroupID.x) / columnTiles;
    const int firstVector = (int(gl_WorkGroupID.x) - group * columnTiles) * COLUMN_VECTORS; // within the group
    const int firstRow = int(gl_WorkGroupID.y) * TILE_ROWS;
    const int depth = filterRows * runVectors;
    const float perRun = 1.0 / float(runVectors);

    // What this invocation fetches: one vec4 of the sum of some rows, some lines of one vec4 of columns.
    const int rowPart = me % DEPTH;
    int from[ROW_FETCHES];
    [[unroll]] for (int f = 0; f < ROW_FETCHES; ++f) {
        const int row = firstRow + me / DEPTH + f * (THREADS / DEPTH);
        const Spot spot = spotOf(min(row, rows - 1)); // rows past the end repeat the last one
        from[f] = spot.image * inputImage + group * inputPlane + spot.y * inputRow + spot.x * inputPixel;
    }
    const int columnPart = me % COLUMN_VECTORS;
    const int columnLine = me / COLUMN_VECTORS;
    const int fetched = min(firstVector + columnPart, panelsPerGroup * TEAM - 1);
    const int weight = (group * panelsPerGroup + fetched / TEAM) * depth * 4 * TEAM + fetched % TEAM;

    // What it computes.
    const int myRow = me / VECTOR_STEP;
    const int myVector = me % VECTOR_STEP;
    vec4 sums[THREAD_ROWS * THREAD_VECTORS];
    [[unroll]] for (int i = 0; i < THREAD_ROWS * THREAD_VECTORS; ++i)
        sums[i] = vec4(0);

    const int first = int(gl_WorkGroupID.z) * partVectors; // of the sum
    const int steps = (min(partVectors, depth - first) + DEPTH - 1) / DEPTH;
    vec4 nextRows[ROW_FETCHES];
    vec4 nextColumns[COLUMN_FETCHES];
    for (int step = 0; step <= steps; ++step) {
        if (step < steps) {
            const int k = first + step * DEPTH + rowPart;
            const int inside = min(k, depth - 1);
            const int line = quotient(inside, perRun);
            const int place = line * filterRow + inside - line * runVectors;
            [[unroll]] for (int f = 0; f < ROW_FETCHES; ++f)
                nextRows[f] = k < depth ? FETCH(inputs, from[f] + place) : vec4(0);
            [[unroll]] for (int f = 0; f < COLUMN_FETCHES; ++f) {
                const int at = 4 * (first + step * DEPTH) + columnLine + f * (THREADS / COLUMN_VECTORS);
                nextColumns[f] = FETCH_WEIGHTS(weights, weight + min(at, 4 * depth - 1) * TEAM);
            }
        }
        if (step > 0) { // one step behind: the fetches above are under way meanwhile
            const int stage = (step + 1) % 2;
            [[unroll]] for (int d = 0; d < DEPTH; ++d) {
                vec4 a[THREAD_ROWS];
                [[unroll]] for (int i = 0; i < THREAD_ROWS; ++i)
                    a[i] = stagedRows[stage * ROW_STAGE + rowSpot(d, myRow + i * ROW_STEP)];
                [[unroll]] for (int j = 0; j < 4; ++j) {
                    vec4 b[THREAD_VECTORS];
                    [[unroll]] for (int v = 0; v < THREAD_VECTORS; ++v)
                        b[v] = stagedColumns[stage * COLUMN_STAGE + (4 * d + j) * COLUMN_LINE + myVector
                            + v * VECTOR_STEP];
                    [[unroll]] for (int i = 0; i < THREAD_ROWS; ++i)
                        [[unroll]] for (int v = 0; v < THREAD_VECTORS; ++v)
                            sums[i * THREAD_VECTORS + v] += a[i][j] * b[v];
                }
            }
        }
        if (step < steps) {
            const int stage = step % 2;
            if (stagesRows())
                [[unroll]] for (int f = 0; f < ROW_FETCHES; ++f)
                    stagedRows[stage * ROW_STAGE + rowSpot(rowPart, me / DEPTH + f * (THREADS / DEPTH))] = nextRows[f];
            [[unroll]] for (int f = 0; f < COLUMN_FETCHES; ++f)
                stagedColumns[stage * COLUMN_STAGE + (columnLine + f * (THREADS / COLUMN_VECTORS)) * COLUMN_LINE
                    + columnPart]
                    = nextColumns[f];
        }
        barrier();
    }

    [[unroll]] for (int v = 0; v < THREAD_VECTORS; ++v) {
        const int groupVector = firstVector + myVector + v * VECTOR_STEP;
        const int vector = group * groupVectors + groupVector + firstPanel * TEAM; // of all filters
        if (groupVector >= groupVectors)
            continue;
        const vec4 start = hasBias != 0
            ? FETCH(bias, (firstPanel + group * panelsPerGroup) * TEAM + groupVector)
            : vec4(0);
        [[unroll]] for (int i = 0; i < THREAD_ROWS; ++i) {
            const int row = firstRow + myRow + i * ROW_STEP;
            if (row >= rows)
                continue;
            const Spot spot = spotOf(row);
            const vec4 sum = start + sums[i * THREAD_VECTORS + v];
            const int to = int(gl_WorkGroupID.z) * partStep + place(outputLayout, spot.image, spot.y, spot.x, vector);
            outputs[to] = relu != 0 ? max(sum, vec4(0)) : sum;
        }
    }
}
