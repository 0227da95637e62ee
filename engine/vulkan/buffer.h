#pragma once

#include <volk.h>

#include <cstdint>

namespace engine {

class Device;

/// A VkBuffer placed in an Arena's memory. Movable; the arena must outlive it.
class Buffer {
public:
    Buffer() = default;
    Buffer(Device& device, VkBuffer handle, std::uint64_t bytes);
    ~Buffer();
    Buffer(Buffer&& other) noexcept;
    Buffer& operator=(Buffer&& other) noexcept;

    /// Called once by the arena that bound the memory.
    void place(void* mapped, bool cached);

    VkBuffer handle() const { return m_handle; }
    std::uint64_t bytes() const { return m_bytes; }
    /// The host's view of the memory, or null where the host cannot see it.
    void* mapped() const { return m_mapped; }
    /// Whether reading through mapped() is quick.
    bool cached() const { return m_cached; }

private:
    Device* m_device = nullptr;
    VkBuffer m_handle = VK_NULL_HANDLE;
    std::uint64_t m_bytes = 0;
    void* m_mapped = nullptr;
    bool m_cached = false;
};

/// A part of a buffer, in bytes, as one dispatch binds it. What shaders read is vec4s of floats, or of halves (IEEE 754
/// binary16) where the shader can take them.
struct BufferRange {
    const Buffer* buffer = nullptr;
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
    bool halves = false;
};

}
