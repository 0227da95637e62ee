#pragma once

#include "engine/data/dataset.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace engine {

/// What a network learns from, and on what it is judged meanwhile.
struct TrainingData {
    std::shared_ptr<const Dataset> training;
    std::shared_ptr<const Dataset> validation; ///< null when nothing is set aside
    std::vector<SkippedFile> skipped;
};

/// Opens what a run learns from. `validation` is a folder, or the share of every class to set aside by seed ("0.1", "0"
/// for none); when empty, the validation part of the data set, or a tenth of its training part. Its test part is never
/// read. Throws Error, or UsageError for a share that is none.
TrainingData openTrainingData(const std::string& dataset, const std::string& validation, std::uint64_t seed);

/// The data set with `labels` as its classes: each of its own classes has to be one of them, by name, in whatever
/// order; capitals do not matter, and an underscore is a blank. Throws Error naming the class that is not there;
/// `where` and `whose` are for the message: "photos has a class ..., which the model does not know".
std::shared_ptr<const Dataset> matchClasses(std::shared_ptr<const Dataset> dataset,
    const std::vector<std::string>& labels, const std::string& where, const std::string& whose);

}
