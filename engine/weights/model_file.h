#pragma once

#include "engine/core/input_recipe.h"
#include "engine/network/architecture.h"
#include "engine/network/network.h"
#include "engine/weights/safetensors.h"
#include "engine/weights/weight_file.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace engine {

/// What a weight file says of the network that it was trained as.
struct ModelDescription {
    std::string network; ///< empty when the file does not say
    std::optional<InputRecipe> recipe;
    std::vector<std::string> labels; ///< empty when the file has none
};

/// Reads the metadata alexscope.network, alexscope.preprocessing and alexscope.labels. A file without the first that
/// has torchvision's tensors is said to be torchvision's AlexNet, with its recipe. Throws Error naming the file when
/// one is there but damaged.
ModelDescription describeModel(const WeightFile& file);

/// The metadata for such a description; "format" is set for programs that ask for it.
std::map<std::string, std::string> metadataFor(const ModelDescription& description);

/// The architecture for as many classes as the file tells apart, if that is all that differs.
Architecture fitted(const Architecture& architecture, const WeightFile& file);

/// The file's tensors under the wanted names, to be written elsewhere. Throws Error as loadParameters does. Valid as
/// long as the file.
std::vector<NamedTensor> tensorsFor(const WeightFile& file, const std::vector<ParameterShape>& wanted);

/// Fills all parameters of the network, from tensors with our names or with those that namesInFile() knows. Throws
/// Error naming the file, and the tensors that are missing, have another shape, or belong to no layer; the network is
/// then to be thrown away.
void loadParameters(const WeightFile& file, Network& network);

}
