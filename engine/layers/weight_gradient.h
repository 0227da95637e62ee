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

/// Many such products of the same shape: in each plane dw[k, f] = sum over rows of x[row, k] dy[row, f], into the
/// plane's own panels [panel][k][4 TEAM]. Steps are in vec4s.
struct PlaneGradients {
    int planes = 1;
    std::int64_t rows = 0;
    int depth = 0; ///< vec4s of k
    int inputStep = 0, inputPlane = 0; ///< from a row, a plane to the next
    int panels = 0; ///< of a plane
    int columns = 0; ///< vec4s of filters
    int gradientStep = 0, gradientPlane = 0;
    bool accumulate = false; ///< add to what is in the panels
    double operations = 0; ///< to be reported
};
void recordPlaneGradients(Recording&, Device&, const PlaneGradients&, const BufferRange& input,
    const BufferRange& gradient, const BufferRange& panels);
}
