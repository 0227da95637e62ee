#pragma once

#include "engine/core/host_tensor.h"

#include <cstdint>
#include <span>

namespace engine {

/// Zeros stored around every image plane, in pixels, so that a convolution needs no bounds tests.
struct Border {
    int top = 0;
    int left = 0;
    int bottom = 0;
    int right = 0;
    bool operator==(const Border&) const = default;
};

/// How the reader of an activation wants it stored.
struct Arrangement {
    int groups = 1; ///< channel groups, each a plane of its own; must divide the channels
    Border border;
    bool packed = false; ///< pixels of exactly channels/groups floats, otherwise rounded up to a multiple of four
    bool operator==(const Arrangement&) const = default;
};

/// The device layout of an activation, the one place that describes it: [image][group][row][column][channel], every
/// stride in floats. What lies outside of the picture (border, rounding, padding between images) is zero and stays so.
/// Rows start at multiples of four floats, images at multiples of 64 (256 bytes: any binding alignment); no row or
/// image pitch is a multiple of 4,096 bytes, or the lanes of a subgroup would share one cache set.
struct Layout {
    Shape shape;
    Arrangement arrangement;
    int pixel = 0;
    int row = 0;
    int plane = 0;
    std::int64_t image = 0;

    Layout() = default;
    Layout(const Shape& shape, const Arrangement& arrangement);

    int groupChannels() const { return shape.channels / arrangement.groups; }
    /// From the start of a plane to its first picture value.
    int origin() const { return arrangement.border.top * row + arrangement.border.left * pixel; }
    /// Floats from the start of the activation to one value.
    std::int64_t offset(int image, int channel, int y, int x) const;
    /// Floats of one image without the padding after it.
    std::int64_t contentFloats() const { return std::int64_t(plane) * arrangement.groups; }
    std::uint64_t imageBytes() const { return std::uint64_t(image) * 4; }
    /// All images, and `slack` bytes that kernels may read (never use) past the end.
    std::uint64_t bytes() const { return imageBytes() * shape.batch + slack; }
    static constexpr std::uint64_t slack = 512;

    bool operator==(const Layout&) const = default;
};

/// Writes the host's values to their places; everything else is left as it is. `device` starts at image 0.
void pack(const HostTensor& host, const Layout& layout, std::span<float> device);

/// The values of an activation in NCHW order.
HostTensor unpack(const Layout& layout, std::span<const float> device);

}
