#pragma once

#include "app/models/tile_sheet.h"
#include "app/session/results.h"
#include "engine/explain/statistics.h"

#include <array>
#include <optional>

/// What the ends of the colours are taken from: each map, or all maps of the layer together.
enum class MapRange { EachMap, AllMaps };

/// The colour maps of the pictures: for values from 0 upwards, and for layers that have values below 0.
struct MapColours {
    const std::array<QRgb, 256>& upward;
    const std::array<QRgb, 256>& around; ///< its middle is 0
};

/// The maps of one layer as tiles. Vectors have one cell a unit, in one common range.
struct MapAtlas {
    TileSheet sheet;
    bool hasNegative = false; ///< then the colours are symmetric around 0
    MapRange range = MapRange::EachMap; ///< that was taken
    std::vector<double> ends; ///< per unit, what the upper end of the colours stands for
    int dead = 0; ///< maps that are 0 everywhere
};

/// The values of a layer that are to be coloured.
struct LayerMaps {
    const LayerInfo& layer;
    const engine::HostTensor& values; ///< NCHW, batch 1
    const engine::HostTensor* beside
        = nullptr; ///< of equal shape: both share every range, the larger of the two
    bool difference = false; ///< coloured around 0 whatever the values are
    std::optional<double> end
        = {}; ///< what the upper end of the colours stands for, where somebody has said so
};

/// Colours every map of a layer from 0 (below 0: minus the end) to its 99.5th percentile (engine/explain/statistics.h).
MapAtlas mapAtlas(const LayerMaps& maps, MapRange range, const MapColours& colours);
MapAtlas mapAtlas(const Classification& answer, int layer, MapRange range, const MapColours& colours);

/// One map as a picture of width x height cells, in the range from 0 or −end to end.
QImage mapImage(
    std::span<const float> values, int width, bool hasNegative, double end, const MapColours& colours);

/// The unit with the largest mean from `from` up to but not including `to`; the last unit for to = −1.
int strongestUnit(const engine::HostTensor& activation, int from = 0, int to = -1);
/// All units of a difference, the largest mean magnitude first.
std::vector<int> unitsByDifference(const engine::HostTensor& difference);
