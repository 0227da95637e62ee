#pragma once

#include <filesystem>
#include <span>
#include <vector>

/// Writes a float32 array in NumPy's format 1.0, last dimension fastest. The file appears complete or not at all.
/// Throws engine::Error naming the file.
void writeNpy(const std::filesystem::path& file, std::span<const int> shape, std::span<const float> values);
