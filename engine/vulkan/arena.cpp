#include "engine/vulkan/arena.h"

#include "engine/core/error.h"
#include "engine/core/large_pages.h"
#include "engine/vulkan/check.h"
#include "engine/vulkan/device.h"

#include <algorithm>

namespace engine {

namespace {

    constexpr VkBufferUsageFlags usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_UNIFORM_TEXEL_BUFFER_BIT
        | VK_BUFFER_USAGE_TRANSFER_SRC_BIT | VK_BUFFER_USAGE_TRANSFER_DST_BIT;

    std::uint64_t roundUp(std::uint64_t value, std::uint64_t step) { return (value + step - 1) / step * step; }

    std::uint64_t mebibytes(std::uint64_t bytes) { return (bytes + (1 << 20) - 1) >> 20; }

}

Arena::Arena(Device& device, Residency residency, std::uint64_t expectedBytes)
    : m_device(device)
    , m_residency(residency)
    , m_expected(expectedBytes)
{
}

Arena::~Arena()
{
    for (const Block& block : m_blocks) {
        m_device.table().vkFreeMemory(m_device.handle(), block.memory, nullptr);
        m_device.countAllocation(-std::int64_t(block.bytes));
    }
}

Buffer Arena::allocate(std::uint64_t bytes)
{
    VolkDeviceTable& table = m_device.table();
    VkBufferCreateInfo info { VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO };
    info.size = footprint(std::max<std::uint64_t>(bytes, 1));
    info.usage = usage;
    VkBuffer handle = VK_NULL_HANDLE;
    VK_CHECK(table.vkCreateBuffer(m_device.handle(), &info, nullptr, &handle));
    Buffer buffer(m_device, handle, info.size); // destroys the handle should what follows throw
    VkMemoryRequirements needed {};
    table.vkGetBufferMemoryRequirements(m_device.handle(), handle, &needed);
    Block& block = blockFor(needed);
    const std::uint64_t offset = roundUp(block.used, needed.alignment);
    VK_CHECK(table.vkBindBufferMemory(m_device.handle(), handle, block.memory, offset));
    block.used = offset + needed.size;
    buffer.place(block.mapped ? block.mapped + offset : nullptr, block.cached);
    return buffer;
}

uint32_t Arena::memoryType(uint32_t allowed) const
{
    constexpr VkMemoryPropertyFlags device = VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT;
    constexpr VkMemoryPropertyFlags host
        = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
    constexpr VkMemoryPropertyFlags cached = host | VK_MEMORY_PROPERTY_HOST_CACHED_BIT;
    const std::vector<VkMemoryPropertyFlags> wishes = m_residency == Residency::Device
        ? std::vector<VkMemoryPropertyFlags> { device | cached, device, 0 }
        : std::vector<VkMemoryPropertyFlags> { cached, host };
    const VkPhysicalDeviceMemoryProperties& memory = m_device.memory();
    for (VkMemoryPropertyFlags wish : wishes)
        for (uint32_t i = 0; i < memory.memoryTypeCount; ++i)
            if ((allowed >> i & 1) && (memory.memoryTypes[i].propertyFlags & wish) == wish)
                return i;
    throw Error("the Vulkan device has no memory of the kind that is needed");
}

Arena::Block& Arena::blockFor(const VkMemoryRequirements& needed)
{
    if (!m_blocks.empty()) {
        Block& last = m_blocks.back();
        if (roundUp(last.used, needed.alignment) + needed.size <= last.bytes)
            return last;
    }
    const uint32_t type = memoryType(needed.memoryTypeBits);
    const VkMemoryType& kind = m_device.memory().memoryTypes[type];
    const std::uint64_t heap = m_device.memory().memoryHeaps[kind.heapIndex].size;
    const std::uint64_t bytes
        = std::max(needed.size, std::min({ m_expected, m_device.limits().allocationBytes, heap }));
    const auto noRoom = [&] {
        return OutOfMemoryError(sentence("the device ", m_device.info().name, " has no room for another ",
            mebibytes(bytes), " MiB: ", mebibytes(m_device.allocatedBytes()), " of its ", mebibytes(heap),
            " MiB are in use; use a smaller batch or network"));
    };
    if (bytes > m_device.limits().allocationBytes || m_device.allocatedBytes() + bytes > heap)
        throw noRoom();

    VolkDeviceTable& table = m_device.table();
    VkMemoryAllocateInfo info { VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO };
    info.allocationSize = bytes;
    info.memoryTypeIndex = type;
    Block block {};
    const VkResult result = table.vkAllocateMemory(m_device.handle(), &info, nullptr, &block.memory);
    if (result == VK_ERROR_OUT_OF_DEVICE_MEMORY || result == VK_ERROR_OUT_OF_HOST_MEMORY)
        throw noRoom();
    checkResult(result, "vkAllocateMemory");
    block.bytes = bytes;
    block.cached = kind.propertyFlags & VK_MEMORY_PROPERTY_HOST_CACHED_BIT;
    m_device.countAllocation(std::int64_t(bytes));
    m_blocks.push_back(block); // from here on the destructor frees it
    m_expected -= std::min(m_expected, bytes);
    constexpr VkMemoryPropertyFlags host
        = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
    if ((kind.propertyFlags & host) == host) {
        void* mapped = nullptr;
        VK_CHECK(table.vkMapMemory(m_device.handle(), block.memory, 0, VK_WHOLE_SIZE, 0, &mapped));
        m_blocks.back().mapped = static_cast<char*>(mapped);
        if (m_device.info().type == "cpu") // the memory is the program's own
            wishForLargePages(mapped, bytes);
    }
    return m_blocks.back();
}

}
