#pragma once

#include "engine/learn/learned_classes.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace engine {

/// How a last layer is learned.
struct LearnOptions {
    int epochs = 40; ///< times through all views
    int views = 4; ///< of each picture that is learned from: itself, and varied ones
    double aside
        = 0.15; ///< the share of each class that is not learned from, but tried at the end of every epoch
    double rate = 0.2; ///< learning rate, for features about their mean, scaled to a mean square length of 1
    std::uint64_t seed = 1; ///< of what is kept aside, the variations, and the order
};

/// How far it is. First the features of all pictures are computed, then the epochs follow.
struct LearnProgress {
    int pictures = 0; ///< whose features are known ...
    int allPictures = 0; ///< ... of so many
    int epoch = -1; ///< that has ended; 0 is before the first; −1 while features are computed
    double loss = 0; ///< mean cross-entropy of the views that are learned from
    double accuracy = 0; ///< share of these that are answered rightly
    std::optional<double> asideLoss; ///< the same of the pictures kept aside; none when there are none
    std::optional<double> asideAccuracy;
};

constexpr int mostLearnedClasses = 1000;

/// Learns to tell the classes of a data set apart by the features that a network computes: the network stays as it is,
/// only a last layer is trained on what it reads (feature extraction). Equal arguments give equal weights on one device.
/// Pictures that cannot be read are left out and listed in the answer. Nothing when stopped. Throws Error for fewer than
/// two or too many classes, for equal or empty names, for a class without a picture, and as lastLayer() does.
std::optional<LearnedClasses> learnClasses(Network& network, const InputRecipe& recipe,
    const std::shared_ptr<const Dataset>& dataset, const LearnOptions& options,
    const std::function<void(const LearnProgress&)>& progress, const std::stop_token& stop = {});

}
