#pragma once

#include "engine/learn/features.h"
#include "engine/learn/learned_classes.h"
#include "engine/training/trainer.h"

#include <cstdint>
#include <stop_token>

namespace engine {

/// Features about their mean and scaled, x' = (x - mean) / scale with a mean square length of 1: a layer learns from these
/// with the same rate, whatever the network's scale.
struct Normalisation {
    std::vector<float> mean; ///< of every feature; zeros where the layer has no bias to take it up
    float scale = 1;

    void apply(Features& features) const;
};

Normalisation normalisationOf(const Features& features, bool bias);

/// A last layer in the making, on the device, as a network of its own: normalised features in, probabilities out. It
/// begins with zeros, and the loss has one minimum only: the same pictures give the same layer.
class NewLastLayer {
public:
    /// `views`: how many it will learn from. Throws OutOfMemoryError.
    NewLastLayer(Device& device, const LastLayer& last, int classes, int views);

    /// Once through all views, in an order drawn from seed and epoch. False when stopped on the way.
    bool learn(
        const Features& features, double rate, std::uint64_t seed, int epoch, const std::stop_token& stop);
    Score score(const Features& features);
    /// Weights and biases for features as the network computes them: w = w' / scale, b = b' - w mean.
    void writeTo(LearnedClasses& learned, const Normalisation& normalisation) const;

private:
    LastLayer m_last;
    Network m_network;
    int m_batch;
    Trainer m_trainer;
};

}
