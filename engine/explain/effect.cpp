#include "engine/explain/effect.h"

#include "engine/core/error.h"
#include "engine/explain/largest_first.h"
#include "engine/explain/statistics.h"

namespace engine {

std::vector<UnitEffect> unitStrengths(const HostTensor& activation, int image)
{
    std::vector<UnitEffect> units;
    for (int unit = 0; unit < activation.shape.channels; ++unit) {
        const std::span<const float> map = mapOf(activation, unit, image);
        units.push_back({unit, std::accumulate(map.begin(), map.end(), 0.0) / double(map.size()), 0});
    }
    return units;
}

std::vector<UnitEffect> unitEffects(const HostTensor& activation, const HostTensor& gradient, int image)
{
    require(activation.shape == gradient.shape, "the effect of units needs a gradient of ",
        activation.shape.text(), ", not of ", gradient.shape.text());
    std::vector<UnitEffect> units = unitStrengths(activation, image);
    for (UnitEffect& unit : units) {
        const std::span<const float> map = mapOf(activation, unit.unit, image);
        const std::span<const float> slopes = mapOf(gradient, unit.unit, image);
        for (std::size_t i = 0; i < map.size(); ++i)
            unit.effect += double(map[i]) * slopes[i];
    }
    return units;
}

std::vector<int> orderedUnits(const std::vector<UnitEffect>& effects, UnitOrder order)
{
    std::vector<int> units;
    for (int place : largestFirst(effects.size(), [&](std::size_t i) {
             switch (order) {
             case UnitOrder::Strength:
                 return effects[i].strength;
             case UnitOrder::Effect:
                 return effects[i].effect;
             case UnitOrder::Index:
                 break;
             }
             return -double(effects[i].unit);
         }))
        units.push_back(effects[std::size_t(place)].unit);
    return units;
}

}
