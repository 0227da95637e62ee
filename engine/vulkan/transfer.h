#pragma once

#include "engine/vulkan/buffer.h"

#include <functional>
#include <span>

namespace engine {

class Device;

/// Zeroes a whole buffer; returns when it is done.
void clear(Device& device, const Buffer& buffer);

/// Lets `write` fill the buffer's floats from the host: in place where the host sees the memory, otherwise in a
/// zeroed copy that is then sent in pieces of at most 16 MiB.
void upload(Device& device, const Buffer& buffer, const std::function<void(std::span<float>)>& write);

/// Lets `read` see the buffer's floats, in place or in a copy that is fetched in pieces.
void download(Device& device, const Buffer& buffer, const std::function<void(std::span<const float>)>& read);

}
