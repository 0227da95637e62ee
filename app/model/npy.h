#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

/// A float32 array, last dimension fastest.
struct NpyArray {
    std::vector<std::int64_t> shape; ///< slowest dimension first
    std::vector<float> values;
};

/// Reads a float32 array in NumPy's format 1 to 3. Throws engine::Error naming the file when it is damaged, or holds
/// another type or order.
NpyArray readNpy(const std::filesystem::path& file);

/// Writes a float32 array in NumPy's format 1.0, last dimension fastest. The file appears complete or not at all.
/// Throws engine::Error naming the file.
void writeNpy(const std::filesystem::path& file, std::span<const int> shape, std::span<const float> values);
void writeNpy(const std::filesystem::path& file, const NpyArray& array);
