#pragma once

#include "engine/core/shape.h"

#include <vector>

namespace engine {

/// An activation on the host: its shape and its floats in NCHW order, images one after another.
struct HostTensor {
    Shape shape;
    std::vector<float> values;

    HostTensor() = default;
    explicit HostTensor(const Shape& extent)
        : shape(extent)
        , values(static_cast<std::size_t>(extent.size()))
    {
    }

    float& at(int image, int channel, int y, int x) { return values[offset(image, channel, y, x)]; }
    float at(int image, int channel, int y, int x) const { return values[offset(image, channel, y, x)]; }

private:
    std::size_t offset(int image, int channel, int y, int x) const
    {
        return ((std::size_t(image) * shape.channels + channel) * shape.height + y) * shape.width + x;
    }
};

}
