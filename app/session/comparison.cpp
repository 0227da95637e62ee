#include "app/session/comparison.h"

#include "app/session/engine_state.h"

Comparison::Comparison(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &Session::answered, this, &Comparison::compare);
    connect(&session, &Session::pinnedChanged, this, [this] {
        compare();
        emit changed();
    });
    compare();
}

void Comparison::setSide(Side side)
{
    if (side == m_side)
        return;
    m_side = side;
    emit changed();
}

void Comparison::next() { setSide(Side((int(m_side) + 1) % 3)); }

LayerLikeness Comparison::match(int layer) const
{
    const ClassificationPointer a = m_session.answer(), b = m_session.pinned();
    return a && b && layer >= 0 ? matchLayer(*a, *b, layer) : LayerLikeness();
}

Comparison::Side Comparison::sideOf(int layer) const
{
    return match(layer).other >= 0 && m_session.answer() != m_session.pinned() ? m_side : Side::A;
}

LikenessPointer Comparison::likeness() const
{
    const bool current
        = m_likeness && m_likeness->a == m_session.answer() && m_likeness->b == m_session.pinned();
    return current ? m_likeness : nullptr;
}

/// All layers at once, whenever A or B is another one.
void Comparison::compare()
{
    if (!isOn()) {
        m_likenessLane.cancel();
        m_differenceLane.cancel();
        m_asked.reset();
        m_likeness.reset();
        m_difference.reset();
        return;
    }
    m_session.engine().run(
        m_likenessLane, this,
        [a = m_session.answer(), b = m_session.pinned()](
            EngineState&, std::stop_token) { return likenessOf(a, b); },
        [this](LikenessPointer made) {
            m_likeness = std::move(made);
            emit likenessReady();
        },
        [this](const QString& sentence) { emit failed(sentence); });
}

std::optional<Comparison::Shown> Comparison::shown(const QString& layer)
{
    const ClassificationPointer answer = m_session.answer();
    const int own = answer ? answer->network->indexOf(layer) : -1;
    Shown now {answer, isOn() ? m_session.pinned() : nullptr, match(own), sideOf(own), nullptr};
    if (now.side == Side::Difference && !(now.difference = difference(own)))
        return std::nullopt;
    return now;
}

DifferencePointer Comparison::difference(int layer)
{
    if (match(layer).other < 0)
        return nullptr;
    const Question wanted {m_session.answer(), m_session.pinned(), layer};
    if (m_difference && Question {m_difference->a, m_difference->b, m_difference->layer} == wanted)
        return m_difference;
    if (m_asked == wanted)
        return nullptr;
    m_asked = wanted;
    m_session.engine().run(
        m_differenceLane, this,
        [wanted](EngineState&, std::stop_token) { return differenceOf(wanted.a, wanted.b, wanted.layer); },
        [this](DifferencePointer made) {
            m_asked.reset();
            m_difference = std::move(made);
            emit differenceReady();
        },
        [this](const QString& sentence) {
            m_asked.reset();
            emit failed(sentence);
        });
    return nullptr;
}
