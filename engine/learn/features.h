#pragma once

#include "engine/core/input_recipe.h"
#include "engine/data/dataset.h"
#include "engine/learn/last_layer.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace engine {

/// The features of views of pictures: what the last layer of a network reads for them.
struct Features {
    Shape each; ///< of one view
    std::vector<float> values; ///< views x each
    std::vector<int> labels; ///< per view
    std::vector<int> pictures; ///< per view, its picture's number in the whole set

    int views() const { return int(labels.size()); }
};

/// How pictures become views.
struct ViewOptions {
    InputRecipe recipe;
    int each
        = 1; ///< views of a picture: first the picture itself, then cut, mirrored, enlarged and lit in other ways
    std::uint64_t seed
        = 1; ///< of the varied ones; a picture's views depend on it and the picture's number alone
};

/// Computes the features of a part of a data set, as at test time. Those that cannot be read are appended to `skipped`.
/// `advanced` is called after every picture. Nothing when stopped.
std::optional<Features> featuresOf(Network& network, const LastLayer& last, const Subset& part,
    const ViewOptions& options, std::vector<SkippedFile>& skipped, const std::function<void()>& advanced,
    const std::stop_token& stop);

}
