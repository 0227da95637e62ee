#include "engine/training/micro_batch.h"

#include "engine/core/error.h"
#include "engine/vulkan/transfer.h"

#include <algorithm>
#include <cstring>

namespace engine {

MicroBatch::MicroBatch(Network& network, int images,
    const std::vector<std::vector<Buffer>>& parameterGradients, std::size_t firstLayer)
    : m_network(network)
    , m_parameterGradients(parameterGradients)
    , m_firstLayer(firstLayer)
    , m_activations(network.plan(), images, Keep::Training)
    , m_gradients(network.plan(), m_activations, Gradients::Wanted::Parameters)
    , m_arena(network.device(), Residency::Device)
    , m_targets(m_arena.allocate(std::uint64_t(images) * sizeof(Target)))
    , m_verdicts(m_arena.allocate(std::uint64_t(images) * sizeof(Verdict)))
{
}

std::uint64_t MicroBatch::bytes(const Network& network, int images)
{
    return Activations::bytes(network.plan(), images, Keep::Training)
        + Gradients::bytes(network.plan(), images, Gradients::Wanted::Parameters)
        + 2 * Arena::footprint(std::uint64_t(images) * sizeof(Target)) + network.derivedBytes(images);
}

std::unique_ptr<Recording> MicroBatch::record(bool accumulate) const
{
    m_network.deriveFor(images());
    auto recording = std::make_unique<Recording>(m_network.device());
    m_activations.recordForward(*recording, m_network.parameters(), m_network.derived(images()));
    const std::size_t scores = m_network.plan().layerCount() - 1;
    recording->section("loss");
    recordSoftmaxCrossEntropy(
        *recording, m_activations.tensor(scores), m_targets, m_gradients.tensor(scores), m_verdicts);
    m_gradients.record(*recording, m_network.parameters(),
        {.from = scores,
            .to = m_firstLayer,
            .parameterGradients = m_parameterGradients,
            .accumulate = accumulate});
    recording->finish();
    return recording;
}

std::unique_ptr<Recording> MicroBatch::recordScoring() const
{
    m_network.deriveFor(images());
    auto recording = std::make_unique<Recording>(m_network.device());
    m_activations.recordForward(*recording, m_network.parameters(), m_network.derived(images()), false);
    const std::size_t scores = m_network.plan().layerCount() - 1;
    recording->section("loss");
    recordSoftmaxCrossEntropy(
        *recording, m_activations.tensor(scores), m_targets, m_gradients.tensor(scores), m_verdicts);
    recording->finish();
    return recording;
}

void MicroBatch::prepare(bool accumulates)
{
    for (const bool accumulate : {false, true})
        if (!m_training[accumulate] && (!accumulate || accumulates))
            m_training[accumulate] = record(accumulate);
    if (!m_scoring)
        m_scoring = recordScoring();
}

void MicroBatch::put(const Batch& batch, int first, double weight)
{
    m_counted = std::min(images(), batch.images.shape.batch - first);
    const int classes = m_network.plan().shape(m_network.plan().layerCount()).channels;
    for (int i = first; i < first + m_counted; ++i)
        require(batch.labels[std::size_t(i)] >= 0 && batch.labels[std::size_t(i)] < classes,
            "a picture's class is ", batch.labels[std::size_t(i)], "; the network knows ", classes,
            " classes, counted from 0");
    const std::int64_t size = batch.images.shape.imageSize();
    HostTensor pictures(batch.images.shape.withBatch(images()));
    std::copy_n(batch.images.values.begin() + first * size, m_counted * size, pictures.values.begin());
    const Tensor& input = m_activations.tensor(0);
    upload(m_network.device(), *input.buffer,
        [&](std::span<float> floats) { pack(pictures, input.layout, floats); });

    std::vector<Target> targets(static_cast<std::size_t>(images()));
    for (int i = 0; i < m_counted; ++i)
        targets[std::size_t(i)] = {float(batch.labels[std::size_t(first + i)]), float(weight), {}};
    upload(m_network.device(), m_targets, [&](std::span<float> floats) {
        std::memcpy(floats.data(), targets.data(), targets.size() * sizeof(Target));
    });
}

bool MicroBatch::train(const Batch& batch, int first, double weight,
    std::span<const std::array<std::uint32_t, 2>> keys, bool accumulate, const std::stop_token& stop,
    Timing timing)
{
    put(batch, first, weight);
    std::vector<std::array<std::uint32_t, 2>> ours(static_cast<std::size_t>(images()));
    std::copy_n(keys.begin() + first, m_counted, ours.begin());
    m_activations.setKeys(ours);
    std::unique_ptr<Recording>& recording = m_training[accumulate];
    if (!recording)
        recording = record(accumulate);
    m_lastTrained = recording.get();
    m_network.updateDerived(timing);
    return recording->run(stop, timing);
}

void MicroBatch::score(const Batch& batch, int first)
{
    put(batch, first, 0);
    if (!m_scoring)
        m_scoring = recordScoring();
    m_network.updateDerived();
    m_scoring->run();
}

std::vector<Verdict> MicroBatch::verdicts() const
{
    std::vector<Verdict> list(static_cast<std::size_t>(m_counted));
    download(m_network.device(), m_verdicts, [&](std::span<const float> floats) {
        std::memcpy(static_cast<void*>(list.data()), floats.data(), list.size() * sizeof(Verdict));
    });
    return list;
}

}
