#pragma once

#include "engine/weights/weight_file.h"

#include <filesystem>

namespace engine {

/// Opens a file of trained weights. The format is told from the content, never from the name. Throws Error
/// naming the file when it is missing or damaged, or naming what it is instead when no format recognises it.
WeightFile openWeights(const std::filesystem::path& path);

}
