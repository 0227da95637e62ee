#pragma once

#include "engine/network/architecture.h"
#include "engine/network/network.h"
#include "engine/weights/weight_file.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Which network is wanted, with which weights: what the command line says, or what was chosen in the window.
struct ModelOptions {
    std::string model; ///< empty: what the weights say, or the built-in one
    std::string weights;
    bool randomWeights = false;
    std::uint64_t seed = 1;
    std::string labels;
    std::string preprocess;
    bool forPictures = true; ///< whether it must be known how pictures are prepared
    bool forLabels = false; ///< whether every class must have a label
};

/// All that belongs to the network that the words stand for, before it is on a device.
struct ModelPlan {
    std::string name;
    engine::LayerList layers;
    engine::Shape input;
    std::optional<engine::InputRecipe> recipe; ///< none if nobody says how pictures are prepared
    std::vector<std::string> labels; ///< empty if nobody names the classes
    std::optional<engine::WeightFile> file; ///< none for random weights
};

/// A network ready to run, with all that belongs to its weights.
struct Model {
    std::string name;
    engine::InputRecipe recipe;
    std::vector<std::string> labels;
    std::string weights; ///< the file; empty for random ones
    std::unique_ptr<engine::Network> network;
};

/// The architecture that the options name, without a device. Throws UsageError for an unknown one.
const engine::Architecture& architectureFor(const ModelOptions& options);

/// Puts together what the words and the file of weights say. Throws UsageError when the words do not say which weights to
/// use, Error when the files do not fit.
ModelPlan planModel(const ModelOptions& options);

/// Builds the network on the device and fills it. Throws UsageError when the words do not say which weights to use,
/// Error when the files do not fit.
Model openModel(engine::Device& device, const ModelOptions& options);
