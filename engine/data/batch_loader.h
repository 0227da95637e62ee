#pragma once

#include "engine/core/batch.h"
#include "engine/core/input_recipe.h"
#include "engine/data/dataset.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace engine {

/// How training pictures are varied. Words are those of `--augment`.
struct Augmentation {
    bool crop = false; ///< "crop": a random window: of the picture padded by an eighth of its side, or of the larger picture where the recipe resizes to more than it crops
    bool mirror = false; ///< "mirror": left and right exchanged half of the time
    bool scale = false; ///< "scale": a random part of the picture, enlarged or shrunk to size
    bool colour = false; ///< "colour": brightness, contrast and saturation
    bool pca = false; ///< "pca": the paper's noise along the principal colours (section 4.1)

    bool operator==(const Augmentation&) const = default;
};

Augmentation augmentationNamed(const std::string& words); ///< "crop,mirror"; "none"; throws UsageError
std::string augmentationName(const Augmentation& augmentation);

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
    BatchLoader(std::shared_ptr<const Dataset> dataset, const Options& options);
    ~BatchLoader();

    int batchesPerEpoch() const;
    /// Begins to load from this batch on, through all later epochs.
    void start(std::uint32_t epoch, int batch);
    /// The next one, in order. Pictures that cannot be read are left out of the batch and listed in skipped(); an
    /// epoch's batches keep their places.
    Batch next();
    /// All pictures that could not be read so far, each once.
    std::vector<SkippedFile> skipped() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}
