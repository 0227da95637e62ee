#pragma once

#include "engine/layers/convolution.h"

/// The convolution that takes every shape: any groups, strides, paddings, dilations, on any device. One invocation
/// computes four filters of a pixel; shaders/convolution_general.comp.
namespace engine::general {

std::int64_t parameterFloats(const ConvolutionOptions&, int index, const Shape& input);
void packParameter(const ConvolutionOptions&, int index, const Shape& input, std::span<const float> host,
    std::span<float> packed);
void forward(const ConvolutionOptions&, Recording&, Device&, const Forward&);

}
