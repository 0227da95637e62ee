#include "app/session/towers.h"

#include "engine/explain/filters.h"

std::vector<int> towersOf(const engine::LayerList& layers)
{
    std::vector<int> towers;
    for (std::size_t i = 0; i < layers.size(); ++i)
        towers.push_back(engine::towersOf(layers, i) == 2 ? 2 : 1); // other groups are no towers
    return towers;
}
