#include "engine/layers/sum_of_parts.h"

#include "engine/layers/panels.h"
#include "engine/layers/slices.h"

namespace engine {

namespace {

struct SumPush {
    std::int32_t pixels, width, vectors;
    std::int32_t all, parts, step;
    std::int32_t firstVector, groupVectors, biasGroup;
    std::int32_t hasBias, relu, continues;
    LayoutPush result;
};

constexpr KernelInterface sumOfParts {"sum_of_parts", 2, 1, sizeof(SumPush), 1};

}

std::uint64_t SumOfParts::partBytes() const
{
    return aligned(std::uint64_t(rows) * std::uint64_t(vectors) * 16);
}

LayoutPush SumOfParts::dense() const
{
    LayoutPush layout {Layout()};
    layout.origin = -firstVector;
    layout.image = pixels * vectors;
    layout.row = width * vectors;
    layout.pixel = vectors;
    layout.groupVectors = firstVector + vectors; // one group of all
    return layout;
}

std::int32_t SumOfParts::partVectors(std::int64_t depth, int step) const
{
    const std::int64_t steps = groupsFor(depth, step);
    return std::int32_t(groupsFor(steps, parts) * step);
}

BufferRange SumOfParts::pieces(const BufferRange& room) const
{
    return {room.buffer, room.offset, std::uint64_t(parts) * partBytes()};
}

StagedProduct cuttable(StagedProduct product)
{
    const std::uint64_t most = mostPartsBytes / std::max<std::uint64_t>(aligned(product.resultBytes()), 1);
    product.mostParts = int(std::min<std::uint64_t>(mostPartsOfSum, most));
    return product;
}

std::uint64_t partsRoom(const Device& device, const StagedProduct& product)
{
    const int most = mostPartsOf(device, product);
    return most > 1 ? std::uint64_t(most) * aligned(product.resultBytes()) : 0;
}

void recordSumOfParts(Recording& recording, const SumOfParts& sum, const BufferRange& pieces,
    const BufferRange& bias, const BufferRange& results)
{
    const std::int64_t all = sum.rows * sum.vectors;
    const SumPush push {sum.pixels, sum.width, sum.vectors, std::int32_t(all), sum.parts, sum.partStep(),
        sum.firstVector, sum.groupVectors, sum.biasGroup, sum.hasBias, sum.relu, sum.continues, sum.to};
    recording.dispatch(sumOfParts, {plainGroup}, {pieces, bias}, {results}, push, {groupsFor(all), 1, 1},
        {double(all) * 4 * sum.parts, sum.parts});
}

}
