#pragma once

#include "engine/core/input_recipe.h"
#include "engine/data/dataset.h"
#include "engine/learn/last_layer.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace engine {

/// A picture that was kept aside while a last layer was learned, and what the layer says of it.
struct AsidePicture {
    int picture = 0; ///< its number in the data set
    int label = 0; ///< what it shows
    std::vector<float> probabilities; ///< per class, sum 1

    int answer() const; ///< the most probable class
    double sureness() const; ///< its probability
};

/// A last layer for classes of one's own, on the features of a network that stays as it is.
struct LearnedClasses {
    LastLayer layer; ///< whose place it takes
    std::vector<std::string> labels;
    std::vector<float> weights; ///< labels x features, features in NCHW order
    std::vector<float> biases; ///< per label; empty where the layer has none
    int learned = 0; ///< pictures it was learned from
    int views = 0; ///< of these, varied ones counted
    std::vector<AsidePicture> aside;
    std::vector<SkippedFile> skipped; ///< pictures that could not be read

    int right() const; ///< of those kept aside
    /// How often pictures of one class (row) were taken for another (column). One more column: those whose answer has a
    /// probability below `sure`.
    std::vector<std::vector<int>> confusion(double sure = 0) const;
    /// What it says of a picture with these features: probabilities per label.
    std::vector<float> probabilities(std::span<const float> features) const;
};

/// Writes the network with the learned layer in its place, with labels and preprocessing, so that every part of AlexScope
/// opens it: as safetensors, or as ONNX where the name ends in .onnx. `name` is the network's. Throws Error when a
/// network that only an ONNX file describes shall become safetensors, and as writeSafetensors() does.
void writeLearned(const std::filesystem::path& path, const Network& network, const std::string& name,
    const InputRecipe& recipe, const LearnedClasses& learned);

}
