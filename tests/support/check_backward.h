#pragma once

#include "engine/reference/backward.h"
#include "tests/support/check_layer.h"

/// What a layer's way back ought to compute, from its input, its parameters in file order and the output's gradient.
using ReferenceBackward = std::function<engine::reference::Gradients(const engine::reference::Array& input,
    const engine::reference::Parameters&, const engine::reference::Array& outputGradient)>;

/// With what a layer is checked besides.
struct BackwardSetting {
    engine::ReluRule rule = engine::ReluRule::Gradient;
    std::function<engine::HostTensor(const engine::Shape&)> input
        = [](const engine::Shape& shape) { return noise(shape, 1); };
    std::vector<std::uint64_t> keys = {}; ///< one per image, for layers that draw
    std::uint32_t randomLayer = 0;
};

/// Holds the way back of a layer against its reference for every shape and every device variant: the input's gradient
/// in several arrangements, in place of the output's where the layer allows it, through the ReLU before where the layer
/// can, and not asked for; the parameters' gradients replaced, added up, and not asked for; untouched surroundings, the
/// same bits twice, silence of the validation layer. Returns what is wrong as checkLayer() does.
std::string checkBackward(const engine::Layer& layer, const ReferenceBackward& expected,
    const std::vector<engine::Shape>& shapes, const BackwardSetting& setting = {});

/// The reference of a layer without parameters.
template <class Function>
ReferenceBackward withoutParameters(Function function)
{
    return [function](const auto& input, const auto&, const auto& outputGradient) {
        return engine::reference::Gradients {function(input, outputGradient), {}};
    };
}
