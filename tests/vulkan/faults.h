#pragma once

#include "engine/vulkan/device.h"

#include <climits>
#include <memory>
#include <string>

/// Lets a device's n-th call of one function fail, or all calls from there on when the device is lost:
/// Fault<&VolkDeviceTable::vkCreateBuffer>::install(device, 3, VK_ERROR_OUT_OF_HOST_MEMORY).
template <auto Entry>
struct Fault;

template <class... Arguments, VkResult (VKAPI_PTR* VolkDeviceTable::*Entry)(Arguments...)>
struct Fault<Entry> {
    /// The n-th call answers this; a lost device stays lost.
    static void install(engine::Device& device, int n, VkResult answer)
    {
        installFor(device, n, answer, answer == VK_ERROR_DEVICE_LOST ? INT_MAX : 1);
    }
    /// So do `times` calls from the n-th on.
    static void installFor(engine::Device& device, int n, VkResult answer, int times)
    {
        VolkDeviceTable& table = device.table();
        if (table.*Entry != call)
            real = table.*Entry;
        table.*Entry = call;
        calls = 0;
        failing = n;
        last = times > INT_MAX - n ? INT_MAX : n + times - 1;
        result = answer;
    }

private:
    static VKAPI_ATTR VkResult VKAPI_CALL call(Arguments... arguments)
    {
        ++calls;
        if (calls < failing || calls > last)
            return real(arguments...);
        if constexpr (std::is_same_v<decltype(Entry), PFN_vkWaitForFences VolkDeviceTable::*>)
            if (Entry == &VolkDeviceTable::vkWaitForFences)
                real(arguments...); // nothing may be running any more when the caller tidies up
        return result;
    }

    inline static VkResult(VKAPI_PTR* real)(Arguments...) = nullptr;
    inline static int calls = 0; // since install()
    inline static int failing = 0;
    inline static int last = 0;
    inline static VkResult result = VK_SUCCESS;
};

/// A device under validation that tells what the layer says while it is closed, such as objects left over.
class WatchedDevice {
public:
    explicit WatchedDevice(const engine::DeviceOptions& options);

    engine::Device& device() { return *m_device; }
    /// Closes the device; all messages of its life, one a line.
    std::string close();

private:
    std::unique_ptr<engine::Device> m_device;
};
