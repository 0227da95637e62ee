#include "engine/vulkan/instance.h"

#include "engine/core/error.h"
#include "engine/vulkan/check.h"

#include <cstring>

namespace engine {

namespace {

    constexpr const char* validationLayer = "VK_LAYER_KHRONOS_validation";

    bool hasLayer(const char* name)
    {
        uint32_t count = 0;
        vkEnumerateInstanceLayerProperties(&count, nullptr);
        std::vector<VkLayerProperties> layers(count);
        vkEnumerateInstanceLayerProperties(&count, layers.data());
        for (const VkLayerProperties& layer : layers)
            if (std::strcmp(layer.layerName, name) == 0)
                return true;
        return false;
    }

    bool hasExtension(const char* name)
    {
        uint32_t count = 0;
        vkEnumerateInstanceExtensionProperties(nullptr, &count, nullptr);
        std::vector<VkExtensionProperties> extensions(count);
        vkEnumerateInstanceExtensionProperties(nullptr, &count, extensions.data());
        for (const VkExtensionProperties& extension : extensions)
            if (std::strcmp(extension.extensionName, name) == 0)
                return true;
        return false;
    }

    constexpr const char* noDriver
        = "no Vulkan device was found: install a graphics driver with Vulkan, or mesa-vulkan-drivers for one that "
          "runs on the processor";

}

Instance::Instance(Validation validation)
{
    if (!vkGetInstanceProcAddr && volkInitialize() != VK_SUCCESS) // once: tests put their own in its place
        throw NoDeviceError("the Vulkan loader was not found: install libvulkan1 and a driver, or "
                            "mesa-vulkan-drivers for one that runs on the processor");
    const bool validate = validation != Validation::Off;
    require(!validate || hasLayer(validationLayer),
        "the Vulkan validation layer is not installed (package vulkan-validationlayers)");

    VkApplicationInfo application { VK_STRUCTURE_TYPE_APPLICATION_INFO };
    application.pApplicationName = "AlexScope";
    application.apiVersion = VK_API_VERSION_1_2;
    VkInstanceCreateInfo info { VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO };
    info.pApplicationInfo = &application;
    std::vector<const char*> extensions;
    if (hasExtension(VK_KHR_PORTABILITY_ENUMERATION_EXTENSION_NAME)) {
        extensions.push_back(VK_KHR_PORTABILITY_ENUMERATION_EXTENSION_NAME);
        info.flags |= VK_INSTANCE_CREATE_ENUMERATE_PORTABILITY_BIT_KHR;
    }

    const VkValidationFeatureEnableEXT feature = validation == Validation::GpuAssisted
        ? VK_VALIDATION_FEATURE_ENABLE_GPU_ASSISTED_EXT
        : VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT;
    VkValidationFeaturesEXT features { VK_STRUCTURE_TYPE_VALIDATION_FEATURES_EXT };
    features.enabledValidationFeatureCount = 1;
    features.pEnabledValidationFeatures = &feature;
    VkDebugUtilsMessengerCreateInfoEXT messenger { VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT };
    messenger.messageSeverity
        = VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT;
    messenger.messageType
        = VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_TYPE_PERFORMANCE_BIT_EXT;
    messenger.pfnUserCallback = receive;
    messenger.pUserData = this;
    if (validate) {
        extensions.push_back(VK_EXT_DEBUG_UTILS_EXTENSION_NAME);
        info.ppEnabledLayerNames = &validationLayer;
        info.enabledLayerCount = 1;
        features.pNext = &messenger;
        info.pNext = &features;
    }
    info.enabledExtensionCount = static_cast<uint32_t>(extensions.size());
    info.ppEnabledExtensionNames = extensions.data();
    const VkResult result = vkCreateInstance(&info, nullptr, &m_handle);
    if (result == VK_ERROR_INCOMPATIBLE_DRIVER || result == VK_ERROR_INITIALIZATION_FAILED)
        throw NoDeviceError(noDriver);
    VK_CHECK(result);
    volkLoadInstanceOnly(m_handle);
    if (!validate)
        return;
    m_destroyMessenger = vkDestroyDebugUtilsMessengerEXT; // the next instance may be one that has no such function
    const VkResult listening = vkCreateDebugUtilsMessengerEXT(m_handle, &messenger, nullptr, &m_messenger);
    if (listening != VK_SUCCESS)
        vkDestroyInstance(m_handle, nullptr); // the destructor does not run for an object that was never complete
    checkResult(listening, "vkCreateDebugUtilsMessengerEXT");
}

Instance::~Instance()
{
    if (m_messenger)
        m_destroyMessenger(m_handle, m_messenger, nullptr);
    vkDestroyInstance(m_handle, nullptr);
}

std::vector<VkPhysicalDevice> Instance::physicalDevices() const
{
    uint32_t count = 0;
    const VkResult result = vkEnumeratePhysicalDevices(m_handle, &count, nullptr);
    if (result == VK_ERROR_INITIALIZATION_FAILED || count == 0)
        throw NoDeviceError(noDriver);
    VK_CHECK(result);
    std::vector<VkPhysicalDevice> devices(count);
    VK_CHECK(vkEnumeratePhysicalDevices(m_handle, &count, devices.data()));
    return devices;
}

std::vector<std::string> Instance::messages() const
{
    const std::lock_guard lock(m_mutex);
    return m_messages;
}

VkBool32 Instance::receive(VkDebugUtilsMessageSeverityFlagBitsEXT, VkDebugUtilsMessageTypeFlagsEXT,
    const VkDebugUtilsMessengerCallbackDataEXT* data, void* self)
{
    auto* instance = static_cast<Instance*>(self);
    const std::lock_guard lock(instance->m_mutex);
    instance->m_messages.emplace_back(data->pMessage);
    return VK_FALSE;
}

}
