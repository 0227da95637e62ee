#pragma once

#include "engine/layers/sum_of_parts.h"

namespace engine {

/// What shaders/convolution_tiles.comp takes, and matrix_staged.comp besides others; steps in vec4s. Rows are output
/// pixels of all images, or the images of a fully connected layer, whose sum is a single filter row.
struct MatrixPush {
    std::int32_t rows, pixels, width;
    std::int32_t inputImage, inputPlane, inputRow, inputPixel; ///< per image, group, output row and pixel
    std::int32_t filterRows, filterRow, runVectors;
    std::int32_t panelsPerGroup, groupVectors, bias, relu;
    LayoutPush output;
    std::int32_t firstPanel = 0; ///< of those bound
};

/// One product for the staged kernel.
struct MatrixStaged {
    MatrixPush push;
    int groups = 1;
    BufferRange input, weights, bias; ///< without a bias any range will do
    BufferRange output;
    BufferRange room; ///< for the parts of a sum that is cut
    double operations = 0; ///< to be reported
};

/// The usual ways of such a product, and the staged ones.
std::vector<KernelChoice> withMatrixStaged(
    const Device&, std::vector<KernelChoice> usual, const StagedProduct& product);
/// Null when the choice is no staged one.
const StagedTile* matrixStagedTile(const KernelChoice&);
/// Writes it down: the product, and the sum of its parts where it has some.
void recordMatrixStaged(Recording&, const Device&, const KernelChoice&, const MatrixStaged&);

}
