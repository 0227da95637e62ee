#include "tests/vulkan/faults.h"

namespace {

PFN_vkDestroyDevice realDestroy = nullptr;
const engine::Instance* instance = nullptr;
std::string heard;

/// The last moment at which the messages can be read: the instance goes right after the device.
VKAPI_ATTR void VKAPI_CALL destroyAndListen(VkDevice device, const VkAllocationCallbacks* callbacks)
{
    realDestroy(device, callbacks);
    for (const std::string& message : instance->messages())
        heard += message + '\n';
}

}

WatchedDevice::WatchedDevice(const engine::DeviceOptions& options)
    : m_device(std::make_unique<engine::Device>(options))
{
}

std::string WatchedDevice::close()
{
    heard.clear();
    instance = &m_device->instance();
    realDestroy = m_device->table().vkDestroyDevice;
    m_device->table().vkDestroyDevice = destroyAndListen;
    m_device.reset();
    return heard;
}
