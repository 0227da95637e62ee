#include "engine/vulkan/device_info.h"

#include "engine/core/error.h"
#include "engine/vulkan/check.h"
#include "engine/vulkan/instance.h"

#include <algorithm>
#include <cctype>
#include <cstring>

namespace engine {

namespace {

std::string typeName(VkPhysicalDeviceType type)
{
    switch (type) {
    case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU:
        return "discrete";
    case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU:
        return "integrated";
    case VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU:
        return "virtual";
    case VK_PHYSICAL_DEVICE_TYPE_CPU:
        return "cpu";
    default:
        return "other";
    }
}

int rank(const DeviceInfo& device)
{
    static const std::vector<std::string> order = {"discrete", "integrated", "virtual", "cpu", "other"};
    return int(std::find(order.begin(), order.end(), device.type) - order.begin());
}

std::string uuidText(const uint8_t (&bytes)[VK_UUID_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    std::string text;
    for (int i = 0; i < int(VK_UUID_SIZE); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text += '-';
        text += digits[bytes[i] >> 4];
        text += digits[bytes[i] & 15];
    }
    return text;
}

std::string versionText(uint32_t version)
{
    return sentence(VK_API_VERSION_MAJOR(version), '.', VK_API_VERSION_MINOR(version), '.',
        VK_API_VERSION_PATCH(version));
}

bool hasDeviceExtension(VkPhysicalDevice device, const char* name)
{
    uint32_t count = 0;
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count, nullptr);
    std::vector<VkExtensionProperties> extensions(count);
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count, extensions.data());
    return std::any_of(extensions.begin(), extensions.end(),
        [name](const VkExtensionProperties& e) { return std::strcmp(e.extensionName, name) == 0; });
}

std::string lower(std::string text)
{
    std::transform(
        text.begin(), text.end(), text.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return text;
}

void describeSubgroups(DeviceInfo& info, const VkPhysicalDeviceSubgroupProperties& subgroup)
{
    DeviceLimits& limits = info.limits;
    limits.subgroupSize = subgroup.subgroupSize;
    limits.subgroupShuffle = (subgroup.supportedStages & VK_SHADER_STAGE_COMPUTE_BIT)
        && (subgroup.supportedOperations & VK_SUBGROUP_FEATURE_SHUFFLE_BIT);
    if (!hasDeviceExtension(info.handle, VK_EXT_SUBGROUP_SIZE_CONTROL_EXTENSION_NAME))
        return;
    VkPhysicalDeviceSubgroupSizeControlFeatures control {
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_SIZE_CONTROL_FEATURES};
    VkPhysicalDeviceFeatures2 features {VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, &control};
    vkGetPhysicalDeviceFeatures2(info.handle, &features);
    VkPhysicalDeviceSubgroupSizeControlProperties sizes {
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_SIZE_CONTROL_PROPERTIES};
    VkPhysicalDeviceProperties2 properties {VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &sizes};
    vkGetPhysicalDeviceProperties2(info.handle, &properties);
    limits.subgroupSizeControl
        = control.subgroupSizeControl && (sizes.requiredSubgroupSizeStages & VK_SHADER_STAGE_COMPUTE_BIT);
}

DeviceInfo describe(VkPhysicalDevice device, int index)
{
    DeviceInfo info;
    info.index = index;
    info.handle = device;

    VkPhysicalDeviceSubgroupProperties subgroup {VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_PROPERTIES};
    VkPhysicalDeviceMaintenance3Properties maintenance {
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_3_PROPERTIES, &subgroup};
    VkPhysicalDeviceDriverProperties driver {
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DRIVER_PROPERTIES, &maintenance};
    VkPhysicalDeviceIDProperties id {VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_ID_PROPERTIES, &driver};
    VkPhysicalDeviceProperties2 properties {VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &id};
    VkPhysicalDeviceProperties plain {};
    vkGetPhysicalDeviceProperties(device, &plain);
    info.name = plain.deviceName;
    info.type = typeName(plain.deviceType);
    info.api = versionText(plain.apiVersion);
    if (plain.apiVersion < VK_API_VERSION_1_2) {
        info.unusable = "it offers Vulkan " + info.api + ", AlexScope needs 1.2";
        return info;
    }
    vkGetPhysicalDeviceProperties2(device, &properties);
    info.uuid = uuidText(id.deviceUUID);
    info.driver = driver.driverName;
    if (*driver.driverInfo)
        info.driver += sentence(' ', driver.driverInfo);

    const VkPhysicalDeviceLimits& limits = plain.limits;
    info.limits.storageBufferBytes = limits.maxStorageBufferRange;
    info.limits.texelBufferTexels = limits.maxTexelBufferElements;
    info.limits.allocationBytes = maintenance.maxMemoryAllocationSize;
    info.limits.workGroupInvocations = limits.maxComputeWorkGroupInvocations;
    std::copy(limits.maxComputeWorkGroupCount, limits.maxComputeWorkGroupCount + 3, info.limits.workGroups);
    info.limits.sharedBytes = limits.maxComputeSharedMemorySize;
    info.limits.pushConstantBytes = limits.maxPushConstantsSize;
    info.limits.bindingAlignment
        = uint32_t(std::max(limits.minStorageBufferOffsetAlignment, limits.minTexelBufferOffsetAlignment));
    info.limits.timestamps = limits.timestampComputeAndGraphics;
    info.timestampNanoseconds = limits.timestampPeriod;
    describeSubgroups(info, subgroup);
    // Some drivers' own version and cache say nothing: what they call themselves and what they show does.
    info.identity = sentence("vendor ", plain.vendorID, ", device ", plain.deviceID, ", driver ",
        plain.driverVersion, " ", info.driver, ", pipelines ", uuidText(plain.pipelineCacheUUID),
        ", subgroups ", info.limits.subgroupSize);

    VkPhysicalDeviceMemoryProperties memory {};
    vkGetPhysicalDeviceMemoryProperties(device, &memory);
    for (uint32_t i = 0; i < memory.memoryHeapCount; ++i)
        if (memory.memoryHeaps[i].flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT)
            info.limits.heapBytes = std::max<uint64_t>(info.limits.heapBytes, memory.memoryHeaps[i].size);
    return info;
}

}

std::vector<DeviceInfo> describeDevices(const Instance& instance)
{
    std::vector<DeviceInfo> devices;
    for (VkPhysicalDevice device : instance.physicalDevices())
        devices.push_back(describe(device, int(devices.size())));
    return devices;
}

std::vector<DeviceInfo> listDevices()
{
    const Instance instance;
    std::vector<DeviceInfo> devices = describeDevices(instance);
    for (DeviceInfo& device : devices)
        device.handle = VK_NULL_HANDLE; // it ends with the instance
    return devices;
}

DeviceInfo chooseDevice(const std::vector<DeviceInfo>& devices, const std::string& selector)
{
    const auto usable = [](const DeviceInfo& d) { return d.unusable.empty(); };
    if (std::none_of(devices.begin(), devices.end(), usable))
        throw NoDeviceError(devices.empty() ? "no Vulkan device was found"
                                            : sentence("no usable Vulkan device: ", devices[0].name,
                                                " cannot be used, ", devices[0].unusable));
    const bool any = selector.empty() || selector == "auto";
    const std::string wanted = lower(selector);
    // "7" is the eighth device, not one with a 7 in its name; "3060" is a name.
    const bool number = wanted.size() < 3 && wanted.find_first_not_of("0123456789") == std::string::npos;
    std::vector<DeviceInfo> found;
    for (const DeviceInfo& device : devices) {
        if (!any && (std::to_string(device.index) == wanted || device.uuid == wanted)) {
            found = {device}; // an exact answer beats a part of a name
            break;
        }
        if (any
            || (!number && (device.type == wanted || lower(device.name).find(wanted) != std::string::npos)))
            found.push_back(device);
    }
    std::string known;
    for (const DeviceInfo& device : devices)
        known += sentence(known.empty() ? "" : ", ", device.index, " = ", device.name);
    if (found.empty())
        throw UsageError(sentence("there is no Vulkan device \"", selector, "\"; this machine has ", known));
    if (!any && found.size() > 1)
        throw UsageError(sentence("\"", selector, "\" names more than one device; this machine has ", known));
    if (!any && !found[0].unusable.empty())
        throw Error(sentence(found[0].name, " cannot be used: ", found[0].unusable));
    std::erase_if(found, [&](const DeviceInfo& d) { return !usable(d); });
    return *std::min_element(found.begin(), found.end(),
        [](const DeviceInfo& a, const DeviceInfo& b) { return rank(a) < rank(b); });
}

}
