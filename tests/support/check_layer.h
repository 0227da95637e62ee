#pragma once

#include "engine/reference/reference.h"
#include "engine/selftest/layer_run.h"

#include <functional>
#include <string>
#include <vector>

/// What a layer ought to compute, from an input and its parameters in file order.
using ReferenceForward = std::function<engine::reference::Array(
    const engine::reference::Array&, const engine::reference::Parameters&)>;

/// Seeded values, evenly spread over -1 .. 1.
engine::HostTensor noise(const engine::Shape& shape, unsigned seed);
engine::reference::Parameters noiseParameters(
    const engine::Layer& layer, const engine::Shape& input, unsigned seed);

/// Plain, and as a convolution with padding and as many groups as possible would want it.
std::vector<engine::Arrangement> arrangementsFor(const engine::Shape& shape);

/// The first value that is not what was expected, in words; empty when all are. `tolerance` is a share of the largest
/// expected magnitude.
std::string firstDifference(
    const engine::HostTensor& found, const engine::reference::Array& expected, double tolerance);

/// Calls check() with the usual kernels, then once more for every other kernel that it could have used; returns the first
/// complaint, with the way that was forced.
std::string forEveryKernel(engine::Device& device, const std::function<std::string()>& check);

/// Holds a layer against its reference for every shape and every device variant, with a plain output and, where the
/// channels allow it, one in groups with a border: values, untouched surroundings, the same answer twice, a batch
/// equal to its images one by one, silence of the validation layer. Returns what is wrong, in words with layer,
/// variant, shape, index, expected and found; empty when all is well.
std::string checkLayer(
    const engine::Layer& layer, const ReferenceForward& expected, const std::vector<engine::Shape>& shapes);
