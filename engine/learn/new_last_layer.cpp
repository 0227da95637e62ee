#include "engine/learn/new_last_layer.h"

#include "engine/core/random.h"
#include "engine/layers/fully_connected.h"
#include "engine/layers/softmax.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace engine {

namespace {

constexpr int largestBatch = 32;
/// In every step weights shrink by the rate times this: with few pictures the layer stays a little unsure of itself.
constexpr double shrinking = 1e-3;

LayerList layersOf(const LastLayer& last, int classes)
{
    LayerList list;
    list.add<FullyConnected>(last.name, FullyConnectedOptions {.outputs = classes, .bias = last.bias});
    list.add<Softmax>("probabilities");
    return list;
}

Batch batchOf(const Features& features, std::span<const int> views)
{
    const auto each = std::size_t(features.each.imageSize());
    Batch batch;
    batch.images = HostTensor(features.each.withBatch(int(views.size())));
    for (std::size_t i = 0; i < views.size(); ++i) {
        const auto from = features.values.begin() + std::ptrdiff_t(std::size_t(views[i]) * each);
        std::copy_n(from, each, batch.images.values.begin() + std::ptrdiff_t(i * each));
        batch.labels.push_back(features.labels[std::size_t(views[i])]);
        batch.samples.push_back(std::uint32_t(views[i]));
    }
    return batch;
}

}

void Normalisation::apply(Features& features) const
{
    for (std::size_t i = 0; i < features.values.size(); ++i)
        features.values[i] = (features.values[i] - mean[i % mean.size()]) / scale;
}

Normalisation normalisationOf(const Features& features, bool bias)
{
    const auto each = std::size_t(features.each.imageSize());
    std::vector<double> sums(each);
    for (std::size_t i = 0; bias && i < features.values.size(); ++i)
        sums[i % each] += double(features.values[i]);
    Normalisation made;
    for (const double sum : sums)
        made.mean.push_back(float(sum / features.views()));
    double squares = 0;
    for (std::size_t i = 0; i < features.values.size(); ++i) {
        const double value = double(features.values[i]) - double(made.mean[i % each]);
        squares += value * value;
    }
    if (squares > 0)
        made.scale = float(std::sqrt(squares / features.views()));
    return made;
}

NewLastLayer::NewLastLayer(Device& device, const LastLayer& last, int classes, int views)
    : m_last(last)
    , m_network(device, layersOf(last, classes), last.input)
    , m_batch(std::min(largestBatch, views))
    , m_trainer(m_network, {.weightDecay = shrinking, .decayBiases = false, .microBatch = m_batch}, m_batch)
{
}

bool NewLastLayer::learn(
    const Features& features, double rate, std::uint64_t seed, int epoch, const std::stop_token& stop)
{
    std::vector<int> order(std::size_t(features.views()));
    std::iota(order.begin(), order.end(), 0);
    Random random(seed, Purpose::Shuffle, std::uint32_t(epoch));
    for (auto left = std::uint32_t(order.size()); left > 1; --left)
        std::swap(order[left - 1], order[random.below(left)]);
    for (std::size_t step = 0; step < order.size() / std::size_t(m_batch); ++step) {
        const auto views = std::span(order).subspan(step * std::size_t(m_batch), std::size_t(m_batch));
        if (stop.stop_requested()
            || !m_trainer.step(batchOf(features, views), rate, std::uint32_t(epoch), stop))
            return false;
    }
    return true;
}

Score NewLastLayer::score(const Features& features)
{
    Score score;
    for (int first = 0; first < features.views(); first += m_batch) {
        std::vector<int> views(std::size_t(std::min(m_batch, features.views() - first)));
        std::iota(views.begin(), views.end(), first);
        score += m_trainer.score(batchOf(features, views));
    }
    return score;
}

void NewLastLayer::writeTo(LearnedClasses& learned, const Normalisation& normalisation) const
{
    learned.weights = m_network.parameter(m_last.name + ".weight");
    for (float& weight : learned.weights)
        weight /= normalisation.scale;
    if (!m_last.bias)
        return;
    learned.biases = m_network.parameter(m_last.name + ".bias");
    const std::vector<float>& mean = normalisation.mean;
    for (std::size_t label = 0; label < learned.biases.size(); ++label) {
        double shift = 0;
        for (std::size_t i = 0; i < mean.size(); ++i)
            shift += double(learned.weights[label * mean.size() + i]) * double(mean[i]);
        learned.biases[label] -= float(shift);
    }
}

}
