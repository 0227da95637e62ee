#pragma once

#include "engine/vulkan/device.h"

namespace engine {

/// What a device can do at best, measured: the yardsticks of all other figures.
struct Ceilings {
    double gflops
        = 0; ///< 1e9 operations with floats per second; a multiplication with an addition counts as two
    double copyGigabytes = 0; ///< 1e9 bytes per second, read and written ones together
    std::uint64_t copiedBytes = 0; ///< of the buffer that was copied
};

/// Measures both with kernels that do nothing else, each for about `seconds`, and takes the best run. Needs memory for
/// two buffers of 128 MiB, or of an eighth of the device's where it has less than 1 GiB.
Ceilings measureCeilings(Device& device, double seconds = 1);

}
