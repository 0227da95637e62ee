#include "app/session/classify.h"
#include "app/session/engine_state.h"
#include "app/session/open_network.h"
#include "app/session/session.h"

void Session::pin()
{
    m_pinned = m_answer;
    m_pinnedCircumstances = m_circumstances;
    m_swapping = false;
    emit pinnedChanged();
}

void Session::unpin()
{
    m_pinned.reset();
    m_pinnedCircumstances = {};
    m_swapping = false;
    emit pinnedChanged();
}

/// The picture is answered once more with its edits: what the engine holds belongs to the present answer again.
void Session::pinUnedited()
{
    using Pair = std::pair<ClassificationPointer, ClassificationPointer>;
    m_engine.run(
        m_answerLane, this,
        [edits = m_edits, alterations = m_alterations](EngineState& state, std::stop_token stop) -> Pair {
            if (!state.picture)
                return {};
            applyAlterationsTo(state, alterations);
            state.edits = {};
            const ClassificationPointer before = classify(state, stop);
            state.edits = edits;
            return {before, before ? classify(state, stop) : nullptr};
        },
        [this, now = Circumstances {{}, m_source, m_edits, m_alterations}](const Pair& pair) {
            if (!pair.second)
                return;
            m_swapping = false;
            takeAnswer(pair.second, now);
            m_pinned = pair.first;
            m_pinnedCircumstances = m_circumstances;
            m_pinnedCircumstances.edits = {};
            emit pinnedChanged();
        },
        [this](const QString& sentence) { emit networkFailed(sentence); });
}

void Session::swapPinned()
{
    const Circumstances other = m_pinnedCircumstances;
    if (!m_pinned || other.picture.isEmpty())
        return;
    if (other.network != m_choice || m_choice != m_opened)
        openNetwork(other.network);
    openPicture(other.picture, other.edits, other.alterations);
    m_swapping = true;
}

void Session::ask(const Circumstances& circumstances)
{
    if (!m_network || circumstances.network != m_choice)
        openNetwork(circumstances.network);
    m_source = {};
    if (!circumstances.picture.isEmpty())
        openPicture(circumstances.picture, circumstances.edits, circumstances.alterations);
}

void Session::askWhatFollows()
{
    if (const std::optional<Circumstances> next = std::exchange(m_following, {}))
        ask(*next);
}

void Session::restore(const Circumstances& a, const Circumstances& b)
{
    if (m_pinned)
        unpin();
    if (b.picture.isEmpty())
        return ask(a);
    ask(b);
    m_following = a;
}
