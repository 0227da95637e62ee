#pragma once

#include "engine/explain/place.h"
#include "engine/layers/dropout.h"

#include <cstdint>
#include <optional>

namespace engine {

/// total = max(0, input) (paper, section 3.1)
struct ReluTrace {
    float input = 0;
    double total = 0;
};

/// total = input x factor (paper, section 4.2; the two conventions are in engine/layers/dropout.h).
struct DropoutTrace {
    float input = 0;
    double ratio = 0; ///< chance to be dropped
    bool scaleAtTest = false; ///< the paper's convention
    bool training = false; ///< whether it draws
    bool kept = true; ///< false only in training
    double factor = 1; ///< 0, 1, 1 - ratio or 1 / (1 - ratio)
    double total = 0;
};

/// total = input: only the counting changes.
struct FlattenTrace {
    Place from; ///< in the input
    Shape shape; ///< of the input
    double total = 0;
};

/// Each of the first image of `input`.
ReluTrace traceRelu(const Place& place, const HostTensor& input);
FlattenTrace traceFlatten(int output, const HostTensor& input);
/// With the key of an image (see Chance in engine/layers/layer.h) as in training, where `layer` is the number of the
/// layer in its network; without one as at inference.
DropoutTrace traceDropout(const DropoutOptions& options, const Place& place, const HostTensor& input,
    std::size_t layer = 0, std::optional<std::uint64_t> key = std::nullopt);
/// What that key draws for every unit of an input of that shape (1 x C x H x W): 1 kept, 0 dropped.
HostTensor dropoutMask(
    const DropoutOptions& options, const Shape& input, std::size_t layer, std::uint64_t key);

}
