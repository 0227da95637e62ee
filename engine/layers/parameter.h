#pragma once

#include "engine/vulkan/buffer.h"

#include <cstdint>
#include <string>
#include <vector>

namespace engine {

/// What a layer learns: name within the layer ("weight", "bias") and shape as files have it.
struct ParameterShape {
    std::string name;
    std::vector<std::int64_t> dimensions;

    std::int64_t size() const
    {
        std::int64_t product = 1;
        for (std::int64_t dimension : dimensions)
            product *= dimension;
        return product;
    }
};

/// A learned tensor on the device, in the layout its layer's kernels read.
struct Parameter {
    std::string name; ///< with the layer: "conv1.weight"
    ParameterShape shape;
    Buffer buffer;
};

}
