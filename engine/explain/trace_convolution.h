#pragma once

#include "engine/explain/place.h"
#include "engine/layers/convolution.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace engine {

/// The part that one map of the input has in an output of a convolution. Cells are rows x columns, row by row.
struct PlaneTrace {
    int channel = 0; ///< of the layer's input
    std::vector<float> patch; ///< 0 in the padding
    std::vector<float> kernel;
    std::vector<double> products; ///< patch x kernel
    double sum = 0; ///< of the products
};

/// total = bias + sum over planes of sum over cells of patch x kernel (paper, section 3.5: only the planes of the
/// unit's own group).
struct ConvolutionTrace {
    int rows = 0; ///< of the kernel
    int columns = 0;
    int top = 0; ///< of the patch in the input, in places of the input; negative in the padding
    int left = 0;
    Extent dilation = 1; ///< places of the input from cell to cell
    int group = 0; ///< the unit's
    int groups = 1;
    std::vector<std::uint8_t> padding; ///< 1 for cells outside of the input; the same for all planes
    std::vector<PlaneTrace> planes; ///< in order of channels
    std::vector<int> largestFirst; ///< indices of planes, the largest |sum| first
    double sum = 0; ///< of the planes
    double bias = 0; ///< 0 for layers without
    double total = 0;
    std::optional<double> afterRelu; ///< what a following ReLU makes of it, where the caller knows of one
};

/// Of the first image of `input`, for a place in the output.
ConvolutionTrace traceConvolution(const ConvolutionOptions& options, const Place& place,
    const HostTensor& input, HostParameters parameters);

}
