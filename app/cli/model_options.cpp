#include "app/cli/model_options.h"

#include "app/cli/commands.h"

#include <charconv>
#include <cstdint>

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
    command.add_option("--weights", options.weights, "File of trained weights: safetensors, PyTorch's .pth, ONNX, Caffe's .caffemodel")
        ->transform(plainWord());
    command.add_option("--preprocess", options.preprocess,
        "How pictures are prepared, where the weights do not say: torchvision or caffe")
        ->transform(plainWord());
    command.add_flag("--random-weights", options.randomWeights, "Weights drawn at random, for trying and timing");
    command.add_option("--seed", options.seed, "Seed of the random weights")
        ->check(seedProblem)
        ->capture_default_str();
}
