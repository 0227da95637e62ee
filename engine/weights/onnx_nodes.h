#pragma once

#include "engine/network/layer_list.h"

#include <onnx/onnx_pb.h>

#include <string>

namespace engine {

inline constexpr const char* onnxInputName = "data";

/// The value that leaves the last node.
struct OnnxOutput {
    std::string name;
    Shape shape; ///< of one image
    bool vector = false; ///< without height and width
};

/// Writes the layers down as nodes of opset 17, which take parameters under our names. Throws Error for a layer that is
/// nothing that ONNX has.
OnnxOutput addNodes(onnx::GraphProto& graph, const LayerList& layers, const Shape& input);

}
