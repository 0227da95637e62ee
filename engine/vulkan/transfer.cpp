#include "engine/vulkan/transfer.h"

#include "engine/vulkan/arena.h"
#include "engine/vulkan/check.h"
#include "engine/vulkan/device.h"
#include "engine/vulkan/submit.h"

#include <cstring>
#include <vector>

namespace engine {

namespace {

    constexpr std::uint64_t pieceBytes = 16 << 20;

    /// Calls body(offset, bytes) for pieces that cover `total`.
    template <class Body>
    void forEachPiece(std::uint64_t total, Body body)
    {
        for (std::uint64_t offset = 0; offset < total; offset += pieceBytes)
            body(offset, std::min(pieceBytes, total - offset));
    }

    void copy(Device& device, const BufferRange& from, const BufferRange& to)
    {
        runOnce(device, [&](VkCommandBuffer commands) {
            const VkBufferCopy region { from.offset, to.offset, from.bytes };
            device.table().vkCmdCopyBuffer(commands, from.buffer->handle(), to.buffer->handle(), 1, &region);
        });
    }

}

void clear(Device& device, const Buffer& buffer)
{
    if (buffer.mapped()) {
        std::memset(buffer.mapped(), 0, buffer.bytes());
        return;
    }
    runOnce(device, [&](VkCommandBuffer commands) {
        device.table().vkCmdFillBuffer(commands, buffer.handle(), 0, buffer.bytes(), 0);
    });
}

void upload(Device& device, const Buffer& buffer, const std::function<void(std::span<float>)>& write)
{
    if (buffer.mapped()) {
        write({ static_cast<float*>(buffer.mapped()), buffer.bytes() / 4 });
        return;
    }
    std::vector<float> values(buffer.bytes() / 4);
    write(values);
    Arena arena(device, Residency::Staging);
    const Buffer staging = arena.allocate(std::min(pieceBytes, buffer.bytes()));
    forEachPiece(buffer.bytes(), [&](std::uint64_t offset, std::uint64_t bytes) {
        std::memcpy(staging.mapped(), reinterpret_cast<const char*>(values.data()) + offset, bytes);
        copy(device, { &staging, 0, bytes }, { &buffer, offset, bytes });
    });
}

void download(Device& device, const Buffer& buffer, const std::function<void(std::span<const float>)>& read)
{
    if (buffer.mapped() && buffer.cached()) {
        read({ static_cast<const float*>(buffer.mapped()), buffer.bytes() / 4 });
        return;
    }
    std::vector<float> values(buffer.bytes() / 4);
    Arena arena(device, Residency::Staging);
    const Buffer staging = arena.allocate(std::min(pieceBytes, buffer.bytes()));
    forEachPiece(buffer.bytes(), [&](std::uint64_t offset, std::uint64_t bytes) {
        copy(device, { &buffer, offset, bytes }, { &staging, 0, bytes });
        std::memcpy(reinterpret_cast<char*>(values.data()) + offset, staging.mapped(), bytes);
    });
    read(values);
}

}
