#include "tests/vulkan/paper_device.h"

#include <algorithm>

using namespace engine;

namespace {

PaperDevice::Bound bound;
std::uint64_t offsetBits = 0;

VKAPI_ATTR void VKAPI_CALL leastProperties(VkPhysicalDevice device, VkPhysicalDeviceProperties* properties)
{
    Interception::real<PFN_vkGetPhysicalDeviceProperties>("vkGetPhysicalDeviceProperties")(
        device, properties);
    VkPhysicalDeviceLimits& limits = properties->limits;
    limits.maxStorageBufferRange = PaperDevice::storageBytes;
    limits.maxTexelBufferElements = PaperDevice::texels;
    limits.maxPushConstantsSize = 128;
    limits.maxComputeWorkGroupInvocations = 128;
    limits.maxComputeSharedMemorySize = 16384;
    std::fill_n(limits.maxComputeWorkGroupCount, 3, 65535u);
}

/// Out of the host's sight, or buffers would be cleared in place.
VKAPI_ATTR void VKAPI_CALL distantMemory(VkPhysicalDevice, VkPhysicalDeviceMemoryProperties* memory)
{
    *memory = {};
    memory->memoryTypeCount = 1;
    memory->memoryTypes[0] = {VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT, 0};
    memory->memoryHeapCount = 1;
    memory->memoryHeaps[0] = {16ull << 30, VK_MEMORY_HEAP_DEVICE_LOCAL_BIT};
}

VKAPI_ATTR void VKAPI_CALL requirements(VkDevice device, VkBuffer buffer, VkMemoryRequirements* needed)
{
    Interception::real<PFN_vkGetBufferMemoryRequirements>("vkGetBufferMemoryRequirements")(
        device, buffer, needed);
    needed->memoryTypeBits = 1;
}

VKAPI_ATTR VkResult VKAPI_CALL allocate(
    VkDevice, const VkMemoryAllocateInfo*, const VkAllocationCallbacks*, VkDeviceMemory* memory)
{
    *memory = VK_NULL_HANDLE;
    return VK_SUCCESS;
}

VKAPI_ATTR VkResult VKAPI_CALL bind(VkDevice, VkBuffer, VkDeviceMemory, VkDeviceSize) { return VK_SUCCESS; }

VKAPI_ATTR VkResult VKAPI_CALL createView(
    VkDevice, const VkBufferViewCreateInfo* info, const VkAllocationCallbacks*, VkBufferView* view)
{
    bound.texels = std::max<std::uint64_t>(bound.texels, info->range / 16);
    offsetBits |= info->offset;
    ++bound.count;
    *view = VK_NULL_HANDLE;
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL updateSets(VkDevice, std::uint32_t count, const VkWriteDescriptorSet* writes,
    std::uint32_t, const VkCopyDescriptorSet*)
{
    for (std::uint32_t i = 0; i < count; ++i) {
        if (writes[i].descriptorType != VK_DESCRIPTOR_TYPE_STORAGE_BUFFER)
            continue;
        bound.storageBytes = std::max<std::uint64_t>(bound.storageBytes, writes[i].pBufferInfo->range);
        offsetBits |= writes[i].pBufferInfo->offset;
        ++bound.count;
    }
}

VKAPI_ATTR VkResult VKAPI_CALL createPipelines(VkDevice, VkPipelineCache, std::uint32_t count,
    const VkComputePipelineCreateInfo*, const VkAllocationCallbacks*, VkPipeline* pipelines)
{
    std::fill_n(pipelines, count, VkPipeline(VK_NULL_HANDLE));
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL bindPipeline(VkCommandBuffer, VkPipelineBindPoint, VkPipeline) { }
VKAPI_ATTR void VKAPI_CALL bindSets(VkCommandBuffer, VkPipelineBindPoint, VkPipelineLayout, std::uint32_t,
    std::uint32_t, const VkDescriptorSet*, std::uint32_t, const std::uint32_t*)
{
}
VKAPI_ATTR void VKAPI_CALL dispatch(VkCommandBuffer, std::uint32_t, std::uint32_t, std::uint32_t) { }
VKAPI_ATTR void VKAPI_CALL fill(VkCommandBuffer, VkBuffer, VkDeviceSize, VkDeviceSize, std::uint32_t) { }
VKAPI_ATTR VkResult VKAPI_CALL submit(VkQueue, std::uint32_t, const VkSubmitInfo*, VkFence)
{
    return VK_SUCCESS;
}
VKAPI_ATTR VkResult VKAPI_CALL wait(VkDevice, std::uint32_t, const VkFence*, VkBool32, std::uint64_t)
{
    return VK_SUCCESS;
}

DeviceOptions withoutValidation(DeviceOptions options)
{
    options.validation = Validation::Off; // it would rightly object
    return options;
}

}

PaperDevice::PaperDevice(DeviceOptions options)
    : m_interception({{"vkGetPhysicalDeviceProperties", function(leastProperties)},
        {"vkGetPhysicalDeviceMemoryProperties", function(distantMemory)},
        {"vkGetBufferMemoryRequirements", function(requirements)}, {"vkAllocateMemory", function(allocate)},
        {"vkBindBufferMemory", function(bind)}, {"vkCreateBufferView", function(createView)},
        {"vkUpdateDescriptorSets", function(updateSets)},
        {"vkCreateComputePipelines", function(createPipelines)},
        {"vkCmdBindPipeline", function(bindPipeline)}, {"vkCmdBindDescriptorSets", function(bindSets)},
        {"vkCmdDispatch", function(dispatch)}, {"vkCmdFillBuffer", function(fill)},
        {"vkQueueSubmit", function(submit)}, {"vkWaitForFences", function(wait)}})
    , m_device(withoutValidation(std::move(options)))
{
    takeBound();
}

PaperDevice::Bound PaperDevice::takeBound()
{
    Bound taken = std::exchange(bound, {});
    const std::uint64_t bits = std::exchange(offsetBits, 0);
    taken.offsets = bits & (~bits + 1);
    return taken;
}
