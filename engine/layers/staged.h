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
    int depth; ///< of a step of the sum, in vec4s
    int threadRows; ///< of the part that one invocation computes

    /// The specialization constants, from 0 on: threads, team, rows, columns, rows of an invocation, depth.
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

/// Work for staged kernels: a matrix product in each of `groups`.
struct StagedProduct {
    std::int64_t rows = 0, columns = 0; ///< in floats
    int groups = 1;
    std::int64_t depth = 0; ///< floats of the sum
    int mostParts = 1; ///< that the sum may be cut into, where there are few tiles

    /// Of rows of vec4s without gaps.
    std::uint64_t resultBytes() const { return std::uint64_t(rows * groups * ((columns + 3) / 4)) * 16; }
};

/// Into how many parts the sum of a product with so many work groups and floats is cut, so that the device has enough to
/// do: 1 for not at all.
int partsOfSum(const Device& device, std::int64_t workGroups, std::int64_t depth, int most);
/// The most parts that withStaged() cuts a product into.
int mostPartsOf(const Device&, const StagedProduct&);

/// Whether the staged kernels are the usual ones.
bool isGraphicsCard(const Device&);
/// The usual ways to compute a product, and the staged ones that fit the device, each also with its sum cut into parts
/// where its tiles are few. Those come first on graphics cards, and last elsewhere.
std::vector<KernelChoice> withStaged(
    const Device&, std::vector<KernelChoice> usual, const char* shader, const StagedProduct&);

}
