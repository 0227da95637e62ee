#pragma once

#include "engine/scene/scene.h"

#include <span>

namespace engine {

/// A rectangle of an atlas, in texels.
struct Face {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
};

/// Where the colours of all faces of a scene lie in one picture.
struct Atlas {
    struct Faces {
        Face front; ///< width x height
        Face top; ///< width x maps, the first map first
        Face side; ///< maps x height
    };

    int width = 0;
    int height = 0;
    std::vector<Faces> blocks; ///< as Scene::blocks
    Face wire; ///< a single texel

    std::size_t bytes() const { return std::size_t(width) * std::size_t(height) * 4; }
};

/// Finds room for the faces. Throws Error when they do not fit on `largestSide` x `largestSide` texels, and when the
/// values and the extent of a block do not agree.
Atlas arrangeFaces(const Scene& scene, int largestSide);

/// Writes the colours of all faces, RGBA, row by row; `texels` has the bytes of the atlas. What lies between the faces
/// stays as it is.
void paintFaces(const Scene& scene, const Atlas& atlas, std::span<std::uint8_t> texels);

}
