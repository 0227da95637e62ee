#include "engine/weights/model_file.h"

#include "engine/core/error.h"
#include "engine/network/architecture.h"
#include "engine/weights/labels.h"
#include "engine/weights/naming.h"
#include "engine/weights/recipe_text.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace engine {

namespace {

    using Names = std::map<std::string, std::string>; ///< the file's, by ours

    constexpr const char* networkKey = "alexscope.network";
    constexpr const char* recipeKey = "alexscope.preprocessing";
    constexpr const char* labelsKey = "alexscope.labels";
    constexpr std::int64_t mostClasses = 100'000; ///< as many as there may be labels

    std::string dimensionsText(const std::vector<std::int64_t>& dimensions)
    {
        std::string text;
        for (std::int64_t dimension : dimensions) {
            text += text.empty() ? "" : "x";
            text += std::to_string(dimension);
        }
        return text;
    }

    /// "fc8" of "fc8.weight"
    std::string layerOf(const std::string& name) { return name.substr(0, name.rfind('.')); }

    /// "a, b, c and 4 more"
    std::string listed(const std::vector<std::string>& names)
    {
        constexpr std::size_t most = 3;
        std::string text;
        for (std::size_t i = 0; i < std::min(most, names.size()); ++i)
            text += (i > 0 ? ", " : "") + names[i];
        return names.size() > most ? text + " and " + std::to_string(names.size() - most) + " more" : text;
    }

    /// Tensors of another shape, in the words of the file; a head for other classes gets words of its own.
    void checkShapes(const WeightFile& file, const std::vector<ParameterShape>& wanted, const Names& names)
    {
        std::vector<std::string> differences;
        bool onlyClasses = true;
        const std::string head = wanted.empty() ? "" : layerOf(wanted.back().name);
        for (const ParameterShape& shape : wanted) {
            const WeightEntry& entry = *file.find(names.at(shape.name));
            if (entry.shape == shape.dimensions)
                continue;
            differences.push_back(entry.name + " is " + entry.shapeText() + " instead of "
                + dimensionsText(shape.dimensions));
            onlyClasses = onlyClasses && layerOf(shape.name) == head && entry.shape.size() == shape.dimensions.size()
                && std::equal(entry.shape.begin() + 1, entry.shape.end(), shape.dimensions.begin() + 1);
        }
        if (differences.empty())
            return;
        const std::string path = file.path().string();
        if (onlyClasses) {
            throw Error(sentence(path, " tells ", file.find(names.at(wanted.back().name))->shape.front(),
                " classes apart, this network ", wanted.back().dimensions.front(), ": ", listed(differences)));
        }
        throw Error(sentence(path, " does not fit this network: ", listed(differences)));
    }

    /// All that differs between file and network, judged before anything is read.
    void checkTensors(const WeightFile& file, const std::vector<ParameterShape>& wanted, const Names& names)
    {
        std::vector<std::string> missing, unexpected;
        std::set<std::string_view> known;
        for (const ParameterShape& shape : wanted) {
            const std::string& name = names.at(shape.name);
            known.insert(name);
            if (!file.find(name))
                missing.push_back(name);
        }
        for (const WeightEntry& entry : file.entries())
            if (!known.contains(entry.name))
                unexpected.push_back(entry.name);
        require(missing.empty(), file.path().string(), " lacks ", listed(missing),
            unexpected.empty() ? "" : "; it has " + listed(unexpected) + " instead",
            ": these are the weights of another network");
        require(unexpected.empty(), file.path().string(), " has ", listed(unexpected),
            ", which this network does not know: these are the weights of another network");
        checkShapes(file, wanted, names);
    }

}

ModelDescription describeModel(const WeightFile& file)
{
    ModelDescription description;
    const auto& metadata = file.metadata();
    if (const auto found = metadata.find(networkKey); found != metadata.end())
        description.network = found->second;
    else
        description.network = recogniseNetwork(file);
    if (const auto found = metadata.find(recipeKey); found != metadata.end())
        description.recipe = recipeFromJson(found->second, file.path().string());
    else if (!metadata.contains(networkKey) && !description.network.empty())
        description.recipe = findArchitecture(description.network).recipe;
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

std::vector<NamedTensor> tensorsFor(const WeightFile& file, const std::vector<ParameterShape>& wanted)
{
    const Names names = namesInFile(file, wanted);
    checkTensors(file, wanted, names);
    std::vector<NamedTensor> tensors;
    for (const ParameterShape& shape : wanted) {
        const WeightEntry& entry = *file.find(names.at(shape.name));
        tensors.push_back(
            {shape.name, shape.dimensions, [&file, &entry](std::span<float> values) { file.read(entry, values); }});
    }
    return tensors;
}

void loadParameters(const WeightFile& file, Network& network)
{
    const std::vector<ParameterShape> wanted = network.parameterShapes();
    const Names names = namesInFile(file, wanted);
    checkTensors(file, wanted, names);
    std::vector<float> values; // of one tensor at a time
    for (const ParameterShape& shape : wanted) {
        const WeightEntry& entry = *file.find(names.at(shape.name));
        if (const auto stored = file.view(entry)) {
            network.setParameter(shape.name, *stored);
            continue;
        }
        values.resize(entry.size());
        file.read(entry, values);
        network.setParameter(shape.name, values);
    }
}

Architecture fitted(const Architecture& architecture, const WeightFile& file)
{
    const std::vector<ParameterShape> wanted = parameterShapes(architecture.layers, architecture.input());
    const ParameterShape& head = wanted.back();
    const WeightEntry* entry = file.find(namesInFile(file, wanted).at(head.name));
    const bool other = entry && entry->shape.size() == head.dimensions.size()
        && entry->shape.front() != architecture.classes && entry->shape.front() >= 1
        && entry->shape.front() <= mostClasses;
    return other ? withClasses(architecture, int(entry->shape.front())) : architecture;
}

}
