#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace engine {

/// The SPIR-V of shaders/<name>.comp. `texels` picks the module that reads its operands through uniform texel buffers,
/// otherwise the one that reads storage buffers. Of shaders/<name> with an ending of its own ("scene_block.vert") there
/// is one module, not for texels. Asking for a name that does not exist is a programming error.
std::span<const uint32_t> findShader(std::string_view name, bool texels);

}
