#pragma once

#include "engine/network/network.h"

/// All that one does with a device: parameters, recordings for two batches and both kinds, answers.
std::vector<float> session(engine::Device& device);

/// cifar-quick with random parameters: small, and every kind of layer that the others have but dropout.
class SmallNetwork {
public:
    explicit SmallNetwork(engine::Device& device);

    engine::Network& network() { return m_network; }
    /// The answer for a batch of the same few pictures.
    std::vector<float> answer(int batch, engine::Keep keep);

private:
    engine::Network m_network;
};
