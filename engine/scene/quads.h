#pragma once

#include "engine/scene/faces.h"
#include "engine/scene/layout.h"

#include <glm/vec4.hpp>

namespace engine {

/// A coloured parallelogram as shaders/common/scene_quads.glsl reads it; x, y and z in Vulkan's clip space.
struct Quad {
    glm::vec4 origin {0}; ///< a corner; w is how bright the face is
    glm::vec4 along {0}; ///< to the corner at the end of the first row of texels
    glm::vec4 down {0}; ///< to the corner at the end of the first column
    glm::ivec4 face {0}; ///< x, y, width and height in the atlas
    glm::ivec4 item {-1, 0, 0, 0}; ///< x is the block, -1 for a wire
};

/// The three visible faces of every block, then the wires, for a drawing of that size.
std::vector<Quad> quadsOf(const std::vector<Box>& boxes, const std::vector<Wire>& wires, float wireWidth,
    const Atlas& atlas, const View& view, int width, int height);

}
