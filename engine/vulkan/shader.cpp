#include "engine/vulkan/shader.h"

#include "engine/core/error.h"

namespace engine {

/// One row of the table that shaders/CMakeLists.txt generates.
struct EmbeddedShader {
    std::string_view name;
    bool texels;
    std::span<const uint32_t> code;
};
extern const std::span<const EmbeddedShader> embeddedShaders;

std::span<const uint32_t> findShader(std::string_view name, bool texels)
{
    for (const EmbeddedShader& shader : embeddedShaders)
        if (shader.name == name && shader.texels == texels)
            return shader.code;
    throw Error(sentence("there is no shader named ", name));
}

}
