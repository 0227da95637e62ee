#pragma once

#include "engine/layers/convolution.h"

/// The convolution that takes every shape: any groups, strides, paddings, dilations, on any device. One invocation
/// computes four filters of a pixel; shaders/convolution_general.comp.
namespace engine::general {

std::int64_t parameterFloats(const ConvolutionOptions&, int index, const Shape& input);
void packParameter(const ConvolutionOptions&, int index, const Shape& input, std::span<const float> host,
    std::span<float> packed);
void unpackParameter(const ConvolutionOptions&, int index, const Shape& input, std::span<const float> packed,
    std::span<float> host);

/// Where packed weights are: the vec4 of columns q of a group at k = channel x channelStep + row x rowStep +
/// column x columnStep lies at (c / team x depth + k) x team + c % team with c = group x groupColumns + q; with
/// groupColumns 0, c counts the filters of all groups by four.
struct WeightPlaces {
    int team = 1;
    int groupColumns = 0;
    int depth = 0;
    int channelStep = 0, rowStep = 0, columnStep = 0;
};
WeightPlaces places(const ConvolutionOptions&, const Shape& input);

/// The way back to the input from weights that lie as said.
void inputGradient(const ConvolutionOptions&, Recording&, const Backward&, const WeightPlaces&);
void parameterGradients(const ConvolutionOptions&, Recording&, const Backward&);
void forward(const ConvolutionOptions&, Recording&, Device&, const Forward&);

}
