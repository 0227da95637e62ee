#pragma once

#include "app/session/session.h"
#include "engine/explain/effect.h"

/// What every unit of every layer does for the score of one class, for one answer.
struct LayerEffects {
    quint64 answer = 0; ///< Classification::number
    int chosenClass = 0;
    std::vector<std::vector<engine::UnitEffect>> layers; ///< per layer up to the scores; empty behind them
};
using EffectsPointer = std::shared_ptr<const LayerEffects>;

/// Asks the engine for them, by one way back from the class's score; of several requests the newest counts. Lives on
/// the window's thread.
class Effects : public QObject {
    Q_OBJECT
public:
    Effects(Session& session, QObject* parent);

    /// Of the present answer for its class; when they are not known null, and ready() follows.
    EffectsPointer of(int chosenClass);
    bool isAsking() const { return m_asked.has_value(); }

signals:
    void ready();
    void failed(const QString& sentence);

private:
    Session& m_session;
    EffectsPointer m_known;
    std::optional<std::pair<quint64, int>> m_asked; ///< answer and class
    Lane m_lane;
};
