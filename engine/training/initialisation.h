#pragma once

#include "engine/network/network.h"

#include <cstdint>
#include <string>

namespace engine {

/// What weights are before training.
enum class Initialisation {
    /// "paper": weights from N(0, 0.01), biases 1 in conv2, conv4, conv5 and the fully connected layers but the last,
    /// 0 elsewhere (paper, section 5)
    Paper,
    /// "he": weights from N(0, 2 / inputs), biases 0 (He et al. 2015, equation 10); the last layer's from
    /// N(0, 0.01)
    He,
};

Initialisation initialisationNamed(const std::string& name);
std::string initialisationName(Initialisation initialisation);

/// Draws parameters anew: all of the network's, or those of one layer.
void initialise(Network& network, Initialisation how, std::uint64_t seed, const std::string& onlyLayer = {});

}
