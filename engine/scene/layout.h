#pragma once

#include "engine/scene/camera.h"

#include <glm/mat4x4.hpp>
#include <glm/vec3.hpp>

namespace engine {

/// A block's place in the world: x along the rows of its maps, y up, z from the first map to the last. A unit is the
/// side of a map of one cell.
struct Box {
    glm::vec3 low {0};
    glm::vec3 high {0};
};

/// Places the blocks: layers in echelon, each further along the right vector of the default camera, so that from there
/// they stand on a level row and none hides another; towers above one another.
std::vector<Box> arrange(const std::vector<Block>& blocks);

/// A camera's view of the world for a drawing.
struct View {
    glm::mat4 toPixels {1}; ///< to pixels, x to the right and y down, and units of distance
    bool rightSide = true; ///< which side face is seen,
    bool topSide = true; ///< and whether the top or the bottom
};
View viewOf(const Camera& camera, int width, int height);

/// The corner of a box on the given sides: 0 low or 1 high in x, y and z, as the view puts it.
glm::vec3 corner(const Box& box, const View& view, int x, int y, int z);

std::vector<BlockOutline> outlines(
    const std::vector<Block>& blocks, const std::vector<Box>& boxes, const View& view);

}
