#pragma once

#include "engine/core/image.h"

#include <array>
#include <cstdint>
#include <span>

namespace engine {

/// The picture turned clockwise about its centre, bilinear; beyond its edges it goes on in the colours of its border.
Image rotated(const Image& picture, double degrees);

/// The picture moved by whole pixels to the right and down; the border is continued.
Image shifted(const Image& picture, int right, int down);

/// Every value plus brightness * 255, and every colour moved away from its grey (Rec. 601 luma) by `saturation`: 0 is
/// grey, 1 leaves it. Cut to 0..255.
Image recoloured(const Image& picture, double brightness, double saturation);

/// A position in pixels; (0, 0) is the top left corner of the first pixel.
struct Position {
    double x = 0;
    double y = 0;
};

/// The picture with one colour (RGB) along a path, within `radius` pixels of it.
Image painted(
    const Image& picture, std::span<const Position> path, double radius, std::array<std::uint8_t, 3> colour);

/// The picture blurred (Gaussian, sigma half the radius, at least 1 pixel) within `radius` pixels of a path.
Image blurred(const Image& picture, std::span<const Position> path, double radius);

}
