#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace engine {

/// A picture: 8-bit RGB pixels, row by row from the top left, three bytes a pixel, no padding.
struct Image {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;

    Image() = default;
    Image(int w, int h)
        : width(w)
        , height(h)
        , pixels(std::size_t(w) * h * 3)
    {
    }

    std::uint8_t* pixel(int x, int y) { return pixels.data() + (std::size_t(y) * width + x) * 3; }
    const std::uint8_t* pixel(int x, int y) const { return pixels.data() + (std::size_t(y) * width + x) * 3; }
    bool operator==(const Image&) const = default;
};

}
