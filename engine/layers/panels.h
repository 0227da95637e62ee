#pragma once

#include "engine/vulkan/device.h"

#include <algorithm>
#include <cstdint>

namespace engine {

/// Weights lie in panels [column / width][k][column % width]: the lanes of a team read neighbouring columns of one k
/// with one vec4 each, and a whole panel from front to back. A team is what shares rows by subgroup shuffles: eight
/// lanes, or the whole subgroup where it is smaller.
struct Panels {
    int team;

    explicit Panels(const Device& device)
        : team(device.subgroupKernels() ? std::min(8, int(device.limits().subgroupSize)) : 8)
    {
    }
    int width() const { return 4 * team; }
    std::int64_t count(std::int64_t columns) const { return (columns + width() - 1) / width(); }
    /// Floats from the start of the weights to one value, for panels of `depth` rows.
    std::int64_t offset(std::int64_t column, std::int64_t k, std::int64_t depth) const
    {
        return ((column / width()) * depth + k) * width() + column % width();
    }
};

/// The work-group size of kernels in which each invocation stands for itself.
inline constexpr uint32_t plainGroup = 64;

inline std::int64_t groupsFor(std::int64_t invocations, std::int64_t size = plainGroup)
{
    return (invocations + size - 1) / size;
}

/// What tells a shader to divide by n with one multiplication (shaders/common/layout.glsl).
inline float inverse(int n) { return 1.0f / float(n); }

}
