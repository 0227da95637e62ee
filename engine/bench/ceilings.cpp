#include "engine/bench/ceilings.h"

#include "engine/layers/panels.h"
#include "engine/layers/slices.h"
#include "engine/vulkan/arena.h"
#include "engine/vulkan/recording.h"
#include "engine/vulkan/transfer.h"

#include <chrono>

namespace engine {

namespace {

struct ArithmeticPush {
    std::int32_t rounds;
    float factor, summand;
};
struct CopyPush {
    std::int32_t vectors, perRow;
};

constexpr KernelInterface arithmeticKernel {"ceiling_arithmetic", 0, 1, sizeof(ArithmeticPush), 1};
constexpr KernelInterface copyKernel {"ceiling_copy", 1, 1, sizeof(CopyPush), 1};

constexpr int ceilingRounds = 500;
constexpr double operationsPerRound = 2.0 * 4 * 4 * 32; ///< multiply and add, vec4, chains, unrolled

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Seconds of the fastest run within so many seconds, after one to warm up; on the device's clock where it has one.
double fastest(Recording& recording, double seconds)
{
    recording.run();
    double best = 0;
    for (const Clock::time_point begin = Clock::now(); best == 0 || secondsSince(begin) < seconds;) {
        const Clock::time_point start = Clock::now();
        recording.run({}, Timing::Sections);
        const double onDevice = recording.times()[0].milliseconds * 1e-3;
        const double time = onDevice > 0 ? onDevice : secondsSince(start);
        best = best == 0 ? time : std::min(best, time);
    }
    return best;
}

double measureArithmetic(Device& device, const Buffer& nowhere, double seconds)
{
    const double perGroup = operationsPerRound * ceilingRounds * plainGroup;
    const std::int64_t most = device.limits().workGroups[0];
    double gflops = 0;
    // Work that is too short measures the way to the device and back instead.
    for (std::int64_t groups = 64;; groups = std::min(groups * 4, most)) {
        Recording recording(device);
        const ArithmeticPush push {ceilingRounds, 0.5f, 1};
        recording.dispatch(arithmeticKernel, {plainGroup}, {}, {whole(nowhere)}, push, {groups, 1, 1},
            {0, ceilingRounds}); // this speed says nothing about how to cut other work
        recording.finish();
        const double time = fastest(recording, 0);
        const bool enough = time > 0.02 || groups == most;
        gflops = perGroup * double(groups) / (enough ? std::min(time, fastest(recording, seconds)) : time)
            * 1e-9;
        if (enough)
            return gflops;
    }
}

}

Ceilings measureCeilings(Device& device, double seconds)
{
    Ceilings found;
    const std::uint64_t memory = device.limits().heapBytes / 8;
    found.copiedBytes
        = std::min({std::uint64_t(128) << 20, memory, device.readableBytes(), device.writableBytes()}) / 256
        * 256;
    Arena arena(device, Residency::Device, 2 * found.copiedBytes);
    const Buffer from = arena.allocate(found.copiedBytes);
    const Buffer to = arena.allocate(found.copiedBytes);
    clear(device, from); // memory that nobody has written to may not be there yet
    clear(device, to);
    found.gflops = measureArithmetic(device, to, seconds);

    const std::int64_t vectors = std::int64_t(found.copiedBytes / 16);
    constexpr std::int64_t copyGroup = 256, perRow = 32768;
    Recording recording(device);
    const std::int64_t groups = groupsFor(vectors, copyGroup);
    recording.dispatch(copyKernel, {uint32_t(copyGroup)}, {whole(from)}, {whole(to)},
        CopyPush {std::int32_t(vectors), std::int32_t(perRow * copyGroup)},
        {std::min(groups, perRow), groupsFor(groups, perRow), 1}, {});
    recording.finish();
    found.copyGigabytes = 2 * double(found.copiedBytes) / fastest(recording, seconds) * 1e-9;
    return found;
}

}
