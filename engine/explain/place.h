#pragma once

#include "engine/core/host_tensor.h"

#include <span>
#include <vector>

namespace engine {

/// One value of one image's activation: C x H x W, all from 0.
struct Place {
    int channel = 0;
    int y = 0;
    int x = 0;

    bool operator==(const Place&) const = default;
};

/// A layer's parameters in file order, as its parameterShapes() lists them: weight, then bias where there is one.
using HostParameters = std::span<const std::vector<float>>;

/// Whether a position lies in the maps of a shape.
inline bool isInside(const Shape& shape, int y, int x)
{
    return y >= 0 && y < shape.height && x >= 0 && x < shape.width;
}

}
