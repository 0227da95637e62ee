#pragma once

#include "app/session/engine_thread.h"
#include "app/session/results.h"

class Session;

/// How far a layer's values on the device are from those of the reference.
struct LayerDifference {
    QString layer, kind;
    double difference = 0; ///< the largest, without sign
    double magnitude = 0; ///< of the largest value expected
    /// The difference as a share of that magnitude.
    double share() const { return magnitude > 0 ? difference / magnitude : difference; }
};

/// Computes the current answer once more on the processor, in double precision by the formulas of the paper, from the
/// same input, and compares every layer. A layer at a time on the engine's thread, so that everything else goes on.
class ReferenceCheck : public QObject {
    Q_OBJECT
public:
    explicit ReferenceCheck(Session& session, QObject* parent = nullptr);

    /// For the session's answer; what is under way is given up.
    void start();
    void cancel();
    bool isRunning() const { return m_running; }
    bool isComplete() const { return m_answer && m_differences.size() == m_answer->activations.size(); }
    /// The answer that is or was checked; null before the first.
    const ClassificationPointer& answer() const { return m_answer; }
    /// Layer by layer, as far as it is.
    const std::vector<LayerDifference>& differences() const { return m_differences; }
    /// The layer with the largest share; null when there is none.
    const LayerDifference* worst() const;

signals:
    void changed();
    void failed(const QString& sentence);

private:
    struct Work;
    void next(std::shared_ptr<Work> work);

    Session& m_session;
    Lane m_lane;
    bool m_running = false;
    ClassificationPointer m_answer;
    std::vector<LayerDifference> m_differences;
};
