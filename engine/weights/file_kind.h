#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace engine {

/// What a file that is no weight file of ours most likely is, told from its first bytes: "a PyTorch file", "a
/// web page", "empty". Fits after "model.bin is ".
std::string fileKind(std::span<const std::uint8_t> bytes);

}
