#include "app/cli/commands.h"
#include "app/model/model.h"
#include "engine/core/error.h"
#include "engine/weights/model_file.h"
#include "engine/weights/onnx_writer.h"
#include "engine/weights/weights.h"

#include <iostream>

using namespace engine;

namespace {

struct ConvertOptions {
    ModelOptions model;
    std::string output;
};

/// The network's name in a safetensors file, which has no layers in it and must say whose the weights are.
std::string networkFor(const ModelOptions& options)
{
    if (!options.model.empty())
        return options.model;
    const std::string said = describeModel(openWeights(options.weights)).network;
    if (said.empty())
        throw UsageError(sentence(options.weights,
            " does not say which network it belongs to: add --model, one of "
            "those listed by 'alexscope models'"));
    return said;
}

int convert(ConvertOptions options)
{
    const std::string extension = std::filesystem::path(options.output).extension().string();
    const bool onnx = extension == ".onnx";
    if (!onnx && extension != ".safetensors")
        throw UsageError(
            sentence(options.output, " must end in .safetensors or .onnx: that says what it becomes"));
    options.model.forPictures = !onnx;
    if (!onnx)
        options.model.model = networkFor(options.model);

    const ModelPlan plan = planModel(options.model);
    const std::vector<NamedTensor> tensors = tensorsFor(*plan.file, parameterShapes(plan.layers, plan.input));
    const std::map<std::string, std::string> metadata = metadataFor({plan.name, plan.recipe, plan.labels});
    if (onnx)
        writeOnnx(options.output, plan.name, plan.layers, plan.input, metadata, tensors);
    else
        writeSafetensors(options.output, metadata, tensors);
    std::cout << options.output << '\n';
    return 0;
}

}

void addConvert(CLI::App& app, const CommonOptions&, Action& chosen)
{
    CLI::App* command = app.add_subcommand("convert", "Write weights in another format: safetensors or ONNX");
    auto options = std::make_shared<ConvertOptions>();
    command->add_option("in", options->model.weights, "File of trained weights")
        ->required()
        ->transform(plainWord());
    command->add_option("out", options->output, "File to be written: .safetensors or .onnx")
        ->required()
        ->transform(plainWord());
    command->add_option("--model", options->model.model, "Network, as listed by 'alexscope models'")
        ->transform(plainWord());
    command->add_option("--labels", options->model.labels, "Names of the classes, one a line")
        ->transform(plainWord());
    command
        ->add_option("--preprocess", options->model.preprocess,
            "How pictures are prepared, where the weights do not say: torchvision or caffe")
        ->transform(plainWord());
    command->callback([options, &chosen] { chosen = [options] { return convert(*options); }; });
}
