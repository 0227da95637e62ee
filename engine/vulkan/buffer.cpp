#include "engine/vulkan/buffer.h"

#include "engine/vulkan/device.h"

#include <utility>

namespace engine {

Buffer::Buffer(Device& device, VkBuffer handle, std::uint64_t bytes)
    : m_device(&device)
    , m_handle(handle)
    , m_bytes(bytes)
{
}

void Buffer::place(void* mapped, bool cached)
{
    m_mapped = mapped;
    m_cached = cached;
}

Buffer::~Buffer()
{
    if (m_handle)
        m_device->table().vkDestroyBuffer(m_device->handle(), m_handle, nullptr);
}

Buffer::Buffer(Buffer&& other) noexcept { *this = std::move(other); }

Buffer& Buffer::operator=(Buffer&& other) noexcept
{
    std::swap(m_device, other.m_device);
    std::swap(m_handle, other.m_handle);
    std::swap(m_bytes, other.m_bytes);
    std::swap(m_mapped, other.m_mapped);
    std::swap(m_cached, other.m_cached);
    return *this;
}

}
