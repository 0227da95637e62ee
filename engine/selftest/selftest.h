#pragma once

#include "engine/vulkan/device.h"

#include <functional>
#include <string>
#include <vector>

namespace engine {

/// One kernel in one variant, held against the double-precision reference.
struct SelftestRow {
    std::string kernel; ///< the shader
    std::string variant; ///< "texels" or "storage": how it reads its operands
    std::string layer; ///< what it computed
    double maxError = 0; ///< as a share of the largest expected magnitude
    double tolerance = 0;
    bool ok = false;
};

/// Runs every kernel in every variant that the device offers, on small shapes that are multiples of no tile. Opens the
/// device anew for each variant; `options.operands`, `options.subgroupKernels` and `options.winograd` are set by the
/// test itself.
std::vector<SelftestRow> selftest(DeviceOptions options);

}
