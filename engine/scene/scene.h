#pragma once

#include "engine/core/image.h"

#include <array>
#include <cstdint>
#include <vector>

namespace engine {

/// An 8-bit RGB colour.
using Colour = std::array<std::uint8_t, 3>;

/// One layer, or one tower of it, drawn as a block: the map chosen of it in front, on the top face the maximum over y
/// (maps x width), on the side face the maximum over x (maps x height). A single map shows its edges there.
struct Block {
    int layer = 0; ///< its row in what buildScene was given; blocks of one layer follow one another
    int tower = 0; ///< 0 is the upper one
    int maps = 1;
    int height = 1;
    int width = 1;
    std::vector<float> values; ///< maps x height x width; what is not above 0 has the darkest colour, NaN too
    int frontMap = 0;
    bool behind = false; ///< a thin plate behind the layer before it
    Image picture; ///< unless empty, what the front shows in its own colours instead of values
};

/// A line between the middles of two blocks, given by their places in Scene::blocks.
struct Wire {
    int from = 0;
    int to = 0;
};

/// What the 3-D view of a network shows, from left to right.
struct Scene {
    std::vector<Block> blocks;
    std::vector<Wire> wires;
    std::array<Colour, 256> colours {}; ///< the colour map: from 0 to the upper end of a block's values
    Colour background {};
    Colour wireColour {};
    float wireWidth = 1; ///< pixels of the drawing
};

/// What the last colour of a block stands for: the 99.5th percentile of its values, their maximum where that is 0,
/// and 0 when none is above 0. Infinite and undefined values do not count.
float upperEnd(const Block& block);

}
