#include "app/session/effects.h"

#include "app/session/engine_state.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/network/network.h"

using namespace engine;

namespace {

/// The layer whose outputs are the classes' scores: the last one before softmax.
std::size_t scoresLayer(const NetworkInfo& network)
{
    const std::size_t last = network.layers.size() - 1;
    return network.layers[last].kind == "Softmax" && last > 0 ? last - 1 : last;
}

/// Null when the answer is no longer the engine's newest: another request follows then.
EffectsPointer effectsOf(
    EngineState& state, const ClassificationPointer& answer, int chosenClass, const std::stop_token& stop)
{
    mayWait("measuring the effect of units");
    if (state.last != answer)
        return nullptr;
    Network& network = state.openNetwork();
    const std::size_t scores = scoresLayer(*answer->network);
    HostTensor gradient(answer->activations[scores].shape);
    require(
        chosenClass >= 0 && chosenClass < gradient.shape.channels, "the network has no class ", chosenClass);
    gradient.at(0, chosenClass, 0, 0) = 1;
    network.backward(answer->network->layers[scores].name.toStdString(), gradient);
    auto made = std::make_shared<LayerEffects>();
    made->answer = answer->number;
    made->chosenClass = chosenClass;
    for (std::size_t layer = 0; layer < answer->activations.size(); ++layer) {
        if (stop.stop_requested())
            return nullptr;
        made->layers.emplace_back();
        if (layer < scores)
            made->layers.back() = unitEffects(answer->activations[layer],
                network.gradient(answer->network->layers[layer].name.toStdString(), 1));
        else if (layer == scores)
            made->layers.back() = unitEffects(answer->activations[layer], gradient);
    }
    return made;
}

}

Effects::Effects(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
}

EffectsPointer Effects::of(int chosenClass)
{
    const ClassificationPointer answer = m_session.answer();
    if (!answer)
        return nullptr;
    if (m_known && m_known->answer == answer->number && m_known->chosenClass == chosenClass)
        return m_known;
    const std::pair asked(answer->number, chosenClass);
    if (m_asked == asked)
        return nullptr;
    m_asked = asked;
    m_session.engine().run(
        m_lane, this,
        [answer, chosenClass](
            EngineState& state, std::stop_token stop) { return effectsOf(state, answer, chosenClass, stop); },
        [this](EffectsPointer made) {
            m_asked.reset();
            if (!made)
                return;
            m_known = std::move(made);
            emit ready();
        },
        [this](const QString& sentence) {
            m_asked.reset();
            emit failed(sentence);
        });
    return nullptr;
}
