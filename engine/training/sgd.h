#pragma once

#include "engine/vulkan/arena.h"
#include "engine/vulkan/recording.h"

#include <vector>

namespace engine {

/// The numbers of an update.
struct SgdStep {
    double rate = 0;
    double momentum = 0;
    double decay = 0;
    double gradientFactor = 1; ///< gradients are multiplied by it, to shorten long ones
};

/// Stochastic gradient descent with momentum and weight decay in the paper's form (section 5):
///
/// v <- momentum v - decay rate w - rate g        w <- w + v
///
/// rate and decay times factors of the parameter's own. Gradients are looked at before they are used: norm() first,
/// update() if it is a number. Writes no float from two places: a run repeats bit for bit.
class Sgd {
public:
    struct Item {
        const Buffer* weights;
        const Buffer* velocities;
        const Buffer* gradients;
        float rateFactor = 1;
        float decayFactor = 1;
    };

    /// The buffers of an item are equally long.
    Sgd(Device& device, const std::vector<Item>& items);

    /// The Euclidean norm of all gradients together; not finite when one of them is not.
    double norm(Timing timing = Timing::Off);
    void update(const SgdStep& step, Timing timing = Timing::Off);

    /// Device time of the last timed norm and update together.
    SectionTime time() const;

private:
    void recordNorm(const std::vector<Item>& items);
    void recordUpdate(const std::vector<Item>& items);

    Device& m_device;
    Arena m_arena;
    Buffer m_sums;
    Buffer m_settings;
    Recording m_norm;
    Recording m_update;
};

}
