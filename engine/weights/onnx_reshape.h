#pragma once

#include "engine/weights/onnx_constant.h"
#include "engine/weights/onnx_node.h"

#include <cstdint>
#include <vector>

/// Operators that only count the same values differently. All throw Error naming the node when the values would not be
/// as many as before.
namespace engine {

/// Of a Reshape. `target` is its second input, null in old files, which have an attribute instead. `batch` is the first
/// dimension the network was declared with (0 if it was left open): where the target repeats it, it means the batch.
std::vector<std::int64_t> reshapedDimensions(const OnnxNode& node, const OnnxConstant* target,
    const std::vector<std::int64_t>& dimensions, std::int64_t batch);

/// Of a Flatten.
std::vector<std::int64_t> flattenedDimensions(
    const OnnxNode& node, const std::vector<std::int64_t>& dimensions);

/// The product of some of the dimensions, as many as there are.
std::int64_t product(const std::vector<std::int64_t>& dimensions, std::size_t begin, std::size_t end);

/// An attribute that counts dimensions, from the end when negative, from 0 to `most`.
std::size_t axisOf(const OnnxNode& node, std::int64_t otherwise, std::size_t dimensions, std::size_t most);

}
