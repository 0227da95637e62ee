#include "app/session/traces.h"

#include "app/session/engine_state.h"
#include "engine/layers/dropout.h"
#include "engine/layers/lrn.h"
#include "engine/layers/relu.h"
#include "engine/network/network.h"

using namespace engine;

/// The parameters of the layer that was asked for last, so that another position of it does not read them once more.
struct Traces::Held {
    quint64 network = 0;
    Alterations alterations;
    int layer = -1;
    std::vector<std::vector<float>> parameters;

    const std::vector<std::vector<float>>& of(EngineState& state, int wanted)
    {
        if (layer == wanted && network == state.network->number && alterations == state.alterations)
            return parameters;
        layer = -1;
        parameters.clear();
        Network& open = state.openNetwork();
        const std::string prefix = open.layers()[std::size_t(wanted)].name + ".";
        for (const ParameterShape& shape : open.parameterShapes())
            if (shape.name.starts_with(prefix))
                parameters.push_back(open.parameter(shape.name));
        layer = wanted;
        network = state.network->number;
        alterations = state.alterations;
        return parameters;
    }
};

namespace {

/// The value behind a ReLU that follows; none where there is none, or it is switched off.
std::optional<double> afterRelu(
    const LayerList& layers, const Classification& answer, int layer, const Place& place)
{
    const std::size_t next = std::size_t(layer) + 1;
    if (next >= layers.size() || !dynamic_cast<const Relu*>(layers[next].layer.get()))
        return std::nullopt;
    return double(answer.activations[next].at(0, place.channel, place.y, place.x));
}

}

Traces::Traces(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_held(std::make_shared<Held>())
{
}

void Traces::ask(int layer, const Place& place, std::optional<std::uint64_t> dropoutKey)
{
    const ClassificationPointer answer = m_session.answer();
    if (!answer)
        return;
    m_session.engine().run(
        m_lane, this,
        [answer, layer, place, dropoutKey, held = m_held](
            EngineState& state, std::stop_token) -> TracePointer {
            if (state.last != answer)
                return nullptr;
            const LayerList& layers = state.openNetwork().layers();
            const TraceSource source {.input = answer->inputOf(layer),
                .output = answer->outputOf(layer),
                .parameters = held->of(state, layer),
                .afterRelu = afterRelu(layers, *answer, layer, place),
                .networkInput = answer->network->input,
                .dropoutKey = dropoutKey};
            auto made = std::make_shared<LayerTrace>();
            made->answer = answer;
            made->layer = layer;
            made->trace = trace(layers, std::size_t(layer), place, source);
            if (const auto* lrn = dynamic_cast<const Lrn*>(layers[std::size_t(layer)].layer.get()))
                made->factors = lrnFactors(lrn->options(), source.input, place.channel);
            const auto* dropout = dynamic_cast<const Dropout*>(layers[std::size_t(layer)].layer.get());
            if (dropout && dropoutKey)
                made->mask
                    = dropoutMask(dropout->options(), source.input.shape, std::size_t(layer), *dropoutKey);
            return made;
        },
        [this](const TracePointer& made) {
            if (made)
                emit ready(made);
        },
        [this](const QString& sentence) { emit failed(sentence); });
}
