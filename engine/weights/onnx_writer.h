#pragma once

#include "engine/network/layer_list.h"
#include "engine/weights/safetensors.h"

#include <filesystem>
#include <map>
#include <span>
#include <string>

namespace engine {

/// Writes a network with its weights as ONNX, opset 17: nodes and values are called after the layers, the input "data",
/// its batch is left open. `tensors` are the parameters under our names, in any order. The file appears complete or not
/// at all. Throws Error when a layer is nothing that ONNX has, a value is not finite, or the disk fails.
void writeOnnx(const std::filesystem::path& path, const std::string& name, const LayerList& layers,
    const Shape& input, const std::map<std::string, std::string>& metadata, std::span<const NamedTensor> tensors);

}
