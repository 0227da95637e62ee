#include "engine/network/activations.h"

#include "engine/core/error.h"
#include "engine/vulkan/transfer.h"

namespace engine {

namespace {

constexpr std::uint64_t keyBytes = 16;

/// What becomes of a layer's output.
enum class Fate {
    Stored,
    Passed, ///< it is its input
    Fused, ///< the ReLU that follows is applied while it is written
};

Fate fateOf(const Plan& plan, std::size_t layer, Keep keep)
{
    const bool draws = keep == Keep::Training && plan.layer(layer).isRandom();
    if (plan.layer(layer).passesThrough() && !draws)
        return Fate::Passed;
    const bool reluFollows = layer + 1 < plan.layerCount() && plan.layer(layer + 1).isRelu();
    const bool fused = keep != Keep::Everything && plan.layer(layer).canApplyRelu() && reluFollows;
    return fused ? Fate::Fused : Fate::Stored;
}

std::uint64_t switchBytes(const Plan& plan, std::size_t layer, int batch, Keep keep)
{
    return keep == Keep::Answer ? 0 : plan.layer(layer).switchBytes(plan.shape(layer).withBatch(batch));
}

/// Layers use it in turn; in training the way back does, too.
std::uint64_t layersRoom(const Plan& plan, int batch, Keep keep)
{
    std::uint64_t most = 0;
    for (std::size_t i = 0; i < plan.layerCount(); ++i) {
        const Layout layout = plan.layout(i, batch);
        most = std::max(most, plan.layer(i).forwardScratchBytes(plan.device(), layout));
        if (keep == Keep::Training)
            most = std::max(most, plan.layer(i).scratchBytes(plan.device(), layout));
    }
    return most;
}
}

std::uint64_t Activations::bytes(const Plan& plan, int batch, Keep keep)
{
    std::uint64_t total = Arena::footprint(plan.layout(0, batch).bytes());
    for (std::size_t i = 0; i < plan.layerCount(); ++i) {
        if (fateOf(plan, i, keep) == Fate::Stored)
            total += Arena::footprint(plan.layout(i + 1, batch).bytes());
        if (const std::uint64_t bytes = switchBytes(plan, i, batch, keep))
            total += Arena::footprint(bytes);
    }
    total += Arena::footprint(layersRoom(plan, batch, keep));
    return total + (keep == Keep::Training ? Arena::footprint(std::uint64_t(batch) * keyBytes) : 0);
}

Activations::Activations(const Plan& plan, int batch, Keep keep)
    : m_plan(plan)
    , m_batch(batch)
    , m_keep(keep)
    , m_arena(std::make_unique<Arena>(plan.device(), Residency::Device, bytes(plan, batch, keep)))
{
    const auto allocate = [&](std::uint64_t size) {
        m_buffers.push_back(std::make_unique<Buffer>(m_arena->allocate(size)));
        clear(plan.device(), *m_buffers.back());
        return m_buffers.back().get();
    };
    const Buffer* keys = keep == Keep::Training ? allocate(std::uint64_t(batch) * keyBytes) : nullptr;
    m_tensors.push_back({nullptr, plan.layout(0, batch)});
    m_tensors[0].buffer = allocate(m_tensors[0].layout.bytes());
    for (std::size_t i = 0; i < plan.layerCount(); ++i) {
        m_tensors.push_back({nullptr, plan.layout(i + 1, batch)});
        const Fate fate = fateOf(plan, i, keep);
        if (fate == Fate::Stored)
            m_tensors[i + 1].buffer = allocate(m_tensors[i + 1].layout.bytes());
        else if (fate == Fate::Passed)
            m_tensors[i + 1].buffer = m_tensors[i].buffer;
        const std::uint64_t size = switchBytes(plan, i, batch, keep);
        m_switches.push_back(size > 0 ? allocate(size) : nullptr);
        m_chances.push_back({keys && plan.layer(i).isRandom() ? keys : nullptr, std::uint32_t(i)});
    }
    if (const std::uint64_t size = layersRoom(plan, batch, keep))
        m_scratch = allocate(size);
}

const Chance* Activations::chance(std::size_t layer) const
{
    return m_chances[layer].keys ? &m_chances[layer] : nullptr;
}

void Activations::setKeys(std::span<const std::array<std::uint32_t, 2>> keys)
{
    require(
        m_keep == Keep::Training && std::ssize(keys) == m_batch, "keys are for training, one for each image");
    upload(m_plan.device(), *m_buffers[0], [&](std::span<float> halves) {
        for (std::size_t i = 0; i < keys.size(); ++i)
            for (std::size_t half = 0; half < 4; ++half)
                halves[i * 4 + half] = float(keys[i][half / 2] >> (half % 2 * 16) & 0xFFFF);
    });
}

void Activations::recordForward(Recording& recording, const std::vector<std::vector<Parameter>>& parameters,
    const std::vector<const Buffer*>& derived, bool draws) const
{
    for (std::size_t i = 0; i < m_plan.layerCount(); ++i) {
        const Fate fate = fateOf(m_plan, i, m_keep);
        if (fate == Fate::Passed)
            continue;
        const bool fused = fate == Fate::Fused;
        recording.section(m_plan.layers()[i].name);
        m_plan.layer(i).forward(recording, m_plan.device(),
            {.input = m_tensors[i],
                .output = m_tensors[fused ? i + 2 : i + 1],
                .parameters = parameters[i],
                .relu = fused,
                .chance = draws ? chance(i) : nullptr,
                .switches = m_switches[i],
                .derived = derived[i],
                .scratch = m_scratch});
        i += fused; // the ReLU is done
    }
}

}
