#pragma once

#include "engine/layers/layer.h"

#include <cstdint>
#include <string>
#include <vector>

namespace engine {

/// What to run a single layer with.
struct LayerRequest {
    const Layer& layer;
    const HostTensor& input;
    std::vector<std::vector<float>> parameters = {}; ///< in file order
    Arrangement output = {}; ///< as the next layer would want it
    bool relu = false;
    bool training = false;
    std::uint32_t seed = 0;
};

struct LayerResult {
    HostTensor output;
    std::vector<std::uint32_t> switchWords; ///< of a max-pool, as on the device
    std::string kernel; ///< the shader that computed it
    std::string fault; ///< a write outside of the output, in words; empty if there was none
};

/// Runs one layer alone. The output starts as NaN, so that what is not written shows; everything around it (border,
/// padding, the memory before and after) is watched for changes.
LayerResult runLayer(Device& device, const LayerRequest& request);

/// The largest difference, as a share of the largest expected magnitude; infinite when shapes differ or a value is
/// not a number.
double relativeError(const std::vector<float>& found, const std::vector<double>& expected);

}
