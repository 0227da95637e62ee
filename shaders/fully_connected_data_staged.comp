// The gradient of a fully connected layer's input for graphics cards: the product of fully_connected_data_tiles.comp in
// tiles of a whole work group, see common/staged.glsl. The sum runs over the outputs, which lie side by side in both
// operands: a step stages vec4s of outputs, and every product is a dot product.
//
// Where the tiles are few the sum is cut into parts, each with results [image][vec4 of inputs] of its own, to be added up
// later (sum_of_parts.comp).
//
// work group (c, m, p): the c-th tile of inputs, the m-th of images, the p-th part of the sum.
#version 460
#extension GL_GOOGLE_include_directive : require
#define HALVES_CONSTANT 6
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/fully_connected_data.glsl"
#include "common/staged.glsl"

shared vec4 stagedRows[2 * ROW_STAGE];
shared vec4 stagedColumns[2 * COLUMN_STAGE]; // [vec4 of outputs][channel of a vec4 of inputs][vec4 of inputs]

void main()
{
    const int me = int(gl_LocalInvocationID.x);
    const int firstVector = int(gl_WorkGroupID.x) * COLUMN_VECTORS;
    const int firstRow = int(gl_WorkGroupID.y) * TILE_ROWS;
    const int sumVectors = panels * TEAM;

    // What this invocation fetches: one vec4 of the sum of some images, and of the weights of some inputs.
    const int part = me % DEPTH;
    int from[ROW_FETCHES];
    [[unroll]] for (int f = 0; f < ROW_FETCHES; ++f) {
        const int row = firstRow + me / DEPTH + f * (THREADS / DEPTH);
        from[f] = min(row, images - 1) * gradientImage + firstPanel * TEAM;
    }
    int weight[COLUMN_FETCHES];
    int staged[COLUMN_FETCHES];
    [[unroll]] for (int f = 0; f < COLUMN_FETCHES; ++f) {
        const int column = me / DEPTH + f * (THREADS / DEPTH);
        weight[f] = (columnAt(firstVector + column / 4).k + column % 4) * TEAM;
        staged[f] = (4 * part + column % 4) * COLUMN_LINE + column / 4;
    }

    // What it computes.
    const int myRow = me / VECTOR_STEP;
    const int myVector = me % VECTOR_STEP;
    vec4 sums[THREAD_ROWS * THREAD_VECTORS];
    [[unroll]] for (int i = 0; i < THREAD_ROWS * THREAD_VECTORS; ++i)
        sums[i] = vec4(0);

    const int first = int(gl_WorkGroupID.z) * partVectors; // of the sum
    const int steps = (min(partVectors, sumVectors - first) + DEPTH - 1) / DEPTH;
    vec4 nextRows[ROW_FETCHES];
    vec4 nextColumns[COLUMN_FETCHES];
    for (int step = 0; step <= steps; ++step) {
        if (step < steps) {
            const int o = first + step * DEPTH + part;
            const int inside = min(o, sumVectors - 1);
            const int place = (inside / TEAM) * depth * TEAM + inside % TEAM;
            [[unroll]] for (int f = 0; f < ROW_FETCHES; ++f)
                nextRows[f] = o < sumVectors ? FETCH(outputGradients, from[f] + o) : vec4(0);
            [[unroll]] for (int f = 0; f < COLUMN_FETCHES; ++f)
                nextColumns[f] = FETCH_WEIGHTS(weights, place + weight[f]);
        }
        if (step > 0) { // one step behind: the fetches above are under way meanwhile
            const int stage = (step + 1) % 2;
            [[unroll]] for (int d = 0; d < DEPTH; ++d) {
                vec4 a[THREAD_ROWS];
                [[unroll]] for (int i = 0; i < THREAD_ROWS; ++i)
                    a[i] = stagedRows[stage * ROW_STAGE + rowSpot(d, myRow + i * ROW_STEP)];
                [[unroll]] for (int v = 0; v < THREAD_VECTORS; ++v) {
                    vec4 b[4];
                    [[unroll]] for (int j = 0; j < 4; ++j)
                        b[j] = stagedColumns[stage * COLUMN_STAGE + (4 * d + j) * COLUMN_LINE + myVector
                            + v * VECTOR_STEP];
                    [[unroll]] for (int i = 0; i < THREAD_ROWS; ++i)
                        sums[i * THREAD_VECTORS + v]
                            += vec4(dot(a[i], b[0]), dot(a[i], b[1]), dot(a[i], b[2]), dot(a[i], b[3]));
                }
            }
        }
        if (step < steps) {
            const int stage = step % 2;
            if (stagesRows())
                [[unroll]] for (int f = 0; f < ROW_FETCHES; ++f)
                    stagedRows[stage * ROW_STAGE + rowSpot(part, me / DEPTH + f * (THREADS / DEPTH))] = nextRows[f];
            [[unroll]] for (int f = 0; f < COLUMN_FETCHES; ++f)
                stagedColumns[stage * COLUMN_STAGE + staged[f]] = nextColumns[f];
        }
        barrier();
    }

    [[unroll]] for (int v = 0; v < THREAD_VECTORS; ++v) {
        const int index = firstVector + myVector + v * VECTOR_STEP;
        if (index >= columns)
            continue;
        const Column column = columnAt(index);
        [[unroll]] for (int i = 0; i < THREAD_ROWS; ++i) {
            const int row = firstRow + myRow + i * ROW_STEP;
            const vec4 sum = sums[i * THREAD_VECTORS + v];
            if (row < images && partStep == 0)
                store(row, column, sum);
            else if (row < images)
                inputGradients[int(gl_WorkGroupID.z) * partStep + row * columns + index] = sum;
        }
    }
}
