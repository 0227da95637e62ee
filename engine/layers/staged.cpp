#include "engine/layers/staged.h"

#include <algorithm>

namespace engine {

namespace {

/// From large to small: larger ones read less per multiplication, smaller ones keep more of the device busy. With 32 x
/// 256 a step is half as long as with the others, or it would need more shared memory than every device has.
constexpr StagedTile stagedTiles[] = {
    {256, 128, 128, 4, 8},
    {128, 64, 128, 4, 8},
    {128, 32, 256, 2, 8},
    {64, 64, 64, 4, 8},
    {64, 32, 64, 4, 4},
    {128, 64, 32, 8, 4},
};

bool fits(const Device& device, const StagedTile& tile)
{
    return tile.sharedBytes() <= device.limits().sharedBytes
        && std::uint32_t(tile.threads) <= device.limits().workGroupInvocations;
}

/// Work groups that keep a device busy: two for each of its cores, whose number Vulkan does not tell.
std::int64_t busyGroups(const Device& device) { return device.info().type == "discrete" ? 100 : 16; }

std::int64_t stepsOf(std::int64_t whole, std::int64_t step) { return (whole + step - 1) / step; }

std::int64_t tilesOf(const StagedProduct& product, const StagedTile& tile)
{
    return stepsOf(product.rows, tile.rows) * stepsOf(product.columns, tile.columns) * product.groups;
}

}

bool isGraphicsCard(const Device& device)
{
    return device.info().type == "discrete" || device.info().type == "integrated";
}

std::vector<std::uint32_t> StagedTile::constants(int team) const
{
    return {std::uint32_t(threads), std::uint32_t(team), std::uint32_t(rows), std::uint32_t(columns),
        std::uint32_t(threadRows), std::uint32_t(depth)};
}

std::uint64_t StagedTile::sharedBytes() const
{
    return 2 * 4 * sizeof(float) * std::uint64_t(depth) * std::uint64_t(rows + columns); // two steps at once
}

const StagedTile* stagedTile(const KernelChoice& choice, const char* shader)
{
    const auto found
        = std::find_if(std::begin(stagedTiles), std::end(stagedTiles), [&](const StagedTile& tile) {
              return choice.kernel == shader && tile.rows == choice.rows && tile.columns == choice.columns;
          });
    return found == std::end(stagedTiles) ? nullptr : found;
}

int partsOfSum(const Device& device, std::int64_t workGroups, std::int64_t depth, int most)
{
    constexpr std::int64_t leastDepth = 128; // a part must be worth adding up
    if (2 * workGroups >= busyGroups(device))
        return 1;
    const std::int64_t wanted = std::min(stepsOf(busyGroups(device), workGroups), depth / leastDepth);
    return int(std::clamp<std::int64_t>(wanted, 1, std::max(1, most)));
}

int mostPartsOf(const Device& device, const StagedProduct& product)
{
    int most = 1;
    for (const StagedTile& tile : stagedTiles)
        if (fits(device, tile))
            most = std::max(
                most, partsOfSum(device, tilesOf(product, tile), product.depth, product.mostParts));
    return most;
}

std::vector<KernelChoice> withStaged(
    const Device& device, std::vector<KernelChoice> usual, const char* shader, const StagedProduct& product)
{
    std::vector<StagedTile> tiles;
    std::copy_if(std::begin(stagedTiles), std::end(stagedTiles), std::back_inserter(tiles),
        [&](const StagedTile& tile) { return fits(device, tile); });
    if (tiles.empty())
        return usual;
    // The largest tile that still makes enough work groups, or what makes most.
    auto first = std::find_if(tiles.begin(), tiles.end(),
        [&](const StagedTile& tile) { return tilesOf(product, tile) >= busyGroups(device); });
    if (first == tiles.end())
        first = std::max_element(tiles.begin(), tiles.end(), [&](const StagedTile& a, const StagedTile& b) {
            return tilesOf(product, a) < tilesOf(product, b);
        });
    std::rotate(tiles.begin(), first, first + 1);
    std::vector<KernelChoice> staged;
    for (const StagedTile& tile : tiles) {
        KernelChoice choice = tile.choice(shader);
        choice.parts = partsOfSum(device, tilesOf(product, tile), product.depth, product.mostParts);
        if (choice.parts > 1)
            staged.push_back(choice);
        choice.parts = 0;
        staged.push_back(choice);
    }
    usual.insert(isGraphicsCard(device) ? usual.begin() : usual.end(), staged.begin(), staged.end());
    return usual;
}

}
