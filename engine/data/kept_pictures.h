#pragma once

#include "engine/core/input_recipe.h"
#include "engine/data/dataset.h"
#include "engine/image/augment.h"

#include <map>
#include <mutex>
#include <unordered_map>

namespace engine {

/// The pictures of a data set as keptPicture() makes them. As many as fit into some memory stay there; those that cannot
/// be read are tried once. Safe from several threads at once.
class KeptPictures {
public:
    /// With `everyClass` a class whose last picture turns out to be unreadable is an Error.
    KeptPictures(std::shared_ptr<const Dataset> dataset, const InputRecipe& recipe,
        const Augmentation& augmentation, std::uint64_t bytes, bool everyClass);

    /// Null when the picture cannot be read.
    std::shared_ptr<const Image> picture(int index);
    /// Those that could not be read so far, in the set's order.
    std::vector<SkippedFile> skipped() const;

private:
    void skip(int index, const std::string& reason);

    const std::shared_ptr<const Dataset> m_dataset;
    const InputRecipe m_recipe;
    const Augmentation m_augmentation;
    const bool m_everyClass;

    mutable std::mutex m_mutex; ///< of all below
    std::uint64_t m_room; ///< bytes
    std::unordered_map<int, std::shared_ptr<const Image>> m_kept;
    std::map<int, SkippedFile> m_skipped;
    std::vector<int> m_readable; ///< per class, pictures not known to be unreadable
};

}
