#pragma once

#include "engine/weights/weight_file.h"

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace engine {

/// A tensor of an ONNX file that is known without an input. Its values are computed when they are asked for, so that
/// even large ones cost nothing before.
struct OnnxConstant {
    WeightEntry values; ///< the name is not set
    std::vector<std::int64_t> integers; ///< of a short list of whole numbers, as shapes are
    int steps = 0; ///< of computation that reading it takes

    const std::vector<std::int64_t>& shape() const { return values.shape; }
    std::size_t size() const { return values.size(); }
};

/// How many values a tensor of this shape has. Throws Error beginning with `where` for a negative extent and for more
/// values than any file may hold.
std::int64_t countOf(const std::vector<std::int64_t>& shape, const std::string& where);

/// The tensor of a file. `owner` keeps its bytes. Throws Error when the values are in another file, or not as many as
/// the shape asks for.
OnnxConstant constantFrom(
    const onnx::TensorProto& tensor, std::shared_ptr<const void> owner, const std::string& where);
/// Whole numbers in a row.
OnnxConstant constantFrom(std::vector<std::int64_t> integers);
/// The same value everywhere.
OnnxConstant constantFrom(std::vector<std::int64_t> shape, float value);

/// Dimension i of the result is dimension order[i] of the constant, a permutation.
OnnxConstant transposed(const OnnxConstant& constant, const std::vector<std::int64_t>& order);
/// The same values in another shape of the same size.
OnnxConstant reshaped(OnnxConstant constant, std::vector<std::int64_t> shape);
/// Every value multiplied.
OnnxConstant scaled(const OnnxConstant& constant, float factor);
/// `count` values: the constant's, or its only one repeated.
OnnxConstant broadcast(const OnnxConstant& constant, std::int64_t count);
/// Value by value, of the same shape.
OnnxConstant sum(const OnnxConstant& a, const OnnxConstant& b);

}
