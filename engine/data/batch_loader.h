#pragma once

#include "engine/core/batch.h"
#include "engine/core/input_recipe.h"
#include "engine/data/dataset.h"
#include "engine/image/augment.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace engine {

/// Batches of a data set, decoded, varied and prepared on threads of its own, ahead of their use. Batch `b` of epoch
/// `e` depends on the options alone: not on threads, and not on which batches came before.
class BatchLoader {
public:
    struct Options {
        InputRecipe recipe;
        int batch = 128;
        bool shuffle = false; ///< a new order every epoch, by seed; otherwise the set's order
        bool dropLast = false; ///< leave out a last batch that is not full (never the only one)
        Augmentation augmentation;
        std::uint64_t seed = 1;
        int threads = 1;
        std::uint64_t cacheBytes = 512ull << 20; ///< decoded pictures are kept up to this
    };
    /// Throws Error for an empty data set and a recipe that cannot be followed. With "pca" it reads up to 2,000
    /// pictures first, evenly spread over the set.
    BatchLoader(std::shared_ptr<const Dataset> dataset, const Options& options);
    ~BatchLoader();

    int batchesPerEpoch() const;
    /// Begins to load from this batch on, through all later epochs. The batch after an epoch's last is the next
    /// epoch's first.
    void start(std::uint32_t epoch, int batch);
    /// The next one, in order. Pictures that cannot be read are left out of the batch, which may empty it, and listed in
    /// skipped(); an epoch's batches keep their places. Throws OutOfMemoryError when a picture does not fit into
    /// memory, and Error when, of a shuffled set, no picture of a class can be read; loading ends with that.
    Batch next();
    /// All pictures that could not be read so far, each once.
    std::vector<SkippedFile> skipped() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}
