#pragma once

#include "engine/layers/staged.h"
#include "engine/vulkan/recording.h"
#include "engine/vulkan/tensor.h"

/// Products whose sum is cut into parts, so that a graphics card has enough to do: each part leaves results of its own in
/// scratch memory, rows of vec4s without gaps, and shaders/sum_of_parts.comp adds them up.
namespace engine {

/// Parts of a sum are no more than this, and take no more scratch memory than this.
inline constexpr int mostPartsOfSum = 8;
inline constexpr std::uint64_t mostPartsBytes = 16 << 20;

struct SumOfParts {
    int parts = 1;
    std::int64_t rows = 0; ///< pixels of all images
    int pixels = 1, width = 1; ///< of an image, of its lines
    int vectors = 0; ///< of a row
    LayoutPush to {Layout()}; ///< where the sums go
    int firstVector = 0; ///< of those in that layout
    int groupVectors = 0, biasGroup = 0; ///< vec4s of a group, and from a group's biases to the next's
    bool hasBias = false, relu = false;
    bool continues = false; ///< adds to what is there

    /// Bytes from a part to the next.
    std::uint64_t partBytes() const;
    /// How the results of a part lie.
    LayoutPush dense() const;
    /// Vec4s of the sum in a part, of `depth` altogether, in whole steps of a kernel.
    std::int32_t partVectors(std::int64_t depth, int step) const;
    std::int32_t partStep() const { return std::int32_t(parts > 1 ? partBytes() / 16 : 0); }
    BufferRange pieces(const BufferRange& room) const;
};

/// The product with as many parts as are worth it and fit.
StagedProduct cuttable(StagedProduct product);
/// The scratch memory that a cuttable product needs for its parts; 0 where it has none.
std::uint64_t partsRoom(const Device&, const StagedProduct& product);

/// Adds up what lies in `pieces`. Without a bias any other range will do for it.
void recordSumOfParts(Recording&, const SumOfParts&, const BufferRange& pieces, const BufferRange& bias,
    const BufferRange& results);

}
