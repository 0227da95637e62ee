#include "app/session/reference_check.h"

#include "app/session/engine_state.h"
#include "app/session/reference_layer.h"
#include "app/session/session.h"
#include "engine/core/error.h"

#include <algorithm>
#include <cmath>

using namespace engine;

/// Where the computation is. Touched by one request at a time.
struct ReferenceCheck::Work {
    ClassificationPointer answer;
    reference::Array activation; ///< what the next layer reads
    std::size_t next = 0;
};

namespace {

reference::Parameters parametersOf(const Network& network, std::size_t layer, const Shape& input)
{
    const LayerList::Entry& entry = network.layers()[layer];
    reference::Parameters values;
    for (const ParameterShape& shape : entry.layer->parameterShapes(input))
        values.push_back(network.parameter(entry.name + "." + shape.name));
    return values;
}

LayerDifference compare(const LayerInfo& layer, const HostTensor& seen, const reference::Array& expected)
{
    require(seen.values.size() == expected.values.size(), layer.name.toStdString(),
        " has other extents on the device than in the reference");
    LayerDifference found {layer.name, layer.kind};
    for (std::size_t i = 0; i < seen.values.size(); ++i) {
        found.difference = std::max(found.difference, std::abs(double(seen.values[i]) - expected.values[i]));
        found.magnitude = std::max(found.magnitude, std::abs(expected.values[i]));
    }
    return found;
}

}

ReferenceCheck::ReferenceCheck(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
}

const LayerDifference* ReferenceCheck::worst() const
{
    const auto worst = std::ranges::max_element(m_differences, {}, &LayerDifference::share);
    return worst == m_differences.end() ? nullptr : &*worst;
}

void ReferenceCheck::start()
{
    m_lane.cancel();
    m_differences.clear();
    m_answer = m_session.answer();
    m_running = m_answer != nullptr;
    emit changed();
    if (m_running)
        next(std::make_shared<Work>(m_answer, reference::Array(m_answer->input)));
    else
        emit failed(tr("There is no answer to check yet: open a picture first."));
}

void ReferenceCheck::cancel()
{
    m_lane.cancel();
    m_running = false;
    emit changed();
}

void ReferenceCheck::next(std::shared_ptr<Work> work)
{
    m_session.engine().run(
        m_lane, this,
        [work](EngineState& state, std::stop_token stop) -> std::optional<LayerDifference> {
            require(
                state.last == work->answer, "another picture or network came in between; check it once more");
            const Network& network = state.openNetwork();
            const std::size_t layer = work->next++;
            const reference::Array& input = work->activation;
            auto output = referenceOutput(
                *network.layers()[layer].layer, input, parametersOf(network, layer, input.shape), stop);
            if (!output)
                return {};
            work->activation = std::move(*output);
            return compare(
                work->answer->network->layers[layer], work->answer->activations[layer], work->activation);
        },
        [this, work](std::optional<LayerDifference> found) {
            if (!found)
                return;
            m_differences.push_back(*found);
            m_running = !isComplete();
            if (m_running)
                next(work);
            emit changed();
        },
        [this](const QString& sentence) {
            m_running = false;
            emit changed();
            emit failed(sentence);
        });
}
