#pragma once

#include "engine/scene/scene.h"

namespace engine {

/// From where a scene is seen: without perspective, always from the side of the front faces.
struct Camera {
    float yawDegrees = 56; ///< 90 looks straight at the fronts, 0 along them; from 5 to 175
    float pitchDegrees = 17; ///< above 0 looks down; from -75 to 75
    float zoom = 9.5f; ///< pixels per unit; a map of n x n cells is sqrt(n) units wide
    float panX = 0; ///< pixels from the drawing's centre to the scene's, to the right
    float panY = 0; ///< the same downwards
};

/// Pixels that stay empty at the edges of a drawing.
struct Margins {
    float left = 8;
    float top = 8;
    float right = 8;
    float bottom = 8;
};

/// A place in a drawing in pixels: the top left pixel reaches from 0 to 1.
struct Point {
    float x = 0;
    float y = 0;
    bool operator==(const Point&) const = default;
};

/// Where a block lies in a drawing.
struct BlockOutline {
    std::array<Point, 4> front; ///< the front face's top left, top right, bottom right and bottom left
    std::array<Point, 6> silhouette; ///< around all that is seen of the block
    Point centre; ///< the middle of the front face; of a plate behind a layer, of its side face
    float left = 0, top = 0, right = 0, bottom = 0; ///< the rectangle around the silhouette
};

/// Where each block of the scene lies in a drawing of that size.
std::vector<BlockOutline> outlines(const Scene& scene, const Camera& camera, int width, int height);

/// The cell of the front map at a place, column and row as fractions; outside the face they leave 0 to width or height.
Point frontCell(const Block& block, const BlockOutline& outline, Point place);

/// The camera with the zoom and pan that make the scene as large as fits between the margins.
Camera fitted(const Scene& scene, Camera camera, int width, int height, const Margins& margins = {});
/// Turned by so many degrees, within what a camera may do.
Camera orbited(Camera camera, float yawDegrees, float pitchDegrees);
/// Zoomed by a factor around a place of a drawing of that size, which stays where it is.
Camera zoomed(Camera camera, float factor, Point place, int width, int height);

}
