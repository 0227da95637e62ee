#pragma once

#include "engine/core/batch.h"
#include "engine/network/network.h"
#include "engine/training/loss.h"

#include <array>
#include <stop_token>

namespace engine {

/// A fixed number of pictures on their way through a network and back: activations, gradients, loss, and the recorded
/// work. Fewer pictures than that are filled up with ones that do not count.
class MicroBatch {
public:
    /// Throws OutOfMemoryError. `parameterGradients`, one list per layer, outlive it; layers before `firstLayer` are
    /// not gone back through.
    MicroBatch(Network& network, int images, const std::vector<std::vector<Buffer>>& parameterGradients,
        std::size_t firstLayer);

    int images() const { return m_activations.batch(); }

    /// Writes down all work now instead of when it is first needed; `accumulates` if gradients will be added up.
    void prepare(bool accumulates);
    /// Forward, loss, and back; gradients are times `weight`, and added to what is there if so asked. Pictures first ..
    /// first + images() - 1 of the batch, as far as it has them. False if stopped on the way.
    bool train(const Batch& batch, int first, double weight,
        std::span<const std::array<std::uint32_t, 2>> keys, bool accumulate, const std::stop_token& stop,
        Timing timing);
    /// Forward as at test time, and loss.
    void score(const Batch& batch, int first);
    /// Of the last run, for the pictures that counted.
    std::vector<Verdict> verdicts() const;

    /// Device time of the last train()'s parts, if that was timed.
    const std::vector<SectionTime>& times() const { return m_lastTrained->times(); }

    /// Device memory that such an object takes, or makes the network take.
    static std::uint64_t bytes(const Network& network, int images);

private:
    void put(const Batch& batch, int first, double weight);
    std::unique_ptr<Recording> record(bool accumulate) const;
    std::unique_ptr<Recording> recordScoring() const;

    Network& m_network;
    const std::vector<std::vector<Buffer>>& m_parameterGradients;
    std::size_t m_firstLayer;
    Activations m_activations;
    Gradients m_gradients;
    Arena m_arena;
    Buffer m_targets;
    Buffer m_verdicts;
    std::array<std::unique_ptr<Recording>, 2>
        m_training; ///< replacing gradients, and adding to them; made when needed
    std::unique_ptr<Recording> m_scoring;
    const Recording* m_lastTrained = nullptr;
    int m_counted = 0;
};

}
