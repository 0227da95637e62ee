#pragma once

#include "engine/core/batch.h"
#include "engine/core/error.h"
#include "engine/network/network.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace engine {

/// The numbers of stochastic gradient descent; defaults are the paper's (section 5).
struct TrainerOptions {
    double momentum = 0.9;
    double weightDecay = 5e-4; ///< of weights; biases are not decayed unless decayBiases
    bool decayBiases = true; ///< the paper decays all parameters alike
    double biasRate = 1; ///< the biases' rate as a multiple of the weights' (Caffe's models: 2)
    double clip = 0; ///< largest norm of the gradient, longer ones are shortened to it; 0 for no limit
    std::string freezeUntil; ///< this layer and all before it keep their parameters; empty for none
    std::uint64_t seed = 1; ///< of dropout
    int microBatch
        = 0; ///< pictures computed at once; 0 for as many of the batch as the device's memory takes
};

/// What one step did. Errors are shares from 0 to 1.
struct StepReport {
    double loss = 0; ///< mean cross-entropy of the batch, before the update
    double top1Error = 0;
    double top5Error = 0;
    double rate = 0;
    double gradientNorm = 0; ///< Euclidean, over all trained parameters, before clipping
};

/// How good the network is on a batch. Sums, so that batches can be added up.
struct Score {
    std::int64_t images = 0;
    double lossSum = 0;
    std::int64_t top1Right = 0;
    std::int64_t top5Right = 0;
    std::vector<std::pair<int, int>> answers; ///< (label, answered class) per picture

    Score& operator+=(const Score& other);
    double loss() const { return images ? lossSum / double(images) : 0; }
    double top1Error() const { return images ? 1 - double(top1Right) / double(images) : 1; }
    double top5Error() const { return images ? 1 - double(top5Right) / double(images) : 1; }
};

/// A loss or gradient that is not a number any more. The network keeps the parameters from before the step; what()
/// says what to try.
class DivergedError : public Error {
public:
    using Error::Error;
};

/// Trains a network one step at a time. No loop, no thread, no file: whoever owns it decides when to step. The network
/// must outlive it; its last layer must be Softmax.
class Trainer {
public:
    /// Takes device memory for gradients and momentum. Throws OutOfMemoryError, with the largest batch that would fit,
    /// or Error for an unknown layer or a network that does not end in Softmax. `batch` is the largest that step() will see.
    Trainer(Network& network, const TrainerOptions& options, int batch);
    ~Trainer();

    /// Forward, loss, backward, update. `epoch` and the batch's sample numbers choose what dropout drops. Returns
    /// nothing when stopped in between: then nothing was changed. Throws DivergedError before the update.
    std::optional<StepReport> step(
        const Batch& batch, double rate, std::uint32_t epoch, const std::stop_token& stop = {});

    /// Writes down all work for batches of so many pictures now, instead of when it is first needed: afterwards the
    /// device's choices() are known.
    void prepare(int batch);

    /// Computes the batch as at test time; changes nothing.
    Score score(const Batch& batch);

    int microBatch() const;
    const TrainerOptions& options() const;
    Network& network() const;

    /// The velocity v of a parameter (by its name in the network), in file order; zero before the first step.
    std::vector<float> velocity(const std::string& parameter) const;
    /// The gradient of the last step's loss, in file order, before clipping and without weight decay.
    std::vector<float> gradient(const std::string& parameter) const;
    void setVelocity(const std::string& parameter, std::span<const float> values);

    /// Whether steps from now on tell times().
    void setTiming(Timing timing);
    /// Where the milliseconds of the last timed step went: sections of the device's work, "conv1 forward",
    /// "conv1 backward_data", "conv1 backward_weights", "update", in order.
    std::vector<SectionTime> times() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}
