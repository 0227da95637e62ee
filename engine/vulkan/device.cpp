#include "engine/vulkan/device.h"

#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/vulkan/check.h"
#include "engine/vulkan/choices_file.h"
#include "engine/vulkan/pipeline_cache.h"

#include <algorithm>

namespace engine {

namespace {

std::vector<VkQueueFamilyProperties> queueFamilies(VkPhysicalDevice device)
{
    uint32_t count = 0;
    vkGetPhysicalDeviceQueueFamilyProperties(device, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    vkGetPhysicalDeviceQueueFamilyProperties(device, &count, families.data());
    return families;
}

/// A family that can compute; one that can also draw, where there is one, for the 3-D view.
uint32_t computeFamily(const std::vector<VkQueueFamilyProperties>& families)
{
    std::optional<uint32_t> found;
    for (uint32_t i = 0; i < families.size(); ++i) {
        if (!(families[i].queueFlags & VK_QUEUE_COMPUTE_BIT))
            continue;
        if (families[i].queueFlags & VK_QUEUE_GRAPHICS_BIT)
            return i;
        if (!found)
            found = i;
    }
    require(found.has_value(), "the Vulkan device has no queue that can compute");
    return *found;
}

double guessedSpeed(const DeviceInfo& info)
{
    if (info.type == "discrete")
        return 500e9;
    return info.type == "integrated" || info.type == "virtual" ? 60e9 : 20e9;
}

}

Device::Device(const DeviceOptions& options)
    : m_instance(options.validation)
    , m_info(chooseDevice(describeDevices(m_instance), options.selector))
    , m_operands(options.operands)
    , m_subgroupKernels(
          options.subgroupKernels && m_info.limits.subgroupShuffle && m_info.limits.subgroupSize >= 4)
    , m_winograd(options.winograd)
    , m_halfWeights(options.halfWeights)
    , m_cacheFolder(options.cacheFolder)
    , m_speed(guessedSpeed(m_info))
{
    mayWait("opening a device");
    vkGetPhysicalDeviceMemoryProperties(m_info.handle, &m_memory);
    const std::vector<VkQueueFamilyProperties> families = queueFamilies(m_info.handle);
    m_queueFamily = computeFamily(families);
    const uint32_t bits = families[m_queueFamily].timestampValidBits;
    m_timestampMask = bits < 64 ? (std::uint64_t(1) << bits) - 1 : ~std::uint64_t(0);
    try {
        open();
    } catch (...) { // the destructor does not run for an object that was never complete
        close();
        throw;
    }
    StoredChoices stored = loadChoices(m_info, m_cacheFolder);
    if (!stored.note.empty() && options.note)
        options.note(stored.note);
    m_choices.replace(std::move(stored.table));
}

void Device::open()
{
    const float priority = 1;
    VkDeviceQueueCreateInfo queue {VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO};
    queue.queueFamilyIndex = m_queueFamily;
    queue.queueCount = 1;
    queue.pQueuePriorities = &priority;
    VkDeviceCreateInfo info {VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO};
    info.queueCreateInfoCount = 1;
    info.pQueueCreateInfos = &queue;
    VkPhysicalDeviceSubgroupSizeControlFeatures control {
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_SIZE_CONTROL_FEATURES};
    control.subgroupSizeControl = VK_TRUE;
    const char* sizeControl = VK_EXT_SUBGROUP_SIZE_CONTROL_EXTENSION_NAME;
    if (limits().subgroupSizeControl) {
        info.pNext = &control;
        info.enabledExtensionCount = 1;
        info.ppEnabledExtensionNames = &sizeControl;
    }
    VK_CHECK(vkCreateDevice(m_info.handle, &info, nullptr, &m_handle));
    volkLoadDeviceTable(&m_table, m_handle);
    m_table.vkGetDeviceQueue(m_handle, m_queueFamily, 0, &m_queue);

    VkCommandPoolCreateInfo pool {VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
    pool.queueFamilyIndex = m_queueFamily;
    VK_CHECK(m_table.vkCreateCommandPool(m_handle, &pool, nullptr, &m_commandPool));
    m_pipelineCache = loadPipelineCache(m_table, m_handle, m_info, m_cacheFolder);
}

Device::~Device()
{
    m_table.vkDeviceWaitIdle(m_handle); // a lost device answers with an error, which changes nothing here
    savePipelineCache(m_table, m_handle, m_info, m_cacheFolder, m_pipelineCache);
    close();
}

void Device::close()
{
    if (!m_handle)
        return;
    m_kernels.clear();
    m_table.vkDestroyPipelineCache(m_handle, m_pipelineCache, nullptr);
    m_table.vkDestroyCommandPool(m_handle, m_commandPool, nullptr);
    m_table.vkDestroyDevice(m_handle, nullptr);
}

const Kernel& Device::kernel(
    const KernelInterface& interface, const std::vector<uint32_t>& constants, Operands operands)
{
    std::string key = sentence(interface.shader, operands == Operands::Texels ? " texels" : " storage");
    for (uint32_t constant : constants)
        key += ' ' + std::to_string(constant);
    auto found = m_kernels.find(key);
    if (found == m_kernels.end())
        found = m_kernels
                    .emplace(
                        key, std::make_unique<Kernel>(*this, interface, constants, operands, m_pipelineCache))
                    .first;
    return *found->second;
}

std::vector<const Kernel*> Device::kernels() const
{
    std::vector<const Kernel*> list;
    for (const auto& [key, kernel] : m_kernels)
        list.push_back(kernel.get());
    return list;
}

Operands Device::operandsFor(std::uint64_t bytes) const
{
    const Operands preferred
        = m_operands.value_or(m_info.type == "cpu" ? Operands::Texels : Operands::Storage);
    if (preferred == Operands::Texels)
        return fitsTexels(bytes) || !fitsStorage(bytes) ? Operands::Texels : Operands::Storage;
    return fitsStorage(bytes) || !fitsTexels(bytes) ? Operands::Storage : Operands::Texels;
}

std::vector<Operands> Device::operandsAllowed(std::uint64_t bytes) const
{
    const Operands first = operandsFor(bytes);
    if (m_operands || !fitsTexels(bytes) || !fitsStorage(bytes))
        return {first};
    return {first, first == Operands::Texels ? Operands::Storage : Operands::Texels};
}

std::uint64_t Device::readableBytes() const
{
    const std::uint64_t texels = limits().texelBufferTexels * 16;
    if (m_operands)
        return *m_operands == Operands::Texels ? texels : limits().storageBufferBytes;
    return std::max(texels, limits().storageBufferBytes);
}

void Device::countAllocation(std::int64_t bytes)
{
    m_allocated += std::uint64_t(bytes);
    m_peak = std::max(m_peak, m_allocated);
}

}
