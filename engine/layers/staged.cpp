#include "engine/layers/staged.h"

#include <algorithm>

namespace engine {

namespace {

/// From large to small: larger ones read less per multiplication, smaller ones keep more of the device busy.
constexpr StagedTile stagedTiles[] = {
    {256, 128, 128, 8},
    {128, 64, 128, 8},
    {64, 64, 64, 8},
    {64, 32, 64, 4},
};

constexpr int stagedDepth = 16; ///< floats of the sum in a step; DEPTH of the shaders, in floats

bool fits(const Device& device, const StagedTile& tile)
{
    return tile.sharedBytes() <= device.limits().sharedBytes
        && std::uint32_t(tile.threads) <= device.limits().workGroupInvocations;
}

/// Work groups that keep a device busy: two for each of its cores, whose number Vulkan does not tell.
std::int64_t busyGroups(const Device& device) { return device.info().type == "discrete" ? 100 : 16; }

bool isGraphicsCard(const Device& device)
{
    return device.info().type == "discrete" || device.info().type == "integrated";
}

std::int64_t parts(std::int64_t whole, int part) { return (whole + part - 1) / part; }

}

std::vector<std::uint32_t> StagedTile::constants(int team) const
{
    return {std::uint32_t(threads), std::uint32_t(team), std::uint32_t(rows), std::uint32_t(columns),
        std::uint32_t(threadRows)};
}

std::uint64_t StagedTile::sharedBytes() const
{
    return 2 * sizeof(float) * std::uint64_t(stagedDepth)
        * std::uint64_t(rows + columns); // two steps at once
}

const StagedTile* stagedTile(const KernelChoice& choice, const char* shader)
{
    const auto found
        = std::find_if(std::begin(stagedTiles), std::end(stagedTiles), [&](const StagedTile& tile) {
              return choice.kernel == shader && tile.rows == choice.rows && tile.columns == choice.columns;
          });
    return found == std::end(stagedTiles) ? nullptr : found;
}

int partsOfSum(const Device& device, std::int64_t workGroups, std::int64_t steps, int most)
{
    constexpr std::int64_t leastSteps = 8; // a part must be worth adding up
    if (2 * workGroups >= busyGroups(device))
        return 1;
    const std::int64_t wanted = std::min(parts(busyGroups(device), int(workGroups)), steps / leastSteps);
    return int(std::clamp<std::int64_t>(wanted, 1, std::max(1, most)));
}

std::vector<KernelChoice> withStaged(const Device& device, std::vector<KernelChoice> usual,
    const char* shader, std::int64_t rows, std::int64_t columns, int groups)
{
    std::vector<KernelChoice> staged;
    std::size_t first = 0; // the largest tile that still makes enough work groups
    for (const StagedTile& tile : stagedTiles) {
        if (!fits(device, tile))
            continue;
        staged.push_back(tile.choice(shader));
        if (parts(rows, tile.rows) * parts(columns, tile.columns) * groups < busyGroups(device))
            first = staged.size();
    }
    if (!staged.empty())
        std::swap(staged[0], staged[std::min(first, staged.size() - 1)]);
    const bool isFirst = isGraphicsCard(device);
    usual.insert(isFirst ? usual.begin() : usual.end(), staged.begin(), staged.end());
    return usual;
}

}
