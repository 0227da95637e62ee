#include "engine/core/random.h"
#include "engine/data/dataset.h"

#include <algorithm>
#include <cmath>

namespace engine {

/// How many of a class go aside: the share, rounded, but at least one and never all.
static std::size_t countAside(std::size_t pictures, double share)
{
    if (share <= 0 || pictures < 2)
        return 0;
    const double wanted = std::round(double(pictures) * share);
    return std::size_t(std::clamp(wanted, 1.0, double(pictures - 1)));
}

Division setAside(std::shared_ptr<const Dataset> whole, double share, std::uint64_t seed)
{
    std::vector<std::vector<int>> members(whole->classes().size());
    for (int i = 0; i < whole->size(); ++i)
        members[std::size_t(whole->label(i))].push_back(i);

    std::vector<int> kept;
    std::vector<int> aside;
    for (std::size_t label = 0; label < members.size(); ++label) {
        std::vector<int>& indices = members[label];
        Random random(seed, Purpose::Split, 0, std::uint32_t(label));
        const std::size_t count = countAside(indices.size(), share);
        for (std::size_t i = 0; i < count; ++i)
            std::swap(indices[i], indices[i + random.below(std::uint32_t(indices.size() - i))]);
        const auto border = indices.begin() + std::ptrdiff_t(count);
        aside.insert(aside.end(), indices.begin(), border);
        kept.insert(kept.end(), border, indices.end());
    }
    std::sort(kept.begin(), kept.end());
    std::sort(aside.begin(), aside.end());
    return {
        std::make_shared<Subset>(whole, std::move(kept)), std::make_shared<Subset>(whole, std::move(aside))};
}

}
