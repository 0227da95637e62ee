#include "app/model/model.h"

#include "app/download/catalogue.h"
#include "app/model/resources.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/layers/softmax.h"
#include "engine/weights/labels.h"
#include "engine/weights/model_file.h"
#include "engine/weights/preprocessing.h"
#include "engine/weights/text.h"
#include "engine/weights/weights.h"

#include <optional>

using namespace engine;

namespace {

const Architecture& builtIn() { return architectures().front(); }

std::filesystem::path builtInWeights(const std::string& name)
{
    return resourceFolder() / "models" / (name + ".safetensors");
}

/// The dimensions of the pictures that a preprocessing is usually for: those of a network that leaves them open.
std::vector<std::int64_t> usualInput(const ModelOptions& options)
{
    if (options.preprocess.empty())
        return {};
    const int side = options.preprocess == "caffe" ? 227 : 224;
    return {1, 3, side, side};
}

/// The file of weights that the options ask for; none for random weights.
std::optional<WeightFile> weightsFor(const ModelOptions& options)
{
    if (options.randomWeights) {
        if (!options.weights.empty())
            throw UsageError("--weights and --random-weights exclude each other");
        return {};
    }
    if (!options.weights.empty())
        return openWeights(options.weights, usualInput(options));
    const Architecture& architecture = options.model.empty() ? builtIn() : findArchitecture(options.model);
    if (architecture.builtIn)
        return openWeights(builtInWeights(architecture.name));
    std::string remedy = "give --weights FILE, or --random-weights to try it without";
    for (const CatalogueEntry& entry : readCatalogue(cataloguePath())) {
        if (entry.network != architecture.name)
            continue;
        std::error_code error;
        const std::filesystem::path file = downloadFolder() / entry.file;
        if (std::filesystem::exists(file, error))
            return openWeights(file);
        remedy = "get them with 'alexscope download " + entry.name + "', " + remedy;
    }
    throw UsageError(sentence("no weights come with ", architecture.name, ": ", remedy));
}

/// The architecture that the words or the file name.
const Architecture& architectureOf(
    const ModelOptions& options, const WeightFile* file, const std::string& said)
{
    if (!options.model.empty()) {
        const Architecture& chosen = findArchitecture(options.model);
        require(said.empty() || said == chosen.name, options.weights, " has the weights of ", inQuotes(said),
            ", not of ", chosen.name);
        return chosen;
    }
    if (file && said.empty())
        throw UsageError(sentence(file->path().string(),
            " does not say which network it belongs to: add --model, one of those listed by "
            "'alexscope models'"));
    if (!file)
        return builtIn();
    if (const Architecture* architecture = knownArchitecture(said))
        return *architecture;
    throw Error(sentence(file->path().string(), " has the weights of ", inQuotes(said),
        ", a network AlexScope does not know"));
}

/// A network that the file itself describes, ending in probabilities.
void takeStoredNetwork(ModelPlan& plan, const std::string& said)
{
    const StoredNetwork& stored = *plan.file->network();
    plan.name = !said.empty() && isPrintable(said) ? said : plan.file->path().stem().string();
    plan.layers = stored.layers;
    plan.input = stored.input.withBatch(1);
    require(!stored.inputTransposed && stored.inputDimensions.size() == 4, plan.file->path().string(),
        " takes no pictures but ", stored.inputDimensions.size(), " dimensions; 'alexscope run' computes it");
    if (!dynamic_cast<const Softmax*>(plan.layers.entries().back().layer.get()))
        plan.layers.add<Softmax>("probabilities");
}

/// How pictures are prepared: what the file says, what the words say, or what the architecture wants. The first two must
/// not contradict each other; an ONNX file does not belong to an architecture.
std::optional<InputRecipe> recipeFor(const ModelOptions& options, const ModelPlan& plan,
    const std::optional<InputRecipe>& said, const Architecture* own)
{
    const std::string file = plan.file ? plan.file->path().string() : std::string();
    if (options.preprocess.empty()) {
        if (!said && own && !(plan.file && plan.file->network()))
            return own->recipe;
        if (!said && options.forPictures)
            throw UsageError(sentence(file,
                " does not say how pictures are prepared for it: add --preprocess "
                "torchvision or --preprocess caffe"));
        return said;
    }
    const InputRecipe chosen = findPreprocessing(options.preprocess, plan.input.height);
    require(!said || *said == chosen, file, " was trained with other pictures than --preprocess ",
        options.preprocess, " makes; leave it out");
    return chosen;
}

/// From the words, the file, or those that come with AlexScope for the classes an architecture was made for.
std::vector<std::string> labelsFor(
    const ModelOptions& options, const std::vector<std::string>& said, int classes, const Architecture* own)
{
    std::vector<std::string> labels = said;
    std::string source = options.weights;
    const bool usual = (own ? own->classes : 1000) == classes && (classes == 1000 || (own && classes == 10));
    if (!options.labels.empty()) {
        labels = readLabels(options.labels);
        source = options.labels;
    } else if (labels.empty() && usual) {
        labels = readLabels(
            resourceFolder() / "labels" / (classes == 1000 ? "imagenet_1000.txt" : "cifar10.txt"));
    }
    if (labels.empty() && options.forLabels)
        throw UsageError(sentence(source, " tells ", classes,
            " classes apart and does not name them: add --labels FILE, with one name a line"));
    require(labels.empty() || int(labels.size()) == classes, source, " has ", labels.size(),
        " labels; the network has ", classes, " classes");
    return labels;
}

}

const Architecture& architectureFor(const ModelOptions& options)
{
    return options.model.empty() ? builtIn() : findArchitecture(options.model);
}

ModelPlan planModel(const ModelOptions& options)
{
    ModelPlan plan;
    plan.file = weightsFor(options);
    const ModelDescription said = plan.file ? describeModel(*plan.file) : ModelDescription {};
    const Architecture* own = nullptr; // what the file's layers were not taken from
    if (plan.file && plan.file->network() && options.model.empty()) {
        takeStoredNetwork(plan, said.network);
    } else {
        own = &architectureOf(options, plan.file ? &*plan.file : nullptr, said.network);
        const Architecture architecture = plan.file ? fitted(*own, *plan.file) : *own;
        plan.name = architecture.name;
        plan.layers = architecture.layers;
        plan.input = architecture.input();
    }
    plan.recipe = recipeFor(options, plan, said.recipe, own);
    require(!plan.recipe || (plan.recipe->crop == plan.input.height && plan.recipe->crop == plan.input.width),
        options.weights, " prepares pictures of ", plan.recipe ? plan.recipe->crop : 0, " pixels; ",
        plan.name, " takes ", plan.input.height);
    plan.labels = labelsFor(options, said.labels, summarize(plan.layers, plan.input).back().output[0], own);
    return plan;
}

Model openModel(Device& device, const ModelOptions& options)
{
    mayWait("opening a network");
    ModelPlan plan = planModel(options);
    Model model;
    model.name = plan.name;
    model.recipe = plan.recipe.value_or(InputRecipe {});
    model.labels = std::move(plan.labels);
    model.weights = plan.file ? plan.file->path().string() : std::string();
    model.network = std::make_unique<Network>(device, std::move(plan.layers), plan.input);
    if (plan.file)
        loadParameters(*plan.file, *model.network);
    else
        model.network->randomize(options.seed);
    return model;
}
