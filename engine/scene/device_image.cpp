#include "engine/scene/device_image.h"

#include "engine/core/error.h"
#include "engine/vulkan/check.h"

namespace engine {

namespace {

/// Memory of the device if the image may lie in it, otherwise any that is allowed.
uint32_t memoryType(const Device& device, uint32_t allowed)
{
    const VkPhysicalDeviceMemoryProperties& memory = device.memory();
    for (const VkMemoryPropertyFlags wish : {VkMemoryPropertyFlags(VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT), 0u})
        for (uint32_t i = 0; i < memory.memoryTypeCount; ++i)
            if ((allowed >> i & 1) && (memory.memoryTypes[i].propertyFlags & wish) == wish)
                return i;
    throw Error("the Vulkan device has no memory for images");
}

}

DeviceImage::DeviceImage(Device& device, VkExtent2D extent, VkFormat format, VkImageUsageFlags usage,
    VkSampleCountFlagBits samples)
    : m_device(device)
    , m_extent(extent)
{
    try {
        create(format, usage, samples);
    } catch (...) {
        destroy();
        throw;
    }
}

DeviceImage::~DeviceImage() { destroy(); }

void DeviceImage::create(VkFormat format, VkImageUsageFlags usage, VkSampleCountFlagBits samples)
{
    VolkDeviceTable& table = m_device.table();
    VkImageCreateInfo info {VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO};
    info.imageType = VK_IMAGE_TYPE_2D;
    info.format = format;
    info.extent = {m_extent.width, m_extent.height, 1};
    info.mipLevels = 1;
    info.arrayLayers = 1;
    info.samples = samples;
    info.tiling = VK_IMAGE_TILING_OPTIMAL;
    info.usage = usage;
    VK_CHECK(table.vkCreateImage(m_device.handle(), &info, nullptr, &m_handle));

    VkMemoryRequirements needed {};
    table.vkGetImageMemoryRequirements(m_device.handle(), m_handle, &needed);
    VkMemoryAllocateInfo allocate {VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
    allocate.allocationSize = needed.size;
    allocate.memoryTypeIndex = memoryType(m_device, needed.memoryTypeBits);
    const VkResult result = table.vkAllocateMemory(m_device.handle(), &allocate, nullptr, &m_memory);
    if (result == VK_ERROR_OUT_OF_DEVICE_MEMORY || result == VK_ERROR_OUT_OF_HOST_MEMORY)
        throw OutOfMemoryError(sentence("the device ", m_device.info().name, " has no room for a drawing of ",
            m_extent.width, " x ", m_extent.height, " pixels; draw it smaller"));
    checkResult(result, "vkAllocateMemory");
    m_bytes = needed.size;
    m_device.countAllocation(std::int64_t(m_bytes));
    VK_CHECK(table.vkBindImageMemory(m_device.handle(), m_handle, m_memory, 0));

    VkImageViewCreateInfo view {VK_STRUCTURE_TYPE_IMAGE_VIEW_CREATE_INFO};
    view.image = m_handle;
    view.viewType = VK_IMAGE_VIEW_TYPE_2D;
    view.format = format;
    const bool depth = usage & VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT;
    const VkImageAspectFlags aspect = depth ? VK_IMAGE_ASPECT_DEPTH_BIT : VK_IMAGE_ASPECT_COLOR_BIT;
    view.subresourceRange = {aspect, 0, 1, 0, 1};
    VK_CHECK(table.vkCreateImageView(m_device.handle(), &view, nullptr, &m_view));
}

void DeviceImage::destroy()
{
    VolkDeviceTable& table = m_device.table();
    table.vkDestroyImageView(m_device.handle(), m_view, nullptr);
    table.vkDestroyImage(m_device.handle(), m_handle, nullptr);
    table.vkFreeMemory(m_device.handle(), m_memory, nullptr);
    m_device.countAllocation(-std::int64_t(m_bytes));
}

}
