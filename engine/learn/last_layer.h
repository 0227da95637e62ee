#pragma once

#include "engine/network/network.h"

#include <cstddef>
#include <string>

namespace engine {

/// The layer of a network that tells its classes apart, and what that layer reads: the features of a picture.
struct LastLayer {
    std::size_t index = 0; ///< in the network's list
    std::string name; ///< "fc8"
    std::string features; ///< the activation before it, "drop7"
    Shape input; ///< of that activation, one picture
    bool bias = true;
};

/// Throws Error when the last layer with weights is not fully connected, or something but Softmax follows it.
LastLayer lastLayer(const Network& network);

/// The network's layers with that one for as many classes.
LayerList withLastLayer(const LayerList& layers, const LastLayer& last, int classes);

}
