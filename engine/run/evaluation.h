#pragma once

#include "engine/core/input_recipe.h"
#include "engine/data/dataset.h"
#include "engine/network/network.h"
#include "engine/training/trainer.h"

#include <functional>
#include <memory>
#include <vector>

namespace engine {

struct EvaluationOptions {
    InputRecipe recipe;
    int crops = 1; ///< views of each picture: 1, or 10 whose probabilities are averaged (paper, section 4.1)
    int batch = 64; ///< views computed at once; ten crops take the next multiple of ten
    int loaderThreads = 1;
};

/// Scores a network on labelled pictures; labels are indices into its classes. Pictures that cannot be read are
/// appended to `skipped`. `goOn` is told how many pictures are done and may end it early. Throws Error when the
/// network's numbers are not finite.
Score evaluate(Network& network, std::shared_ptr<const Dataset> dataset, const EvaluationOptions& options,
    std::vector<SkippedFile>& skipped, const std::function<bool(int)>& goOn);

/// How often pictures of one class (row) were taken for another (column).
std::vector<std::vector<int>> confusion(const Score& score, int classes);

}
