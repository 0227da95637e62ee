#pragma once

#include "engine/network/layer_list.h"

#include <vector>

/// Per layer, how many towers its maps belong to: 2 between and in the convolutions that see only half of the maps
/// before them (the paper's two GPUs, section 3.2), 1 elsewhere.
std::vector<int> towersOf(const engine::LayerList& layers);
