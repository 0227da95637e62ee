#pragma once

#include "engine/vulkan/buffer.h"

#include <vector>

namespace engine {

/// Where the memory of an arena should lie.
enum class Residency {
    Device, ///< quick for the device; visible to the host where the two share memory
    Staging, ///< visible to the host and quick to read there
};

/// Memory for buffers of one lifetime: weights, activations or staging. Hands out pieces of a few large allocations
/// and frees them all at once; buffers must go before their arena.
class Arena {
public:
    /// `expectedBytes`, when known, makes the first allocation fit exactly.
    Arena(Device& device, Residency residency, std::uint64_t expectedBytes = 0);
    ~Arena();
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;

    /// A buffer that kernels may read and write and copies may use. Its contents are undefined. Throws
    /// OutOfMemoryError, saying how much was wanted and how much there is.
    Buffer allocate(std::uint64_t bytes);

    /// What allocate() takes from the arena for a buffer of this size, alignment included.
    static std::uint64_t footprint(std::uint64_t bytes) { return (bytes + 255) / 256 * 256; }

private:
    struct Block {
        VkDeviceMemory memory;
        std::uint64_t bytes;
        std::uint64_t used;
        char* mapped;
        bool cached;
    };

    Block& blockFor(const VkMemoryRequirements& needed);
    uint32_t memoryType(uint32_t allowed) const;

    Device& m_device;
    Residency m_residency;
    std::uint64_t m_expected;
    std::vector<Block> m_blocks;
};

}
