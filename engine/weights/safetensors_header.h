#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// Limits of the format (the header's length, from its reference implementation) and of good sense (the
/// rest), for reading and writing alike.
inline constexpr std::uint64_t longestSafetensorsHeader = 100'000'000; ///< bytes
inline constexpr std::size_t mostSafetensorsTensors = 100'000;
inline constexpr std::size_t mostSafetensorsDimensions = 64;

/// The name under which the header keeps its texts, so that no tensor may have it.
inline constexpr char safetensorsMetadataKey[] = "__metadata__";

/// One tensor as the header describes it; nothing of it has been compared with the file yet.
struct SafetensorsRecord {
    std::string name;
    std::string type; ///< "F32"
    std::vector<std::uint64_t> shape;
    std::array<std::uint64_t, 2> offsets = {}; ///< begin and end, in bytes after the header
};

struct SafetensorsHeader {
    std::map<std::string, std::string> metadata;
    std::vector<SafetensorsRecord> tensors; ///< in the order of the text, names unique
};

/// Reads the JSON of a header. `file` begins every message. Throws Error for everything but an object of
/// tensors, each with dtype, shape and data_offsets once and nothing else, and at most one __metadata__ that
/// maps texts to texts.
SafetensorsHeader parseSafetensorsHeader(std::string_view text, const std::string& file);

/// Throws Error unless a tensor may have this name: 1 to 1023 bytes without control characters.
void checkTensorName(const std::string& name, const std::string& file);

}
