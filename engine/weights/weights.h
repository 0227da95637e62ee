#pragma once

#include "engine/weights/weight_file.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace engine {

/// Opens a file of trained weights. The format is told from the content, never from the name. Throws Error
/// naming the file when it is missing or damaged, or naming what it is instead when no format recognises it. `input`
/// are the dimensions of the input that a network in the file (ONNX) is wanted for, batch first, where it leaves them open.
WeightFile openWeights(const std::filesystem::path& path, const std::vector<std::int64_t>& input = {});

}
