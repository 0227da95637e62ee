#pragma once

#include <volk.h>

namespace engine {

/// Throws the Error that `result` stands for (lost device, no memory, anything else) unless it is VK_SUCCESS.
/// `call` is the Vulkan call as written, for the message.
void checkResult(VkResult result, const char* call);

}

/// Every Vulkan call that returns a VkResult goes through this.
#define VK_CHECK(call) ::engine::checkResult(call, #call)
