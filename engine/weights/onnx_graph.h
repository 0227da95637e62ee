#pragma once

#include "engine/weights/mapped_file.h"
#include "engine/weights/onnx_constant.h"
#include "engine/weights/onnx_node.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace engine {

/// The graph of an ONNX file, taken apart: one value goes in, one operation after the other changes it, one value comes
/// out; everything else is constant.
struct OnnxGraph {
    std::string file; ///< for messages
    std::shared_ptr<const onnx::ModelProto> model; ///< owns all that is referred to below
    std::int64_t opset = 1;
    std::string input;
    /// As declared, zero where it is left open; none when not even the number of dimensions is.
    std::optional<std::vector<std::int64_t>> inputDimensions;
    std::string output;
    std::vector<OnnxNode> steps;
    std::vector<int> operands; ///< which input of each step is the value on its way
    std::map<std::string, OnnxConstant> constants;

    /// Null when that input of the node is left out. Throws Error when it is there, but no constant.
    const OnnxConstant* constant(const OnnxNode& node, int index) const;
};

/// Throws Error naming the operator when the graph branches, or when something in it is not understood.
OnnxGraph readOnnxGraph(const MappedFile& file);

}
