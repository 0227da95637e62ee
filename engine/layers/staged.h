#pragma once

#include "engine/vulkan/choices.h"
#include "engine/vulkan/device.h"

#include <span>

namespace engine {

/// A tile of a matrix product that a whole work group computes, its operands staged through shared memory: what graphics
/// cards want, and CPU drivers do not. The shaders are those whose names end in "_staged".
struct StagedTile {
    int threads; ///< of the work group
    int rows, columns; ///< of the tile, in floats
    int threadRows; ///< of the part that one invocation computes

    /// The specialization constants, from 0 on: threads, team, rows, columns, rows of an invocation.
    std::vector<std::uint32_t> constants(int team) const;
    std::uint64_t sharedBytes() const;
    /// What files and tables call it.
    KernelChoice choice(const char* shader) const
    {
        return {.kernel = shader, .rows = rows, .columns = columns};
    }
};

/// The tile that a choice names, null when it names another kind of kernel.
const StagedTile* stagedTile(const KernelChoice& choice, const char* shader);

/// Into how many parts the sum of a product with so many work groups and steps is cut, so that the device has enough to
/// do: 1 for not at all.
int partsOfSum(const Device& device, std::int64_t workGroups, std::int64_t steps, int most);

/// The usual ways to compute a product of so many rows and columns (in each of `groups` parts), and the staged ones that
/// fit the device. Those come first on graphics cards, and last elsewhere.
std::vector<KernelChoice> withStaged(const Device& device, std::vector<KernelChoice> usual,
    const char* shader, std::int64_t rows, std::int64_t columns, int groups);

}
