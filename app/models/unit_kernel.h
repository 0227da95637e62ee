#pragma once

#include "app/models/map_atlas.h"

/// The weights of one unit of a convolution as pictures of one pixel a weight.
struct UnitKernel {
    /// Of a kernel over the picture's three colours; grey is weight 0, the ends are minus and plus the largest weight.
    QImage colour;
    /// Otherwise the planes with the largest weights first, orange below and blue above 0, in the range of all of them.
    struct Plane {
        int channel = 0; ///< the map it looks at
        QImage image;
    };
    std::vector<Plane> planes;
    int channels = 0, height = 0, width = 0; ///< of the whole kernel
    double largest = 0; ///< magnitude of its weights
};

/// `weights` are filters x channels x height x width; an empty kernel when they are not, or the unit is not there.
/// `most` planes at most. Where a kernel has fewer channels than there are maps below, it sees the part of its tower.
UnitKernel unitKernel(const ParameterValues& weights, int unit, const engine::InputRecipe& recipe,
    bool ofPicture, int channelsBelow, int most, const MapColours& colours);
