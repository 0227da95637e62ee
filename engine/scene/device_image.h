#pragma once

#include "engine/vulkan/device.h"

namespace engine {

/// An image of one level with its own memory and a view of it. The device must outlive it.
class DeviceImage {
public:
    /// Throws OutOfMemoryError.
    DeviceImage(Device& device, VkExtent2D extent, VkFormat format, VkImageUsageFlags usage,
        VkSampleCountFlagBits samples = VK_SAMPLE_COUNT_1_BIT);
    ~DeviceImage();
    DeviceImage(const DeviceImage&) = delete;
    DeviceImage& operator=(const DeviceImage&) = delete;

    VkImage handle() const { return m_handle; }
    VkImageView view() const { return m_view; }
    VkExtent2D extent() const { return m_extent; }

private:
    void create(VkFormat format, VkImageUsageFlags usage, VkSampleCountFlagBits samples);
    void destroy();

    Device& m_device;
    VkExtent2D m_extent;
    VkImage m_handle = VK_NULL_HANDLE;
    VkDeviceMemory m_memory = VK_NULL_HANDLE;
    std::uint64_t m_bytes = 0;
    VkImageView m_view = VK_NULL_HANDLE;
};

}
