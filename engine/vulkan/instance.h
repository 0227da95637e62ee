#pragma once

#include <volk.h>

#include <mutex>
#include <string>
#include <vector>

namespace engine {

/// What the Khronos validation layer is asked to look for.
enum class Validation {
    Off,
    Synchronization, ///< core checks and missing barriers
    GpuAssisted, ///< core checks and accesses outside of buffers, made on the device; slow
};

/// The Vulkan loader and the messages of its validation layer. Owned by a Device; may outlive none of its children.
class Instance {
public:
    /// Throws NoDeviceError when there is no Vulkan loader or driver, Error when validation is asked for and its
    /// layer is not installed.
    explicit Instance(Validation validation = Validation::Off);
    ~Instance();
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;

    VkInstance handle() const { return m_handle; }
    /// All devices of all drivers, in the loader's order.
    std::vector<VkPhysicalDevice> physicalDevices() const;
    /// Warnings and errors of the validation layer so far; empty when all is well.
    std::vector<std::string> messages() const;

private:
    static VKAPI_ATTR VkBool32 VKAPI_CALL receive(VkDebugUtilsMessageSeverityFlagBitsEXT,
        VkDebugUtilsMessageTypeFlagsEXT, const VkDebugUtilsMessengerCallbackDataEXT*, void*);

    VkInstance m_handle = VK_NULL_HANDLE;
    VkDebugUtilsMessengerEXT m_messenger = VK_NULL_HANDLE;
    PFN_vkDestroyDebugUtilsMessengerEXT m_destroyMessenger = nullptr;
    mutable std::mutex m_mutex; // a layer may report from any thread
    std::vector<std::string> m_messages;
};

}
