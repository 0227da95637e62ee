#pragma once

#include "engine/explain/place.h"
#include "engine/layers/fully_connected.h"

#include <optional>
#include <vector>

namespace engine {

/// How much of all parts, counted without their sign, the largest few make up. (The sum with signs does not grow
/// steadily, so that a share of it would say little.)
struct ShareOfLargest {
    int count = 0;
    double share = 0; ///< 0 to 1
};

/// total = bias + sum over inputs of input x weight
struct FullyConnectedTrace {
    /// The maps that the inputs came from, 1 x C x H x W: input i is channel i / (H W), row i / W % H, column i % W.
    Shape from;
    std::vector<float> inputs;
    std::vector<float> weights;
    std::vector<double> parts; ///< input x weight
    std::vector<int> largestFirst; ///< indices of parts, the largest |part| first
    std::vector<double> running; ///< sum of the first 1, 2, ... parts in that order
    std::vector<ShareOfLargest> shares; ///< for 10, 100 and 1,000, as far as there are so many parts
    std::vector<double> byPlace; ///< H x W, row by row: the parts of a place added up over the maps
    int positiveParts = 0;
    int negativeParts = 0;
    int positiveInputs = 0;
    double pullingUp = 0; ///< sum of the positive parts
    double pullingDown = 0; ///< sum of the negative parts, 0 at most
    double sum = 0; ///< of all parts
    double bias = 0; ///< 0 for layers without
    double total = 0;
    std::optional<double> afterRelu; ///< what a following ReLU makes of it, where the caller knows of one

    /// Where an input came from.
    Place placeOf(int input) const
    {
        return {input / (from.height * from.width), input / from.width % from.height, input % from.width};
    }
    double shareOfLargest(int count) const;
};

/// Of the first image of `input`, for one output. `from` is the shape that the input had before it was flattened, with
/// as many values: the input's own shape where it was not.
FullyConnectedTrace traceFullyConnected(const FullyConnectedOptions& options, int output,
    const HostTensor& input, HostParameters parameters, const Shape& from);

}
