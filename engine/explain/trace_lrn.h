#pragma once

#include "engine/explain/place.h"
#include "engine/layers/lrn.h"

#include <vector>

namespace engine {

/// A map beside the unit's, at the same position.
struct LrnNeighbour {
    int channel = 0;
    float value = 0;
    double square = 0;
    float result = 0; ///< what the layer makes of it, with its own neighbours
};

/// total = value / (k + alpha sum of squares)^beta (paper, section 3.3), built line by line:
/// sumOfSquares, x alpha = scaled, + k = base, to the power beta = divisor, 1 / divisor = factor.
struct LrnTrace {
    int size = 5; ///< n: terms of the sum, fewer for the first and the last maps
    double bias = 2; ///< k
    double alpha = 0; ///< of each square, as engine/layers/lrn.h has it: not divided by n
    double beta = 0;
    std::vector<LrnNeighbour>
        neighbours; ///< in order of channels, with the unit itself; only maps that exist
    int self = 0; ///< index of the unit in neighbours
    double sumOfSquares = 0;
    double scaled = 0;
    double base = 0;
    double divisor = 1;
    double factor = 1;
    double total = 0;

    /// The factor if the unit's own value were another and its neighbours' were not.
    double factorAt(double value) const;
};

/// Of the first images of a layer's input and output, for a place.
LrnTrace traceLrn(
    const LrnOptions& options, const Place& place, const HostTensor& input, const HostTensor& output);

/// The factors of a whole map of the first image: H x W, row by row.
std::vector<float> lrnFactors(const LrnOptions& options, const HostTensor& input, int channel);

}
