#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace engine {

/// All bytes of a file, decompressed when it is a gzip file. Throws Error when it is missing, unreadable, incomplete or
/// damaged, and when it holds more than 2 GiB.
std::vector<std::uint8_t> readWholeFile(const std::filesystem::path& file);

}
