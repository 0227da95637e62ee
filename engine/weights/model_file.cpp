#include "engine/weights/model_file.h"

#include "engine/core/error.h"
#include "engine/weights/labels.h"
#include "engine/weights/recipe_text.h"

#include <algorithm>

namespace engine {

namespace {

    constexpr const char* networkKey = "alexscope.network";
    constexpr const char* recipeKey = "alexscope.preprocessing";
    constexpr const char* labelsKey = "alexscope.labels";

    std::string dimensionsText(const std::vector<std::int64_t>& dimensions)
    {
        std::string text;
        for (std::int64_t dimension : dimensions)
            text += (text.empty() ? "" : "x") + std::to_string(dimension);
        return text;
    }

    /// "a, b, c and 4 more"
    std::string listed(const std::vector<std::string>& names)
    {
        constexpr std::size_t most = 3;
        std::string text;
        for (std::size_t i = 0; i < std::min(most, names.size()); ++i)
            text += (i > 0 ? ", " : "") + names[i];
        return names.size() > most ? text + " and " + std::to_string(names.size() - most) + " more" : text;
    }

    /// All that differs between file and network, judged before anything is read.
    void checkTensors(const WeightFile& file, const std::vector<ParameterShape>& wanted)
    {
        std::vector<std::string> missing, unexpected;
        for (const ParameterShape& shape : wanted) {
            const WeightEntry* entry = file.find(shape.name);
            if (!entry) {
                missing.push_back(shape.name);
                continue;
            }
            require(entry->shape == shape.dimensions, shape.name, " in ", file.path().string(), " is ",
                entry->shapeText(), "; this network expects ", dimensionsText(shape.dimensions));
        }
        for (const WeightEntry& entry : file.entries())
            if (std::none_of(wanted.begin(), wanted.end(), [&](const auto& s) { return s.name == entry.name; }))
                unexpected.push_back(entry.name);
        require(missing.empty(), file.path().string(), " lacks ", listed(missing),
            unexpected.empty() ? "" : "; it has " + listed(unexpected) + " instead",
            ": these are the weights of another network");
        require(unexpected.empty(), file.path().string(), " has ", listed(unexpected),
            ", which this network does not know: these are the weights of another network");
    }

}

ModelDescription describeModel(const WeightFile& file)
{
    ModelDescription description;
    const auto& metadata = file.metadata();
    if (const auto found = metadata.find(networkKey); found != metadata.end())
        description.network = found->second;
    if (const auto found = metadata.find(recipeKey); found != metadata.end())
        description.recipe = recipeFromJson(found->second, file.path().string());
    if (const auto found = metadata.find(labelsKey); found != metadata.end())
        description.labels = labelsFromJson(found->second, file.path().string());
    return description;
}

std::map<std::string, std::string> metadataFor(const ModelDescription& description)
{
    std::map<std::string, std::string> metadata = { { "format", "pt" }, { networkKey, description.network } };
    if (description.recipe)
        metadata[recipeKey] = recipeToJson(*description.recipe);
    if (!description.labels.empty())
        metadata[labelsKey] = labelsToJson(description.labels);
    return metadata;
}

void loadParameters(const WeightFile& file, Network& network)
{
    checkTensors(file, network.parameterShapes());
    network.setParameters([&](const ParameterShape& shape, std::span<float> values) {
        file.read(*file.find(shape.name), values);
    });
}

}
