#pragma once

#include <volk.h>

#include <functional>

namespace engine {

class Device;

/// Submits recorded commands and waits until the device has finished them. Throws DeviceLostError when the device is
/// lost or has not answered for a minute.
void submitAndWait(Device& device, VkCommandBuffer commands, VkFence fence);

/// Records, runs and forgets a few commands, with memory barriers around them that make them see, and be seen by,
/// everything else.
void runOnce(Device& device, const std::function<void(VkCommandBuffer)>& record);

}
