#pragma once

#include "engine/weights/weight_file.h"

#include <cstdint>
#include <span>
#include <vector>

namespace engine {

/// Whether a file looks like ONNX: the outermost fields of its protocol buffers, a graph among them.
bool isOnnx(std::span<const std::uint8_t> bytes);

/// Reads a network without branches and its weights. `input` are the dimensions of the input that it is wanted for,
/// batch first: they count for the batch and where the file leaves a dimension open. Throws Error naming the file and
/// the operator or tensor when the network is not understood or cannot take its input.
WeightFile readOnnx(MappedFile file, const std::vector<std::int64_t>& input = {});

}
