// What a network in a file computes, on the device under test.
#pragma once

#include "engine/weights/weight_file.h"

#include <string>
#include <vector>

/// Values and dimensions of an activation for an input, as `alexscope run` writes them; the file's output by default.
struct Computed {
    std::vector<std::int64_t> dimensions;
    std::vector<float> values;
};
Computed compute(const engine::WeightFile& file, std::vector<float> input, const std::string& name = {});
