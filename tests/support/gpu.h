#pragma once

#include "engine/vulkan/device.h"

#include <string>
#include <vector>

/// A way to open the device under test.
struct DeviceVariant {
    const char* name;
    engine::Operands operands;
    bool subgroupKernels;
    bool winograd; ///< wherever it can be gone, or never
};

/// Texels and storage, with and without subgroup kernels, and with convolutions in Winograd's way.
const std::vector<DeviceVariant>& deviceVariants();

/// The device of a variant, opened at the first call with the validation layer's core and synchronization checks and
/// kept for the rest of the program. ALEXSCOPE_TEST_DEVICE chooses another than the best; ALEXSCOPE_TEST_VALIDATION=gpu
/// asks for GPU-assisted checks instead.
engine::Device& testDevice(const DeviceVariant& variant);
/// The one that the programs use: everything chosen by the device.
engine::Device& testDevice();
/// The options these devices are opened with.
engine::DeviceOptions testOptions();

/// All validation messages of the shared devices since the last call, one a line; empty is what a test wants.
std::string newValidationMessages();

/// Closes the shared devices; main() does it while the drivers are still there.
void closeTestDevices();
