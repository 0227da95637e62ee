#pragma once

#include "engine/layers/parameter.h"
#include "engine/weights/weight_file.h"

#include <map>
#include <string>
#include <vector>

namespace engine {

/// What a file calls each of the wanted parameters ("conv1.weight"), keyed by our name. Files that use our
/// names keep them. In torchvision's ("features.0.weight" ... "classifier.6.bias") and those of a plain
/// nn.Sequential ("0.weight") layers are numbered: the first with weights is the network's first with
/// weights, and so on; features come before classifier. So are the layers of a network that the file describes. Names that fit neither way stay ours, and the file
/// will not have them. Throws Error when the layers are numbered but not as many as the network's.
std::map<std::string, std::string> namesInFile(
    const WeightFile& file, const std::vector<ParameterShape>& wanted);

/// The architecture whose tensors a file without metadata has, "" when that cannot be told:
/// "alexnet-torchvision" for torchvision's names with its 64 first filters, however many classes.
std::string recogniseNetwork(const WeightFile& file);

}
