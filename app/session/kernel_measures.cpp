#include "app/session/kernel_measures.h"

#include "app/session/engine_state.h"
#include "app/session/session.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/explain/trace.h"

#include <algorithm>
#include <cmath>

namespace {

constexpr int bins = 60;

/// As it was learned, whatever is switched off.
std::vector<float> learned(EngineState& state, const std::string& name)
{
    const auto original = state.originals.find(name);
    return original != state.originals.end() ? original->second : state.openNetwork().parameter(name);
}

/// Filters, channels, height and width of the weights of a layer.
engine::Shape kernelShape(const EngineState& state, const engine::ParameterShape& weights, std::size_t layer)
{
    const auto extent = [&](std::size_t i) { return int(weights.dimensions[i]); };
    if (weights.dimensions.size() == 4)
        return {extent(0), extent(1), extent(2), extent(3)};
    return engine::shapeBeforeFlatten(state.layers, layer, state.network->input).withBatch(extent(0));
}

void measure(MeasuredKernels& made)
{
    const std::vector<float>& values = made.kernels.values;
    made.statistics = engine::statistics(values);
    double end = std::max(std::abs(made.statistics.minimum), std::abs(made.statistics.maximum));
    end = end > 0 ? end : 1;
    made.histogram = engine::histogram(values, bins, -end, end);
    for (int filter = 0; filter < made.filters(); ++filter) {
        double sum = 0;
        for (const float weight : made.kernel(filter))
            sum += double(weight) * double(weight);
        made.norms.push_back(std::sqrt(sum));
    }
    if (made.colour) {
        made.measures = engine::measureKernels(made.kernels);
        made.towerColourfulness = engine::towerColourfulness(made.measures, made.towers);
    }
}

KernelsPointer read(EngineState& state, const QString& layer)
{
    engine::mayWait("measuring kernels");
    const int index = state.network ? state.network->indexOf(layer) : -1;
    engine::require(
        index >= 0, "the open network has no layer ", layer.toStdString(), ": choose another one");
    auto made = std::make_shared<MeasuredKernels>();
    made->network = state.network->number;
    made->layer = layer;
    made->random = state.network->weights.isEmpty();
    for (const engine::ParameterShape& shape : state.openNetwork().parameterShapes()) {
        if (shape.name == layer.toStdString() + ".bias")
            made->biases = learned(state, shape.name);
        if (shape.name != layer.toStdString() + ".weight")
            continue;
        made->connected = shape.dimensions.size() == 2;
        made->kernels.shape = kernelShape(state, shape, std::size_t(index));
        made->kernels.values = learned(state, shape.name);
    }
    engine::require(
        !made->kernels.values.empty(), "the layer ", layer.toStdString(), " has no weights to show");
    made->towers = made->connected ? 1 : state.network->layers[std::size_t(index)].towers;
    made->channelsBelow = made->connected ? made->kernels.shape.channels
        : index == 0                      ? state.network->input.channels
                                          : state.network->layers[std::size_t(index) - 1].output.channels;
    made->colour = index == 0 && !made->connected && made->kernels.shape.channels == 3;
    if (made->colour)
        made->kernels = engine::rgbKernels(std::move(made->kernels), state.network->recipe.order);
    measure(*made);
    return made;
}

}

KernelMeasures::KernelMeasures(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
}

void KernelMeasures::show(const QString& layer)
{
    const quint64 number = m_session.network() ? m_session.network()->number : 0;
    if (m_kernels && m_kernels->layer == layer && m_kernels->network == number) {
        m_lane.cancel();
        m_asked.clear();
        return;
    }
    if (layer == m_asked)
        return;
    m_asked = layer;
    m_session.engine().run(
        m_lane, this, [layer](EngineState& state, std::stop_token) { return read(state, layer); },
        [this](KernelsPointer kernels) {
            m_kernels = std::move(kernels);
            m_asked.clear();
            emit changed();
        },
        [this](const QString& sentence) {
            m_asked.clear();
            emit failed(sentence);
        });
}
