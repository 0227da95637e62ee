#pragma once

#include "app/session/engine_thread.h"
#include "engine/explain/filters.h"
#include "engine/explain/statistics.h"

#include <QString>

#include <memory>
#include <vector>

class Session;

/// The learned weights of one layer of the open network, as they are without alterations, and what was measured on them.
struct MeasuredKernels {
    quint64 network = 0; ///< NetworkInfo::number
    QString layer;
    /// Filters x channels x height x width. Fully connected weights are folded back to the maps of the layer before;
    /// kernels over the picture have their planes in the order red, green, blue.
    engine::HostTensor kernels;
    std::vector<float> biases; ///< per filter; empty when the layer has none
    bool colour = false; ///< the layer sees the picture itself, in three colours
    bool connected = false; ///< fully connected
    bool random = false; ///< nothing has been learned: the weights were drawn
    int towers = 1; ///< into which the filters fall
    int channelsBelow = 0; ///< of the layer before; more than the kernels have when these see one tower only
    std::vector<engine::KernelMeasures> measures; ///< per filter where `colour`
    std::vector<double> towerColourfulness; ///< mean per tower where `colour`
    std::vector<double> norms; ///< per filter, root of the sum of squares
    engine::Statistics statistics; ///< of all weights
    engine::Histogram histogram; ///< of all weights, symmetric around 0

    int filters() const { return kernels.shape.batch; }
    std::span<const float> kernel(int filter) const
    {
        const std::size_t each = std::size_t(kernels.shape.imageSize());
        return std::span(kernels.values).subspan(std::size_t(filter) * each, each);
    }
    /// The first map that a filter looks at.
    int firstChannel(int filter) const
    {
        const int groups = std::max(1, channelsBelow / std::max(1, kernels.shape.channels));
        return int(qint64(filter) * groups / std::max(1, filters())) * kernels.shape.channels;
    }
};

using KernelsPointer = std::shared_ptr<const MeasuredKernels>;

/// Reads and measures layers on the engine's thread, one after another; keeps the newest.
class KernelMeasures : public QObject {
    Q_OBJECT
public:
    explicit KernelMeasures(Session& session, QObject* parent = nullptr);

    /// Asks for a layer with weights; changed() follows when it is not here yet.
    void show(const QString& layer);
    /// Null before the first layer is here.
    const KernelsPointer& kernels() const { return m_kernels; }
    /// Whether kernels() is the layer that was asked for last.
    bool isReady() const { return m_asked.isEmpty(); }

signals:
    void changed();
    void failed(const QString& sentence);

private:
    Session& m_session;
    Lane m_lane;
    KernelsPointer m_kernels;
    QString m_asked; ///< not here yet
};
