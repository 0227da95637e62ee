#include "engine/network/gradients.h"

#include "engine/core/error.h"
#include "engine/vulkan/transfer.h"

#include <algorithm>

namespace engine {

namespace {

/// In training the activations have the room.
std::uint64_t wayBackRoom(const Plan& plan, int batch, Gradients::Wanted wanted)
{
    std::uint64_t most = 0;
    if (wanted == Gradients::Wanted::Parameters)
        return most;
    for (std::size_t i = 0; i < plan.layerCount(); ++i)
        most = std::max(most, plan.layer(i).scratchBytes(plan.device(), plan.layout(i, batch)));
    return most;
}

/// Whether an activation's gradient has memory of its own.
bool isStored(const Plan& plan, std::size_t activation, Gradients::Wanted wanted)
{
    if (wanted == Gradients::Wanted::All)
        return true;
    // The input's is not needed, and an elementwise layer overwrites its output's: that is where its input's is.
    return activation > 0 && !plan.layer(activation - 1).isElementwise();
}

}

std::uint64_t Gradients::bytes(const Plan& plan, int batch, Wanted wanted)
{
    std::uint64_t total = 0;
    for (std::size_t i = 0; i <= plan.layerCount(); ++i)
        if (isStored(plan, i, wanted))
            total += Arena::footprint(plan.gradientLayout(i, batch).bytes());
    const std::uint64_t scratch = wayBackRoom(plan, batch, wanted);
    return total + (scratch > 0 ? Arena::footprint(scratch) : 0);
}

Gradients::Gradients(const Plan& plan, const Activations& activations, Wanted wanted)
    : m_plan(plan)
    , m_activations(activations)
    , m_wanted(wanted)
    , m_arena(
          std::make_unique<Arena>(plan.device(), Residency::Device, bytes(plan, activations.batch(), wanted)))
{
    const int batch = activations.batch();
    const auto allocate = [&](std::uint64_t size) {
        m_buffers.push_back(std::make_unique<Buffer>(m_arena->allocate(size)));
        clear(plan.device(), *m_buffers.back());
        return m_buffers.back().get();
    };
    for (std::size_t i = 0; i <= plan.layerCount(); ++i) {
        m_tensors.push_back({nullptr, plan.gradientLayout(i, batch)});
        if (isStored(plan, i, wanted))
            m_tensors[i].buffer = allocate(m_tensors[i].layout.bytes());
        else if (i > 0)
            m_tensors[i].buffer = m_tensors[i - 1].buffer;
    }
    const std::uint64_t scratch = wayBackRoom(plan, batch, wanted);
    m_scratch = scratch > 0 ? allocate(scratch) : activations.scratch();
}

void Gradients::record(
    Recording& recording, const std::vector<std::vector<Parameter>>& parameters, const Way& way) const
{
    for (std::size_t i = way.from; i-- > way.to;) {
        const Layer& layer = m_plan.layer(i);
        const Tensor& from = m_tensors[i + 1];
        const Tensor& to = m_tensors[i];
        const Chance* chance = m_activations.chance(i);
        if (layer.passesThrough() && !chance) {
            if (from.buffer != to.buffer)
                recording.copy({from.buffer, 0, from.layout.bytes()}, {to.buffer, 0, to.layout.bytes()});
            continue;
        }
        Backward backward {.input = m_activations.tensor(i),
            .output = m_activations.tensor(i + 1),
            .outputGradient = from,
            .parameters = parameters[i],
            .accumulate = way.accumulate,
            .rule = way.rule,
            .chance = chance,
            .switches = m_activations.switches(i),
            .scratch = m_scratch};
        const bool learns = !way.parameterGradients.empty();
        if (learns && !way.parameterGradients[i].empty()) {
            backward.parameterGradients = way.parameterGradients[i];
            recording.section(m_plan.layers()[i].name + " backward_weights");
            layer.backward(recording, m_plan.device(), backward);
            backward.parameterGradients = {};
        }
        if (to.buffer && (i > way.to || !learns)) {
            backward.inputGradient = &to;
            // In training the gradients before and after a ReLU share their memory.
            backward.reluInput = i > way.to + 1 && m_wanted == Wanted::Parameters
                && way.rule == ReluRule::Gradient && layer.canApplyReluBackward()
                && m_plan.layer(i - 1).isRelu();
            recording.section(m_plan.layers()[i].name + " backward_data");
            layer.backward(recording, m_plan.device(), backward);
            i -= backward.reluInput;
        }
    }
}

}
