#include "engine/layers/matrix_staged.h"

#include "engine/layers/panels.h"

namespace engine {

namespace {

struct MatrixStagedPush {
    MatrixPush push;
    std::int32_t partVectors, partStep;
};

constexpr KernelInterface matrixStaged {"matrix_staged", 3, 1, sizeof(MatrixStagedPush), 6, false, true};

/// What adds up the parts of such a product.
SumOfParts sumOf(const MatrixStaged& what, int parts, int team)
{
    const MatrixPush& push = what.push;
    SumOfParts sum;
    sum.parts = parts;
    sum.rows = push.rows;
    sum.pixels = push.pixels;
    sum.width = push.width;
    sum.vectors = what.groups * push.groupVectors;
    sum.to = push.output;
    sum.firstVector = push.firstPanel * team;
    sum.groupVectors = what.groups > 1 ? push.groupVectors : sum.firstVector + sum.vectors;
    sum.biasGroup = push.panelsPerGroup * team;
    sum.hasBias = push.bias != 0;
    sum.relu = push.relu != 0;
    return sum;
}

}

std::vector<KernelChoice> withMatrixStaged(
    const Device& device, std::vector<KernelChoice> usual, const StagedProduct& product)
{
    return withStaged(device, std::move(usual), matrixStaged.shader, product);
}

const StagedTile* matrixStagedTile(const KernelChoice& choice)
{
    return stagedTile(choice, matrixStaged.shader);
}

void recordMatrixStaged(
    Recording& recording, const Device& device, const KernelChoice& choice, const MatrixStaged& what)
{
    const Panels panels(device);
    const StagedTile& tile = *matrixStagedTile(choice);
    const std::int64_t depth = std::int64_t(what.push.filterRows) * what.push.runVectors;
    const int parts = std::max(choice.parts, 1);
    const SumOfParts sum = sumOf(what, parts, panels.team);
    MatrixStagedPush push {what.push, sum.partVectors(depth, tile.depth), sum.partStep()};
    const bool isCut = parts > 1;
    if (isCut) {
        push.push.output = sum.dense();
        push.push.bias = push.push.relu = 0; // the sum does that
    }
    const BufferRange output = isCut ? sum.pieces(what.room) : what.output;
    recording.dispatch(matrixStaged, tile.constants(panels.team), {what.input, what.weights, what.bias},
        {output}, push,
        {what.groups * groupsFor(what.push.groupVectors * 4, tile.columns),
            groupsFor(what.push.rows, tile.rows), parts},
        {what.operations, push.partVectors / tile.depth + 2}, choice.operands);
    if (isCut)
        recordSumOfParts(recording, sum, output, what.bias, what.output);
}

}
