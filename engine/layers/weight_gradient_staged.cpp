#include "engine/layers/weight_gradient_staged.h"

#include "engine/layers/slices.h"
#include "engine/layers/sum_of_parts.h"

namespace engine {

namespace {

struct StagedPush {
    WeightGradientPush push;
    std::int32_t boundPanels; ///< of a group
    std::int32_t partPositions, partWeights, partBiases;
};

constexpr KernelInterface stagedGradient {"weight_gradient_staged", 3, 2, sizeof(StagedPush), 6};

std::int64_t vectorsOfK(const WeightGradient& what) { return std::int64_t(what.filterRows) * what.run / 4; }

/// Parts that fit the scratch memory.
int partsThatFit(std::uint64_t scratch, std::uint64_t weightBytes, std::uint64_t biasBytes)
{
    return int(
        std::min<std::uint64_t>(mostPartsOfSum, scratch / (aligned(weightBytes) + aligned(biasBytes))));
}

/// Where the parts lie in the scratch memory: all of the weights', then all of the biases'.
struct Parts {
    int count;
    std::uint64_t weightBytes, biasBytes; ///< from one to the next

    BufferRange weights(const Buffer* scratch) const
    {
        return {scratch, 0, std::uint64_t(count) * weightBytes};
    }
    BufferRange biases(const Buffer* scratch) const
    {
        return {scratch, std::uint64_t(count) * weightBytes, std::uint64_t(count) * biasBytes};
    }
};

void recordSum(
    Recording& recording, const BufferRange& pieces, int count, const BufferRange& result, bool accumulate)
{
    SumOfParts sum;
    sum.parts = count;
    sum.rows = 1;
    sum.vectors = sum.groupVectors = sum.to.groupVectors = int(result.bytes / 16);
    sum.continues = accumulate;
    recordSumOfParts(recording, sum, pieces, pieces, result);
}

}

std::uint64_t weightGradientScratchBytes(std::uint64_t weightBytes, std::uint64_t biasBytes)
{
    const int parts = partsThatFit(mostPartsBytes, weightBytes, biasBytes);
    return parts > 1 ? std::uint64_t(parts) * (aligned(weightBytes) + aligned(biasBytes)) : 0;
}

const StagedTile* stagedGradientTile(const KernelChoice& choice)
{
    return stagedTile(choice, stagedGradient.shader);
}

std::vector<KernelChoice> withStagedGradients(const Device& device, std::vector<KernelChoice> usual,
    const Backward& b, const WeightGradient& what, std::int64_t positions, bool isWhole)
{
    if (!isWhole && what.groups > 1)
        return usual; // a tile must not reach from one group into the next

    const std::int64_t rows = vectorsOfK(what) * 4, columns = std::int64_t(what.filterVectors) * 4;
    const std::uint64_t biases = b.parameterGradients.size() > 1 ? b.parameterGradients[1].bytes() : 0;
    const bool hasRoom = b.scratch && isWhole;
    const int most = hasRoom ? partsThatFit(b.scratch->bytes(), b.parameterGradients[0].bytes(), biases) : 1;
    return withStaged(
        device, std::move(usual), stagedGradient.shader, {rows, columns, what.groups, positions, most});
}

void recordStagedGradient(Recording& recording, Device& device, const Backward& b, const KernelChoice& choice,
    const StagedWeightGradient& one)
{
    const Panels panels(device);
    const StagedTile& tile = *stagedGradientTile(choice);
    // Parts of the panels are only bound of fully connected layers, which have one group.
    const std::int64_t bound = one.what.groups == 1 ? one.panels : one.what.panelsPerGroup;
    const std::array<std::int64_t, 3> groups = {groupsFor(vectorsOfK(one.what) * 4, tile.rows),
        one.what.groups * groupsFor(bound * panels.width(), tile.columns), std::max(choice.parts, 1)};
    StagedPush push {one.push, std::int32_t(bound), one.push.positions, 0, 0};
    if (choice.parts < 2) {
        recording.dispatch(stagedGradient, tile.constants(panels.team), one.reads, {one.weights, one.biases},
            push, groups, one.work, choice.operands);
        return;
    }
    const bool hasBias = one.push.hasBias != 0;
    // Buffers may be longer than what is in them, and parts of that are undefined.
    const std::uint64_t biasBytes
        = hasBias ? std::uint64_t(one.what.panelsPerGroup * one.what.groups * panels.width()) * 4 : 0;
    const Parts parts {choice.parts, aligned(one.weights.bytes), aligned(biasBytes)};
    const std::int64_t each = groupsFor(one.push.positions, choice.parts);
    const int step = 4 * tile.depth;
    push.partPositions = std::int32_t(groupsFor(each, step) * step);
    push.partWeights = std::int32_t(parts.weightBytes / 16);
    push.partBiases = std::int32_t(parts.biasBytes / 16);
    push.push.accumulate = 0; // the sum does that
    const BufferRange weights = parts.weights(b.scratch);
    const BufferRange biases = hasBias ? parts.biases(b.scratch) : weights;
    recording.dispatch(stagedGradient, tile.constants(panels.team), one.reads, {weights, biases}, push,
        groups, {one.work.operations, push.partPositions / step + 2}, choice.operands);
    recordSum(recording, weights, choice.parts, one.weights, one.push.accumulate != 0);
    if (hasBias)
        recordSum(recording, biases, choice.parts, {one.biases.buffer, one.biases.offset, biasBytes},
            one.push.accumulate != 0);
}

}
