#include "engine/data/kept_pictures.h"

#include "engine/core/error.h"

namespace engine {

KeptPictures::KeptPictures(std::shared_ptr<const Dataset> dataset, const InputRecipe& recipe,
    const Augmentation& augmentation, std::uint64_t bytes, bool everyClass)
    : m_dataset(std::move(dataset))
    , m_recipe(recipe)
    , m_augmentation(augmentation)
    , m_everyClass(everyClass)
    , m_room(bytes)
    , m_readable(m_dataset->classes().size())
{
    for (int i = 0; i < m_dataset->size(); ++i)
        ++m_readable[std::size_t(m_dataset->label(i))];
}

std::shared_ptr<const Image> KeptPictures::picture(int index)
{
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_kept.find(index); found != m_kept.end())
            return found->second;
        if (m_skipped.contains(index))
            return nullptr;
    }
    try {
        auto kept
            = std::make_shared<const Image>(keptPicture(m_dataset->image(index), m_recipe, m_augmentation));
        const std::uint64_t bytes = kept->pixels.size() + 128; // and what surrounds them
        const std::lock_guard lock(m_mutex);
        if (bytes <= m_room && m_kept.emplace(index, kept).second)
            m_room -= bytes;
        return kept;
    } catch (const OutOfMemoryError&) {
        throw; // the picture may be a good one
    } catch (const Error& error) {
        skip(index, error.what());
        return nullptr;
    }
}

void KeptPictures::skip(int index, const std::string& reason)
{
    const auto label = std::size_t(m_dataset->label(index));
    const std::lock_guard lock(m_mutex);
    if (!m_skipped.emplace(index, SkippedFile {m_dataset->name(index), reason}).second)
        return;
    --m_readable[label];
    require(!m_everyClass || m_readable[label] > 0, "No picture of the class ", m_dataset->classes()[label],
        " can be read (", reason, "): add good ones or remove the class");
}

std::vector<SkippedFile> KeptPictures::skipped() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<SkippedFile> files;
    for (const auto& [index, file] : m_skipped)
        files.push_back(file);
    return files;
}

}
