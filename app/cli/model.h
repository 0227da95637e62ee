#pragma once

#include "engine/network/architecture.h"
#include "engine/network/network.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

/// What the words of the command line say about the network to be used.
struct ModelOptions {
    std::string model; ///< empty: what the weights say, or the built-in one
    std::string weights;
    bool randomWeights = false;
    std::uint64_t seed = 1;
    std::string labels;
};

/// Adds --model, --weights, --random-weights and --seed.
void addModelOptions(CLI::App& command, ModelOptions& options);

/// What is wrong with the word for a seed; empty when it is a whole number of 64 bits.
std::string seedProblem(const std::string& word);

/// A network ready to run, with all that belongs to its weights.
struct Model {
    std::string name;
    engine::InputRecipe recipe;
    std::vector<std::string> labels;
    std::unique_ptr<engine::Network> network;
};

/// The architecture that the options name, without a device. Throws UsageError for an unknown one.
const engine::Architecture& architectureFor(const ModelOptions& options);

/// Builds the network on the device and fills it. Throws UsageError when the words do not say which weights to use,
/// Error when the files do not fit.
Model openModel(engine::Device& device, const ModelOptions& options);
