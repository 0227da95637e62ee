#include "app/cli/commands.h"
#include "app/model/npy.h"
#include "engine/core/error.h"
#include "engine/network/network.h"
#include "engine/weights/model_file.h"
#include "engine/weights/text.h"
#include "engine/weights/weights.h"

#include <algorithm>

using namespace engine;

namespace {

struct RunOptions {
    std::string model;
    std::string input;
    std::string output;
    std::string layer;
};

constexpr int imagesAtOnce = 16;

std::string dimensionsText(const std::vector<std::int64_t>& dimensions)
{
    std::string text;
    for (std::int64_t extent : dimensions)
        text += (text.empty() ? "" : "x") + std::to_string(extent);
    return text.empty() ? "a single number" : text;
}

/// The value that the words ask for.
const StoredNetwork::Activation& wanted(const StoredNetwork& network, const RunOptions& options)
{
    const std::string& name = options.layer.empty() ? network.output : options.layer;
    const auto found = network.activations.find(name);
    if (found != network.activations.end())
        return found->second;
    std::string known;
    for (const auto& [value, activation] : network.activations)
        known += (known.empty() ? "" : ", ") + value;
    throw UsageError(
        sentence("there is no layer \"", options.layer, "\" in ", options.model, "; --layer takes ", known));
}

void transpose(NpyArray& matrix)
{
    const auto rows = std::size_t(matrix.shape[0]), columns = std::size_t(matrix.shape[1]);
    std::vector<float> turned(matrix.values.size());
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t column = 0; column < columns; ++column)
            turned[column * rows + row] = matrix.values[row * columns + column];
    matrix.values = std::move(turned);
}

/// The values of a layer for all images, computed some at a time.
std::vector<float> compute(
    Network& network, int images, const std::vector<float>& input, const std::string& layer, Keep keep)
{
    const auto size = std::size_t(network.input().imageSize());
    std::vector<float> output;
    for (int first = 0; first < images; first += imagesAtOnce) {
        HostTensor batch(network.input().withBatch(std::min(imagesAtOnce, images - first)));
        std::copy_n(input.begin() + std::ptrdiff_t(std::size_t(first) * size), batch.values.size(),
            batch.values.begin());
        network.setInput(batch, keep);
        network.run(batch.shape.batch, keep);
        const HostTensor part = network.activation(layer, batch.shape.batch, keep);
        output.insert(output.end(), part.values.begin(), part.values.end());
    }
    return output;
}

int run(const RunOptions& options, const CommonOptions& common)
{
    NpyArray input = readNpy(options.input);
    require(!input.values.empty() && !input.shape.empty(), options.input, " has no values");
    const WeightFile file = openWeights(options.model, input.shape);
    require(file.network().has_value(), options.model,
        " has weights, but no network in it; 'alexscope convert' makes an ONNX file of it, which has both");
    const StoredNetwork& stored = *file.network();
    require(input.shape == stored.inputDimensions, options.input, " is ", dimensionsText(input.shape),
        "; the network in ", options.model, " takes ", dimensionsText(stored.inputDimensions));
    const StoredNetwork::Activation& value = wanted(stored, options);

    Device device(deviceOptions(common));
    Network network(device, stored.layers, stored.input);
    loadParameters(file, network);
    if (stored.inputTransposed)
        transpose(input);
    const bool last = value.layer == stored.layers.entries().back().name;
    NpyArray output {value.dimensions,
        compute(
            network, stored.input.batch, input.values, value.layer, last ? Keep::Answer : Keep::Everything)};
    writeNpy(options.output, output);
    return 0;
}

}

void addRun(CLI::App& app, const CommonOptions& common, Action& chosen)
{
    CLI::App* command = app.add_subcommand("run", "Compute an ONNX network for an array of numbers");
    auto options = std::make_shared<RunOptions>();
    command->add_option("model", options->model, "ONNX file")->required()->transform(plainWord());
    command->add_option("--input", options->input, "NumPy file of float32, batch first")
        ->required()
        ->transform(plainWord());
    command->add_option("--output", options->output, "NumPy file to be written")
        ->required()
        ->transform(plainWord());
    command
        ->add_option("--layer", options->layer, "Name of a value on the way (default: the network's output)")
        ->transform(plainWord());
    command->callback(
        [options, &common, &chosen] { chosen = [options, &common] { return run(*options, common); }; });
}
