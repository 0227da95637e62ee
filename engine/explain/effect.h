#pragma once

#include "engine/core/host_tensor.h"

#include <vector>

namespace engine {

/// What one unit (map) of a layer does for the answer.
struct UnitEffect {
    int unit = 0;
    double strength = 0; ///< mean of its map
    /// Sum over its map of activation x gradient: to first order how much the number that the gradient belongs to would
    /// fall if the unit were switched off (Molchanov et al. 2017, section 2.2).
    double effect = 0;
};

enum class UnitOrder { Index, Strength, Effect };

/// Of the units of one image, in order of index. `gradient`, of a class score say, has the activation's shape (Error
/// otherwise).
std::vector<UnitEffect> unitEffects(const HostTensor& activation, const HostTensor& gradient, int image = 0);
/// The same before a gradient is known: all effects 0.
std::vector<UnitEffect> unitStrengths(const HostTensor& activation, int image = 0);

/// Units in an order: rising index, or strength or effect with the largest first; equals by index, not-a-numbers last.
std::vector<int> orderedUnits(const std::vector<UnitEffect>& effects, UnitOrder order);

}
