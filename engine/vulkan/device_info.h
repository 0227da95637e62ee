#pragma once

#include <volk.h>

#include <cstdint>
#include <string>
#include <vector>

namespace engine {

class Instance;

/// The limits of a device that decide how work is cut and which kernels can run.
struct DeviceLimits {
    std::uint64_t storageBufferBytes = 0; ///< largest storage-buffer binding (128 MiB is Vulkan's minimum)
    std::uint64_t texelBufferTexels = 0; ///< largest texel view, in texels of 16 bytes (65,536 is the minimum)
    std::uint64_t allocationBytes = 0; ///< largest single allocation
    std::uint64_t heapBytes = 0; ///< size of the heap that the engine uses
    std::uint32_t workGroupInvocations = 0;
    std::uint32_t workGroups[3] = {};
    std::uint32_t sharedBytes = 0;
    std::uint32_t pushConstantBytes = 0;
    std::uint32_t subgroupSize = 0;
    std::uint32_t bindingAlignment = 0; ///< of offsets of storage and texel ranges, bytes
    bool subgroupShuffle = false; ///< the fast kernels need it
    bool subgroupSizeControl = false; ///< the size can be fixed per kernel
    bool timestamps = false;
};

/// What is known of a device before it is opened.
struct DeviceInfo {
    int index = 0; ///< position in the loader's list, as `--device` takes it
    std::string name;
    std::string type; ///< "discrete", "integrated", "virtual", "cpu" or "other"
    std::string uuid; ///< 8-4-4-4-12 hexadecimal digits
    std::string driver; ///< name and version
    std::string identity; ///< vendor, device, driver version and pipeline cache: what compiled the same compiles the same
    std::string api; ///< "1.3.230"
    std::string unusable; ///< why the engine cannot use it; empty if it can
    DeviceLimits limits;
    VkPhysicalDevice handle = VK_NULL_HANDLE; ///< valid as long as the instance it came from
    double timestampNanoseconds = 1;
};

std::vector<DeviceInfo> describeDevices(const Instance& instance);

/// All devices of this machine. Throws NoDeviceError when there is none.
std::vector<DeviceInfo> listDevices();

/// The device that `selector` names by index, UUID or part of the name (any case); with an empty selector the best:
/// discrete before integrated before virtual before CPU. Throws UsageError when nothing or more than one name
/// matches, NoDeviceError when no device is usable at all.
DeviceInfo chooseDevice(const std::vector<DeviceInfo>& devices, const std::string& selector);

}
