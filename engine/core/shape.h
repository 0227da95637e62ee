#pragma once

#include <cstdint>
#include <string>

namespace engine {

/// The extent of an activation, N x C x H x W as every person and file sees it. A vector is N x C x 1 x 1.
struct Shape {
    int batch = 1;
    int channels = 1;
    int height = 1;
    int width = 1;

    std::int64_t size() const { return batch * imageSize(); }
    /// Values of one image: C x H x W.
    std::int64_t imageSize() const { return std::int64_t(channels) * height * width; }
    Shape withBatch(int images) const { return {images, channels, height, width}; }
    /// "1x3x227x227"
    std::string text() const
    {
        return std::to_string(batch) + "x" + std::to_string(channels) + "x" + std::to_string(height) + "x"
            + std::to_string(width);
    }

    bool operator==(const Shape&) const = default;
};

}
