#pragma once

#include "engine/weights/weight_file.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace engine {

/// Whether a file looks like safetensors: eight bytes of header length, then '{'.
bool isSafetensors(std::span<const std::uint8_t> bytes);

/// Reads the header of a safetensors file and checks that its tensors cover the rest of the file exactly,
/// each byte once. Throws Error naming file and tensor otherwise. Values are not touched.
WeightFile readSafetensors(MappedFile file);

/// A tensor to be written. `fill` is called once, when its turn comes, with room for the product of the
/// shape, and must write every value; what it throws ends the writing.
struct NamedTensor {
    std::string name;
    std::vector<std::int64_t> shape; ///< slowest dimension first, none negative; empty for a single number
    std::function<void(std::span<float>)> fill;
};

/// Writes the tensors as F32 in the given order, so that equal input gives equal bytes. Needs the memory of
/// the largest tensor, not of all. The file appears under its name complete or not at all: on any failure
/// (full disk, missing folder, a value that is NaN or infinite) an Error is thrown and a former file of that
/// name is untouched.
void writeSafetensors(const std::filesystem::path& path, const std::map<std::string, std::string>& metadata,
    std::span<const NamedTensor> tensors);

}
