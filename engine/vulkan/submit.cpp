#include "engine/vulkan/submit.h"

#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/vulkan/check.h"
#include "engine/vulkan/device.h"

namespace engine {

namespace {

    // A second at a time: a process that was halted (Ctrl-Z, a debugger, a laptop asleep) has lost one of them, not all.
    constexpr std::uint64_t second = 1'000'000'000; // nanoseconds
    constexpr int patience = 60; // seconds

    void fullBarrier(Device& device, VkCommandBuffer commands)
    {
        VkMemoryBarrier barrier { VK_STRUCTURE_TYPE_MEMORY_BARRIER };
        barrier.srcAccessMask = VK_ACCESS_MEMORY_WRITE_BIT;
        barrier.dstAccessMask = VK_ACCESS_MEMORY_READ_BIT | VK_ACCESS_MEMORY_WRITE_BIT;
        device.table().vkCmdPipelineBarrier(commands, VK_PIPELINE_STAGE_ALL_COMMANDS_BIT,
            VK_PIPELINE_STAGE_ALL_COMMANDS_BIT, 0, 1, &barrier, 0, nullptr, 0, nullptr);
    }

    /// A command buffer and a fence for the length of one call.
    struct OneShot {
        Device& device;
        VkCommandBuffer commands = VK_NULL_HANDLE;
        VkFence fence = VK_NULL_HANDLE;

        explicit OneShot(Device& owner)
            : device(owner)
        {
            VkFenceCreateInfo info { VK_STRUCTURE_TYPE_FENCE_CREATE_INFO };
            VK_CHECK(device.table().vkCreateFence(device.handle(), &info, nullptr, &fence));
        }
        ~OneShot()
        {
            if (commands)
                device.table().vkFreeCommandBuffers(device.handle(), device.commandPool(), 1, &commands);
            device.table().vkDestroyFence(device.handle(), fence, nullptr);
        }
    };

}

void submitAndWait(Device& device, VkCommandBuffer commands, VkFence fence)
{
    mayWait("waiting for the device");
    VolkDeviceTable& table = device.table();
    VkSubmitInfo submit { VK_STRUCTURE_TYPE_SUBMIT_INFO };
    submit.commandBufferCount = 1;
    submit.pCommandBuffers = &commands;
    VK_CHECK(table.vkResetFences(device.handle(), 1, &fence));
    VK_CHECK(table.vkQueueSubmit(device.queue(), 1, &submit, fence));
    VkResult result = VK_TIMEOUT;
    for (int waited = 0; result == VK_TIMEOUT && waited < patience; ++waited)
        result = table.vkWaitForFences(device.handle(), 1, &fence, VK_TRUE, second);
    if (result == VK_TIMEOUT)
        throw DeviceLostError("the graphics device has not answered for a minute; restart the program, on another "
                              "device if it happens twice");
    checkResult(result, "vkWaitForFences");
}

void runOnce(Device& device, const std::function<void(VkCommandBuffer)>& record)
{
    VolkDeviceTable& table = device.table();
    OneShot once(device);
    VkCommandBufferAllocateInfo allocate { VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO };
    allocate.commandPool = device.commandPool();
    allocate.commandBufferCount = 1;
    VK_CHECK(table.vkAllocateCommandBuffers(device.handle(), &allocate, &once.commands));
    VkCommandBufferBeginInfo begin { VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO };
    begin.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
    VK_CHECK(table.vkBeginCommandBuffer(once.commands, &begin));
    fullBarrier(device, once.commands);
    record(once.commands);
    fullBarrier(device, once.commands);
    VK_CHECK(table.vkEndCommandBuffer(once.commands));
    submitAndWait(device, once.commands, once.fence);
}

}
