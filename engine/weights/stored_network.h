#pragma once

#include "engine/core/shape.h"
#include "engine/network/layer_list.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace engine {

/// A network as a file of weights describes it (ONNX does): what is computed, and how the file counts and names it.
struct StoredNetwork {
    /// A value that the file has a name for: what a layer puts out, in the dimensions the file gives it.
    struct Activation {
        std::string layer;
        std::vector<std::int64_t> dimensions; ///< slowest first; the batch is part of them
    };

    std::string name; ///< as the file has it; may be empty
    LayerList layers; ///< called after the values they put out
    /// What the layers take. Holds as many values as the file's input, and in the same order, but may count them
    /// differently.
    Shape input;
    std::vector<std::int64_t> inputDimensions; ///< as the file counts the input
    bool inputTransposed = false; ///< rows and columns of the input (two dimensions) are exchanged before
    std::map<std::string, Activation> activations; ///< by the file's names
    std::string output; ///< the last of them
};

}
