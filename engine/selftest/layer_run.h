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
    std::vector<std::uint64_t> keys = {}; ///< what each image draws with in training; empty for inference
    std::uint32_t randomLayer = 0; ///< the layer's number among those that draw
};

struct LayerResult {
    HostTensor output;
    std::vector<std::uint32_t> switchWords; ///< of a max-pool, as on the device
    std::string kernel; ///< the shaders that computed it, joined by " + "
    std::string fault; ///< a write outside of the output, in words; empty if there was none
};

/// Runs one layer alone. The output starts as NaN, so that what is not written shows; everything around it (border,
/// padding, the memory before and after) is watched for changes.
LayerResult runLayer(Device& device, const LayerRequest& request);

/// What to run a single layer forward and back with.
struct BackwardRequest {
    LayerRequest forward;
    const HostTensor& outputGradient;
    ReluRule rule = ReluRule::Gradient;
    bool reluInput = false; ///< go back through the ReLU, too, whose output the input is
    std::optional<Arrangement> inputGradient = Arrangement {}; ///< nothing: nobody needs it
    bool inPlace = false; ///< the input's gradient takes the memory of the output's: for element-wise layers
    bool parameterGradients = true; ///< whether somebody needs them
    std::vector<std::vector<float>> before
        = {}; ///< what they are added to, in file order; empty: they replace
};

struct BackwardResult {
    HostTensor inputGradient; ///< empty when not asked for
    std::vector<std::vector<float>> parameterGradients; ///< in file order
    std::vector<std::string> kernels; ///< the shaders of the way back
    std::string fault; ///< as in LayerResult
};

/// The same for the way back. Gradients that are replaced start as NaN, and so does the scratch memory.
BackwardResult runLayerBackward(Device& device, const BackwardRequest& request);

/// Names of shaders, joined by " + ".
std::string joined(const std::vector<std::string>& names);

/// The largest difference, as a share of the largest expected magnitude; infinite when shapes differ or a value is
/// not a number.
double relativeError(const std::vector<float>& found, const std::vector<double>& expected);

}
