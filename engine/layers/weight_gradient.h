#pragma once

#include "engine/layers/layer.h"
#include "engine/layers/panels.h"

namespace engine {

/// The matrix product behind the gradients of all weights that lie in panels: dw[k, f] = sum over positions of
/// x[position, k] dy[position, f]. For devices with subgroup shuffles; shaders/weight_gradient_tiles.comp.
struct WeightGradient {
    // All steps are in floats. A position is an output pixel, or an image of a fully connected layer.
    int width = 1, height = 1; ///< positions of an image
    int inputRow = 0, inputPixel = 0; ///< from an output row and pixel to the next, in the input
    int filterRow = 0; ///< from a row of the filter to the next, in the input
    int filterRows = 1; ///< of the filter
    int run = 0; ///< from a row of the filter to the next, in the panels
    int runUsed = 0; ///< what of a run is weights; the rest is rounding and stays as it is
    std::int64_t panelsPerGroup = 1;
    int filterVectors = 1; ///< vec4s of filters in a group
    int groups = 1;
    double operations = 0; ///< of one image
};

/// Scratch memory that lets the sum be cut into parts, for gradients of so many bytes.
std::uint64_t weightGradientScratchBytes(std::uint64_t weightBytes, std::uint64_t biasBytes);

/// Writes down the work for b.parameterGradients from b.input and b.outputGradient.
void recordWeightGradient(Recording&, Device&, const Backward& b, const WeightGradient& what);

}
