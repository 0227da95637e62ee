#include "engine/run/starting_point.h"

#include "engine/core/error.h"
#include "engine/weights/model_file.h"
#include "engine/weights/naming.h"
#include "engine/weights/text.h"
#include "engine/weights/weights.h"

namespace engine {

namespace {

/// "fc8" of "fc8.weight"
std::string layerOf(const ParameterShape& parameter)
{
    return parameter.name.substr(0, parameter.name.rfind('.'));
}

}

std::optional<WeightFile> openStartingWeights(const RunConfig& config)
{
    if (config.weights.empty())
        return {};
    WeightFile file = openWeights(config.weights);
    const std::string said = describeModel(file).network;
    require(said.empty() || said == config.model, config.weights, " has the weights of ", inQuotes(said),
        ", not of ", config.model);
    return file;
}

Architecture architectureFor(RunConfig& config, const WeightFile* weights)
{
    Architecture architecture = findArchitecture(config.model);
    if (!config.recipe && weights)
        config.recipe = describeModel(*weights).recipe;
    if (!config.recipe)
        config.recipe = architecture.recipe;
    require(config.recipe->crop == architecture.recipe.crop, config.weights, " prepares pictures of ",
        config.recipe->crop, " pixels; ", config.model, " takes ", architecture.recipe.crop);
    architecture.recipe = *config.recipe;
    if (config.dropout)
        architecture = withDropout(std::move(architecture), *config.dropout);
    return withClasses(std::move(architecture), int(config.classes.size()));
}

std::string setStartingPoint(Network& network, const RunConfig& config, const WeightFile* weights)
{
    const std::uint64_t seed = config.trainer.seed;
    if (!weights) {
        initialise(network, config.initialisation, seed);
        return {};
    }
    const std::vector<ParameterShape> shapes = network.parameterShapes();
    const auto names = namesInFile(*weights, shapes);
    const std::string last = layerOf(shapes.back());
    std::string drawn;
    for (const ParameterShape& shape : shapes) {
        const WeightEntry* entry = weights->find(names.at(shape.name));
        require(entry, config.weights, " has no ", names.at(shape.name),
            ": these are the weights of another network");
        if (entry->shape == shape.dimensions) {
            std::vector<float> values(entry->size());
            weights->read(*entry, values);
            network.setParameter(shape.name, values);
            continue;
        }
        require(layerOf(shape) == last, config.weights, " does not fit ", config.model, ": ", entry->name,
            " is ", entry->shapeText());
        drawn = sentence(config.weights, " tells ", entry->shape.empty() ? 0 : entry->shape.front(),
            " classes apart, the data set ", config.classes.size(), ": ", last, " starts anew");
    }
    if (!drawn.empty())
        initialise(network, config.initialisation, seed, last);
    return drawn;
}

}
