#include "engine/training/sgd.h"

#include "engine/layers/slices.h"
#include "engine/vulkan/transfer.h"

#include <cmath>

namespace engine {

namespace {

struct UpdatePush {
    std::int32_t vectors;
    float rateFactor, decayFactor;
};

struct NormPush {
    std::int32_t vectors, step, rounds;
};

constexpr KernelInterface updateKernel {"sgd", 4, 2, sizeof(UpdatePush), 1};
constexpr KernelInterface normKernel {"sum_of_squares", 1, 1, sizeof(NormPush), 1};
constexpr uint32_t group = 256;
constexpr std::uint64_t vectorBytes = 16;

/// A part of a buffer that one dispatch takes: with one invocation per vec4, within the device's limits.
struct Slice {
    const Sgd::Item* item;
    std::uint64_t offset, bytes;

    BufferRange of(const Buffer* buffer) const { return {buffer, offset, bytes}; }
    std::int32_t vectors() const { return std::int32_t(bytes / vectorBytes); }
};

std::vector<Slice> slices(const Device& device, const std::vector<Sgd::Item>& items)
{
    const std::uint64_t most = std::min({device.readableBytes(), device.writableBytes(),
                                   std::uint64_t(device.limits().workGroups[0]) * group * vectorBytes})
        / 256 * 256;
    std::vector<Slice> list;
    for (const Sgd::Item& item : items)
        for (std::uint64_t offset = 0; offset < item.weights->bytes(); offset += most)
            list.push_back({&item, offset, std::min(most, item.weights->bytes() - offset)});
    return list;
}

/// Partial sums of a slice: enough to keep a device busy.
std::int32_t sumsOf(const Slice& slice) { return std::clamp(slice.vectors() / 64, 16, 8192) / 16 * 16; }

std::uint64_t sumBytes(const std::vector<Slice>& list)
{
    std::uint64_t total = 0;
    for (const Slice& slice : list)
        total += std::uint64_t(sumsOf(slice)) * vectorBytes;
    return total;
}

}

Sgd::Sgd(Device& device, const std::vector<Item>& items)
    : m_device(device)
    , m_arena(device, Residency::Device, 1 << 20)
    , m_sums(m_arena.allocate(sumBytes(slices(device, items))))
    , m_settings(m_arena.allocate(vectorBytes))
    , m_norm(device)
    , m_update(device)
{
    clear(device, m_sums);
    recordNorm(items);
    recordUpdate(items);
}

void Sgd::recordNorm(const std::vector<Item>& items)
{
    std::uint64_t offset = 0;
    m_norm.section("norm");
    for (const Slice& slice : slices(m_device, items)) {
        const std::int32_t step = sumsOf(slice);
        const NormPush push {slice.vectors(), step, (slice.vectors() + 4 * step - 1) / (4 * step)};
        const std::uint64_t bytes = std::uint64_t(step) * vectorBytes;
        m_norm.dispatch(normKernel, {plainGroup}, {slice.of(slice.item->gradients)},
            {{&m_sums, offset, bytes}}, push, {groupsFor(step), 1, 1}, {8.0 * slice.vectors(), push.rounds});
        offset += bytes;
    }
    m_norm.finish();
}

void Sgd::recordUpdate(const std::vector<Item>& items)
{
    m_update.section("update");
    for (const Slice& slice : slices(m_device, items)) {
        const UpdatePush push {slice.vectors(), slice.item->rateFactor, slice.item->decayFactor};
        m_update.dispatch(updateKernel, {group},
            {whole(m_settings), slice.of(slice.item->weights), slice.of(slice.item->velocities),
                slice.of(slice.item->gradients)},
            {slice.of(slice.item->weights), slice.of(slice.item->velocities)}, push,
            {groupsFor(push.vectors, group), 1, 1}, {24.0 * slice.vectors(), 0});
    }
    m_update.finish();
}

SectionTime Sgd::time() const
{
    const SectionTime& norm = m_norm.times().front();
    const SectionTime& update = m_update.times().front();
    return {"update", norm.milliseconds + update.milliseconds, norm.operations + update.operations};
}

double Sgd::norm(Timing timing)
{
    m_norm.run({}, timing);
    double sum = 0;
    download(m_device, m_sums, [&](std::span<const float> sums) {
        for (float part : sums)
            sum += part;
    });
    return std::sqrt(sum);
}

void Sgd::update(const SgdStep& step, Timing timing)
{
    upload(m_device, m_settings, [&](std::span<float> settings) {
        settings[0] = float(step.rate);
        settings[1] = float(step.momentum);
        settings[2] = float(step.decay);
        settings[3] = float(step.gradientFactor);
    });
    m_update.run({}, timing);
}

}
