#include "engine/weights/naming.h"

#include "engine/core/error.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <tuple>

namespace engine {

namespace {

/// "features.3" of "features.3.weight"
std::string_view layerOf(std::string_view name)
{
    return name.substr(0, std::min(name.rfind('.'), name.size()));
}

/// A layer that is named by its number, in the order of the network.
struct NumberedLayer {
    int group = 0; ///< 0 without a name, 1 features, 2 classifier
    int number = 0;
    std::string_view name;

    bool operator<(const NumberedLayer& other) const
    {
        return std::tie(group, number) < std::tie(other.group, other.number);
    }
};

std::optional<NumberedLayer> numberedLayer(std::string_view name)
{
    constexpr std::string_view groups[] = {"", "features.", "classifier."};
    NumberedLayer layer {0, 0, layerOf(name)};
    std::string_view digits = layer.name;
    for (int group : {1, 2}) {
        if (digits.starts_with(groups[group])) {
            layer.group = group;
            digits.remove_prefix(groups[group].size());
            break;
        }
    }
    const char* end = digits.data() + digits.size();
    const auto [rest, error] = std::from_chars(digits.data(), end, layer.number);
    if (layer.name.size() == name.size() || error != std::errc() || rest != end || layer.number < 0)
        return std::nullopt;
    return layer;
}

std::vector<NumberedLayer> numberedLayers(const WeightFile& file)
{
    std::vector<NumberedLayer> layers;
    for (const WeightEntry& entry : file.entries()) {
        const auto layer = numberedLayer(entry.name);
        const auto same = [&](const NumberedLayer& other) { return other.name == layer->name; };
        if (layer && std::none_of(layers.begin(), layers.end(), same))
            layers.push_back(*layer);
    }
    std::sort(layers.begin(), layers.end());
    return layers;
}

/// The file's layers with weights in the order of the network: those of the network it describes, or numbered ones.
std::vector<std::string> theirLayers(const WeightFile& file)
{
    std::vector<std::string> names;
    if (file.network()) {
        for (const WeightEntry& entry : file.entries())
            if (names.empty() || names.back() != layerOf(entry.name))
                names.emplace_back(layerOf(entry.name));
        return names;
    }
    for (const NumberedLayer& layer : numberedLayers(file))
        names.emplace_back(layer.name);
    return names;
}

std::vector<std::string_view> layersWithWeights(const std::vector<ParameterShape>& wanted)
{
    std::vector<std::string_view> layers;
    for (const ParameterShape& shape : wanted) {
        const std::string_view layer = layerOf(shape.name);
        if (layers.empty() || layers.back() != layer)
            layers.push_back(layer);
    }
    return layers;
}

}

std::map<std::string, std::string> namesInFile(
    const WeightFile& file, const std::vector<ParameterShape>& wanted)
{
    std::map<std::string, std::string> names;
    bool ours = false;
    for (const ParameterShape& shape : wanted) {
        names[shape.name] = shape.name;
        ours = ours || file.find(shape.name);
    }
    const std::vector<std::string> theirs = theirLayers(file);
    if (ours || theirs.empty())
        return names;
    const std::vector<std::string_view> layers = layersWithWeights(wanted);
    require(layers.size() == theirs.size(), file.path().string(), " has ", theirs.size(),
        " layers with weights, ", theirs.front(), " to ", theirs.back(), "; this network has ",
        layers.size(), ": these are the weights of another network");
    for (const ParameterShape& shape : wanted) {
        const std::string_view layer = layerOf(shape.name);
        const auto place = std::find(layers.begin(), layers.end(), layer) - layers.begin();
        names[shape.name] = theirs[static_cast<std::size_t>(place)] + shape.name.substr(layer.size());
    }
    return names;
}

std::string recogniseNetwork(const WeightFile& file)
{
    const WeightEntry* first = file.find("features.0.weight");
    const bool torchvision = first && first->shape == std::vector<std::int64_t> {64, 3, 11, 11}
        && file.find("features.10.weight") && file.find("classifier.6.weight");
    return torchvision ? "alexnet-torchvision" : "";
}

}
