#pragma once

#include "app/session/likeness.h"
#include "app/session/session.h"

/// The comparison of the present answer, A, with the one that is kept, B: which of the two the layers show, how alike
/// they are, and A − B of one layer, computed on the engine's thread. Lives on the window's thread.
class Comparison : public QObject {
    Q_OBJECT
public:
    enum class Side { A, B, Difference };

    Comparison(Session& session, QObject* parent);

    /// Whether there is something to compare with.
    bool isOn() const { return m_session.pinned() && m_session.answer(); }
    Side side() const { return m_side; }
    void setSide(Side side);
    /// A, B, A − B, and A again.
    void next();

    /// The layer of B that belongs to one of A, and why there may be none. Absent when nothing is kept.
    LayerLikeness match(int layer) const;
    /// What a layer of A shows: the chosen side, or A where B has no such layer or is the same answer.
    Side sideOf(int layer) const;
    /// Null when there is none, or when it is not known yet: likenessReady() follows.
    LikenessPointer likeness() const;
    /// Null when there is none, or when it is not known yet: differenceReady() follows.
    DifferencePointer difference(int layer);
    /// What a view of one layer of A shows: it stays together until the view takes the next.
    struct Shown {
        ClassificationPointer a;
        ClassificationPointer b; ///< null without comparison
        LayerLikeness match; ///< where B has the layer
        Side side = Side::A;
        DifferencePointer difference; ///< null unless it is what is shown
    };
    /// Of the layer of that name. Empty as long as its difference is on its way: differenceReady() follows.
    std::optional<Shown> shown(const QString& layer);
    /// Whether nothing that was asked for is on its way.
    bool isReady() const { return !m_asked && (!isOn() || likeness()); }

signals:
    /// The side, or B; of another A Session::answered() tells.
    void changed();
    void likenessReady();
    void differenceReady();
    void failed(const QString& sentence);

private:
    struct Question {
        ClassificationPointer a, b;
        int layer;
        bool operator==(const Question&) const = default;
    };
    void compare();

    Session& m_session;
    Side m_side = Side::Difference;
    LikenessPointer m_likeness;
    DifferencePointer m_difference;
    std::optional<Question> m_asked; ///< for a difference
    Lane m_likenessLane, m_differenceLane;
};
