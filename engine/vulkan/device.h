#pragma once

#include "engine/vulkan/choices.h"
#include "engine/vulkan/device_info.h"
#include "engine/vulkan/instance.h"
#include "engine/vulkan/kernel.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>

namespace engine {

/// How a Device is opened.
struct DeviceOptions {
    std::string selector; ///< index, UUID or part of the name; empty for the best device
    Validation validation = Validation::Off;
    /// How kernels read wherever the device's limits let them: unset lets the device choose (texels on CPU drivers,
    /// storage elsewhere).
    std::optional<Operands> operands;
    bool subgroupKernels = true; ///< false leaves only the kernels that need no subgroup operations
    /// Whether convolutions take Winograd's way: unset where it pays, true wherever it can be gone, false never.
    std::optional<bool> winograd;
    /// Whether weights of fully connected layers are kept as halves, for networks that are not trained.
    bool halfWeights = false;
    /// Where compiled pipelines and measured choices are kept between runs; empty for nowhere.
    std::filesystem::path cacheFolder;
    /// Told, in a sentence, what is amiss with those choices; the device does without them.
    std::function<void(const std::string&)> note;
};

/// An opened GPU: the queue, the limits, the kernels compiled so far. Everything that lives on it holds a reference to
/// it and must go first. Not thread-safe: one thread works with a device at a time.
class Device {
public:
    /// Throws NoDeviceError, UsageError (see chooseDevice) or Error.
    explicit Device(const DeviceOptions& options = {});
    ~Device();
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    const DeviceInfo& info() const { return m_info; }
    const DeviceLimits& limits() const { return m_info.limits; }
    const Instance& instance() const { return m_instance; }
    VkDevice handle() const { return m_handle; }
    VkQueue queue() const { return m_queue; }
    uint32_t queueFamily() const { return m_queueFamily; }
    /// The bits that count in a timestamp of the queue: some devices begin again at zero every hour or so.
    std::uint64_t timestampMask() const { return m_timestampMask; }
    VkCommandPool commandPool() const { return m_commandPool; }
    const VkPhysicalDeviceMemoryProperties& memory() const { return m_memory; }
    /// The device's functions. Tests replace entries to make a call fail.
    VolkDeviceTable& table() { return m_table; }

    /// The kernel for these constants, compiled at the first call.
    const Kernel& kernel(
        const KernelInterface& interface, const std::vector<uint32_t>& constants, Operands operands);
    /// All kernels compiled so far.
    std::vector<const Kernel*> kernels() const;

    /// Which kernels are taken; at first those measured on this device.
    Choices& choices() { return m_choices; }
    const Choices& choices() const { return m_choices; }
    const std::filesystem::path& cacheFolder() const { return m_cacheFolder; }

    /// How the reads of a dispatch are bound when the largest of them has `bytes` bytes.
    Operands operandsFor(std::uint64_t bytes) const;
    /// All ways in which they can be bound, that one first.
    std::vector<Operands> operandsAllowed(std::uint64_t bytes) const;
    /// Whether they can be bound at all.
    bool canRead(std::uint64_t bytes) const { return fitsTexels(bytes) || fitsStorage(bytes); }
    /// The largest range one dispatch may read / write through a single binding.
    std::uint64_t readableBytes() const;
    std::uint64_t writableBytes() const { return limits().storageBufferBytes; }
    bool subgroupKernels() const { return m_subgroupKernels; }
    const std::optional<bool>& winograd() const { return m_winograd; }
    bool halfWeights() const { return m_halfWeights; }

    /// Measured speed in floating-point operations per second; a cautious guess by device type before the first run.
    double speed() const { return m_speed; }
    void setSpeed(double operationsPerSecond) { m_speed = operationsPerSecond; }

    /// Device memory allocated now, and the most there has been, in bytes.
    std::uint64_t allocatedBytes() const { return m_allocated; }
    std::uint64_t peakBytes() const { return m_peak; }
    void countAllocation(std::int64_t bytes);

private:
    void open();
    void close();
    bool fitsTexels(std::uint64_t bytes) const { return bytes / 16 <= limits().texelBufferTexels; }
    bool fitsStorage(std::uint64_t bytes) const { return bytes <= limits().storageBufferBytes; }

    Instance m_instance;
    DeviceInfo m_info;
    std::optional<Operands> m_operands;
    bool m_subgroupKernels;
    std::optional<bool> m_winograd;
    bool m_halfWeights;
    std::filesystem::path m_cacheFolder;
    VkPhysicalDeviceMemoryProperties m_memory {};
    VkDevice m_handle = VK_NULL_HANDLE;
    VkQueue m_queue = VK_NULL_HANDLE;
    uint32_t m_queueFamily = 0;
    std::uint64_t m_timestampMask = 0;
    VkCommandPool m_commandPool = VK_NULL_HANDLE;
    VkPipelineCache m_pipelineCache = VK_NULL_HANDLE;
    VolkDeviceTable m_table {};
    std::map<std::string, std::unique_ptr<Kernel>> m_kernels;
    Choices m_choices;
    double m_speed;
    std::uint64_t m_allocated = 0;
    std::uint64_t m_peak = 0;
};

}
