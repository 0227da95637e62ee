#pragma once

#include "engine/core/host_tensor.h"

#include <cstdint>
#include <vector>

namespace engine {

/// Pictures ready for a network, and what they show.
struct Batch {
    HostTensor images; ///< N x 3 x crop x crop
    std::vector<int> labels; ///< N class indices
    std::vector<std::uint32_t> samples; ///< N numbers of the pictures in their data set
};

}
