#pragma once

#include "engine/data/dataset.h"

namespace engine {

/// Drawn pictures: one of ten shapes each, of any colour, place, size and direction, on a ground that is neither even
/// nor clean. A picture depends on seed, series and index alone; series never share one.
/// `side` is width and height in pixels.
std::shared_ptr<const Dataset> syntheticDataset(
    int pictures, std::uint64_t seed, std::uint32_t series = 0, int side = 32);

}
