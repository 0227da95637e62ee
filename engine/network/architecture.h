#pragma once

#include "engine/core/input_recipe.h"
#include "engine/core/shape.h"
#include "engine/network/layer_list.h"

#include <cstdint>
#include <string>
#include <vector>

namespace engine {

/// A network variant: its layers and how its input is prepared. A description; nothing is on any device.
struct Architecture {
    std::string name; ///< "caffenet": what --model takes
    std::string title; ///< one line for people
    InputRecipe recipe;
    int classes = 0;
    LayerList layers;
    bool builtIn = false; ///< weights come with the program, as resources/models/<name>.safetensors
    std::string licence; ///< of the weights that come with it or are meant for it

    /// One image: 1 x 3 x crop x crop.
    Shape input() const { return {1, 3, recipe.crop, recipe.crop}; }
};

/// All variants, the built-in one first.
const std::vector<Architecture>& architectures();

/// The variant of that name, or null. Every name may end in "-without-norm" or "-without-relu", or both: the same network
/// without its LRN or ReLU layers, to see what they are good for; no weights come with those.
const Architecture* knownArchitecture(const std::string& name);

/// The same; throws UsageError listing the known ones when there is none.
const Architecture& findArchitecture(const std::string& name);

/// Names and shapes of all learned tensors, as files have them: "conv1.weight" {96, 3, 11, 11}. Needs no device.
std::vector<ParameterShape> parameterShapes(const LayerList& layers, const Shape& input);

/// The same network with a last fully connected layer for that many classes.
Architecture withClasses(Architecture architecture, int classes);

/// The same network with that ratio in all of its dropout layers.
Architecture withDropout(Architecture architecture, float ratio);

/// One row of a summary: a named activation and what its layer costs for one image.
struct LayerSummary {
    std::string name;
    std::string type;
    std::vector<int> output; ///< without the batch: {96, 55, 55} or {4096}
    std::int64_t parameters = 0;
    std::int64_t multiplyAdds = 0; ///< biases not counted
    std::int64_t neurons = 0; ///< outputs of layers with weights, 0 elsewhere
    int receptiveField = 1; ///< input pixels per side that reach one output
};

/// Every layer in order; needs neither weights nor a device.
std::vector<LayerSummary> summarize(const LayerList& layers, const Shape& input);

}
