#pragma once

#include "engine/layers/staged.h"
#include "engine/vulkan/tensor.h"

namespace engine {

/// What shaders/matrix_staged.comp takes; steps in vec4s. Rows are output pixels of all images, or the images of a fully
/// connected layer, whose sum is a single filter row.
struct MatrixPush {
    std::int32_t rows, pixels, width;
    std::int32_t inputImage, inputPlane, inputRow, inputPixel; ///< per image, group, output row and pixel
    std::int32_t filterRows, filterRow, runVectors;
    std::int32_t panelsPerGroup, groupVectors, bias, relu;
    LayoutPush output;
    std::int32_t firstPanel = 0; ///< of those bound

    /// Work groups along the columns, for so many groups of them.
    std::int64_t columnTiles(const StagedTile& tile, int groups) const
    {
        return std::int64_t(groups) * ((groupVectors * 4 + tile.columns - 1) / tile.columns);
    }
    /// Rounds of the kernel's loop.
    std::int64_t steps() const { return std::int64_t(filterRows) * runVectors / 4 + 2; }
};

inline constexpr KernelInterface matrixStaged {"matrix_staged", 3, 1, sizeof(MatrixPush), 5};

}
