#pragma once

#include "app/session/session.h"
#include "engine/explain/trace.h"

/// How one value came about, with what its panel shows beside it.
struct LayerTrace {
    ClassificationPointer answer; ///< whose value it is
    int layer = 0;
    engine::Trace trace;
    /// Of a norm layer: what every value of the unit's map is multiplied by, H x W row by row; empty elsewhere.
    std::vector<float> factors;
    /// Of a dropout layer with a drawn mask: 1 for units that are kept, 0 for dropped ones, of one image.
    engine::HostTensor mask;

    const NetworkInfo& network() const { return *answer->network; }
    const LayerInfo& info() const { return answer->network->layers[std::size_t(layer)]; }
    const engine::HostTensor& input() const { return answer->inputOf(layer); }
    const engine::HostTensor& output() const { return answer->outputOf(layer); }
};
using TracePointer = std::shared_ptr<const LayerTrace>;

/// Asks the engine how a value of the present answer came about; the newest request wins. Lives on the window's thread.
class Traces : public QObject {
    Q_OBJECT
public:
    Traces(Session& session, QObject* parent);

    /// ready() or failed() follows, unless the answer is no longer the newest: then another one follows anyway.
    /// `dropoutKey` draws the mask of a dropout layer as training does for an image with that key; without one nothing
    /// is drawn, as when the network answers.
    void ask(int layer, const engine::Place& place, std::optional<std::uint64_t> dropoutKey = std::nullopt);
    void cancel() { m_lane.cancel(); }

signals:
    void ready(const TracePointer& trace);
    void failed(const QString& sentence);

private:
    struct Held;

    Session& m_session;
    std::shared_ptr<Held> m_held; ///< touched on the engine's thread alone
    Lane m_lane;
};
