#include "app/cli/model.h"

#include "app/cli/commands.h"
#include "app/cli/resources.h"
#include "engine/core/error.h"
#include "engine/weights/labels.h"
#include "engine/weights/model_file.h"
#include "engine/weights/text.h"
#include "engine/weights/weights.h"

#include <charconv>
#include <optional>

using namespace engine;

namespace {

const Architecture& builtIn() { return architectures().front(); }

std::filesystem::path builtInWeights(const std::string& name)
{
    return resourceFolder() / "models" / (name + ".safetensors");
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
        return openWeights(options.weights);
    const Architecture& architecture = options.model.empty() ? builtIn() : findArchitecture(options.model);
    if (!architecture.builtIn)
        throw UsageError(sentence("no weights come with ", architecture.name,
            ": give --weights FILE, or --random-weights to try it without"));
    return openWeights(builtInWeights(architecture.name));
}

const Architecture& architectureOf(const ModelOptions& options, const WeightFile* file, const std::string& said)
{
    if (!options.model.empty()) {
        const Architecture& chosen = findArchitecture(options.model);
        require(said.empty() || said == chosen.name, options.weights, " has the weights of ", inQuotes(said),
            ", not of ", chosen.name);
        return chosen;
    }
    if (file && said.empty())
        throw UsageError(sentence(
            file->path().string(), " does not say which network it belongs to: add --model, one of those listed by "
                                   "'alexscope models'"));
    if (!file)
        return builtIn();
    for (const Architecture& architecture : architectures())
        if (architecture.name == said)
            return architecture;
    throw Error(sentence(
        file->path().string(), " has the weights of ", inQuotes(said), ", a network AlexScope does not know"));
}

/// Whether the file has the network with a last layer of its own: one bias for each of its labels.
bool hasOtherClasses(
    const WeightFile& file, const std::vector<std::string>& labels, const Architecture& architecture)
{
    if (labels.empty() || int(labels.size()) == architecture.classes)
        return false;
    std::string last;
    for (const LayerList::Entry& entry : architecture.layers.entries())
        last = entry.layer->kind() == "FullyConnected" ? entry.name : last;
    const WeightEntry* bias = file.find(last + ".bias");
    return bias && bias->shape == std::vector<std::int64_t> {std::int64_t(labels.size())};
}

std::vector<std::string> labelsFor(const ModelOptions& options, const std::vector<std::string>& said, int classes)
{
    std::vector<std::string> labels = said;
    std::string source = options.weights;
    if (!options.labels.empty()) {
        labels = readLabels(options.labels);
        source = options.labels;
    } else if (labels.empty() && (classes == 1000 || classes == 10)) {
        labels = readLabels(resourceFolder() / "labels" / (classes == 1000 ? "imagenet_1000.txt" : "cifar10.txt"));
    }
    require(int(labels.size()) == classes, source, " has ", labels.size(), " labels; the network has ", classes,
        " classes");
    return labels;
}

}

/// CLI11 itself would read -1 as 18446744073709551615.
std::string seedProblem(const std::string& word)
{
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), seed);
    const bool whole = error == std::errc() && end == word.data() + word.size();
    return whole ? "" : word + " is not a whole number from 0 to 18446744073709551615";
}

void addModelOptions(CLI::App& command, ModelOptions& options)
{
    command.add_option("--model", options.model, "Network, as listed by 'alexscope models'")
        ->transform(plainWord());
    command.add_option("--weights", options.weights, "File of trained weights: safetensors, or PyTorch's .pth")->transform(plainWord());
    command.add_flag("--random-weights", options.randomWeights, "Weights drawn at random, for trying and timing");
    command.add_option("--seed", options.seed, "Seed of the random weights")
        ->check(seedProblem)
        ->capture_default_str();
}

const Architecture& architectureFor(const ModelOptions& options)
{
    return options.model.empty() ? builtIn() : findArchitecture(options.model);
}

Model openModel(Device& device, const ModelOptions& options)
{
    const std::optional<WeightFile> file = weightsFor(options);
    const ModelDescription said = file ? describeModel(*file) : ModelDescription {};
    Architecture architecture = architectureOf(options, file ? &*file : nullptr, said.network);
    if (file && hasOtherClasses(*file, said.labels, architecture))
        architecture = withClasses(std::move(architecture), int(said.labels.size()));

    Model model;
    model.name = architecture.name;
    model.recipe = said.recipe.value_or(architecture.recipe);
    require(model.recipe.crop == architecture.recipe.crop, options.weights, " prepares pictures of ",
        model.recipe.crop, " pixels; ", architecture.name, " takes ", architecture.recipe.crop);
    model.labels = labelsFor(options, said.labels, architecture.classes);
    model.network = std::make_unique<Network>(device, architecture.layers, architecture.input());
    if (file)
        loadParameters(*file, *model.network);
    else
        model.network->randomize(options.seed);
    return model;
}
