#pragma once

#include "engine/vulkan/buffer.h"
#include "engine/vulkan/choices.h"
#include "engine/vulkan/kernel.h"

#include <array>
#include <cstring>
#include <stop_token>
#include <string>
#include <vector>

namespace engine {

class Device;

/// What a dispatch costs, for cutting submissions and for the loop limit.
struct Work {
    double operations = 0; ///< floating-point operations
    std::int64_t loopIterations = 0; ///< of all loops that one invocation runs through, together
};

/// CPU drivers stop all loops of an invocation, silently, after 65,535 iterations in total; nothing may come near.
inline constexpr std::int64_t maxLoopIterations = 60'000;

/// Whether a run tells the device time of its sections. Each end of a section then is a query that a CPU driver waits
/// for, 30 to 50 us: nothing in a training step, a third of a small network's answer.
enum class Timing { Off, Sections };

/// Device time of a named section of a recording.
struct SectionTime {
    std::string name;
    double milliseconds = 0;
    double operations = 0;
};

/// Work for the device, written down once and run as often as wanted: each dispatch sees the results of the ones
/// before it. Owns its descriptor pool, sets, texel views and command buffers; running allocates and compiles nothing,
/// save that the first timed run writes down the work once more, with queries.
/// Work is handed to the device in submissions of about a quarter of a second, so that no driver's watchdog fires and
/// a caller can stop in between.
class Recording {
public:
    explicit Recording(Device& device);
    ~Recording();
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;

    /// Names what follows; its time is reported under this name.
    void section(const std::string& name);

    /// One dispatch of the kernel for these specialization constants; ranges and push constants must fit the
    /// interface. Ranges start at multiples of 256 bytes. The device decides how operands are read unless told.
    template <class Push>
    void dispatch(const KernelInterface& interface, const std::vector<uint32_t>& constants,
        const std::vector<BufferRange>& reads, const std::vector<BufferRange>& writes, const Push& push,
        std::array<std::int64_t, 3> groups, const Work& work, std::optional<Operands> operands = {})
    {
        std::vector<char> bytes(sizeof push);
        std::memcpy(bytes.data(), &push, sizeof push);
        add(interface, constants, reads, writes, std::move(bytes), groups, work, operands);
    }

    /// Which of these ways to take for a piece of work in this section (Device::choices()), the usual one first. Each
    /// stands for every way its operands can be read when the largest of them has `bytes` bytes.
    KernelChoice choose(
        const std::string& piece, const std::vector<KernelChoice>& candidates, std::uint64_t bytes) const;

    /// The same for ways that consist of several kernels, each of which has its operands to choose.
    KernelChoice chooseWay(const std::string& piece, const std::vector<KernelChoice>& ways) const;

    /// A copy within the device.
    void copy(const BufferRange& from, const BufferRange& to);

    /// The largest part of `total` equal items (images, say) for one dispatch: what keeps each binding within the
    /// device's limits, and each dispatch within a submission's time. At least one.
    int itemsPerDispatch(int total, std::uint64_t readBytesEach, std::uint64_t writeBytesEach,
        double operationsEach, std::int64_t groupsEach = 1, int groupAxis = 1) const;

    /// Ends the writing down. Call it once, before the first run().
    void finish();

    /// Runs everything and returns when the device is done. Returns false, early, when `stop` is requested between two
    /// submissions. Throws DeviceLostError.
    bool run(const std::stop_token& stop = {}, Timing timing = Timing::Off);

    /// Device time per section of the last run with Timing::Sections, in order; zeros before it and where the device
    /// has no timestamps.
    const std::vector<SectionTime>& times() const { return m_sections; }
    int submissions() const { return int(m_submissions.size()); }
    int dispatches() const;
    /// The shader of the first dispatch, empty when there is none.
    std::string firstShader() const;
    /// The shaders of all dispatches, each once, in order of first use.
    std::vector<std::string> shaders() const;
    /// The largest count of loop iterations in any invocation.
    std::int64_t loopIterations() const { return m_loopIterations; }

private:
    struct Step {
        const Kernel* kernel = nullptr; ///< null for a copy
        VkDescriptorSet set = VK_NULL_HANDLE;
        std::vector<BufferRange> ranges;
        std::vector<char> push;
        std::array<uint32_t, 3> groups {};
        Work work;
        int section = 0;
    };
    struct Submission {
        VkCommandBuffer commands = VK_NULL_HANDLE;
        VkCommandBuffer timed = VK_NULL_HANDLE; ///< the same with queries; once asked for
        int firstStep = 0;
        int lastStep = 0; ///< one past
    };
    struct Interval {
        int section;
        uint32_t query; ///< it ends here and began at the query before
    };

    void add(const KernelInterface& interface, const std::vector<uint32_t>& constants,
        const std::vector<BufferRange>& reads, const std::vector<BufferRange>& writes, std::vector<char> push,
        std::array<std::int64_t, 3> groups, const Work& work, std::optional<Operands> operands);
    void createSets();
    VkBufferView view(const BufferRange& range);
    void cut();
    VkCommandBuffer record(const Submission& submission, Timing timing);
    void recordTimed();
    void timestamp(VkCommandBuffer commands, int endedSection);
    void noteSpeed(double wallSeconds);
    void readTimes();

    Device& m_device;
    std::vector<Step> m_steps;
    std::vector<SectionTime> m_sections;
    std::vector<Submission> m_submissions;
    std::vector<Interval> m_intervals;
    std::vector<VkBufferView> m_views;
    VkDescriptorPool m_descriptorPool = VK_NULL_HANDLE;
    VkQueryPool m_queries = VK_NULL_HANDLE;
    VkFence m_fence = VK_NULL_HANDLE;
    uint32_t m_queryCount = 0;
    bool m_compiled = false; ///< drivers may compile during the first run, so its time says nothing
    std::int64_t m_loopIterations = 0;
};

}
