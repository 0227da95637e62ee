#include "app/cli/commands.h"
#include "app/cli/model_options.h"
#include "app/cli/pictures.h"
#include "app/model/npy.h"
#include "engine/core/error.h"
#include "engine/image/prepare.h"

#include <iostream>

using namespace engine;

namespace {

struct ActivationsOptions {
    ModelOptions model;
    std::string image;
    std::string layer;
    std::string output;
};

int activations(const ActivationsOptions& options, const CommonOptions& common)
{
    if (!options.model.model.empty())
        findArchitecture(options.model.model);
    Device device(deviceOptions(common));
    Model model = openModel(device, options.model);
    const std::vector<LayerSummary> rows = summarize(model.network->layers(), model.network->input());
    std::string known = "all";
    bool found = options.layer == "all";
    for (const LayerSummary& row : rows) {
        known += ", " + row.name;
        found = found || row.name == options.layer;
    }
    if (!found)
        throw UsageError(
            sentence("there is no layer \"", options.layer, "\" in ", model.name, "; --layer takes ", known));

    model.network->forward(prepare(openPicture(options.image), model.recipe), Keep::Everything);
    std::error_code error;
    std::filesystem::create_directories(options.output, error);
    require(!error, "the folder ", options.output, " cannot be created: ", error.message());
    for (const LayerSummary& row : rows) {
        if (options.layer != "all" && options.layer != row.name)
            continue;
        std::vector<int> shape = {1};
        shape.insert(shape.end(), row.output.begin(), row.output.end());
        const std::filesystem::path file = std::filesystem::path(options.output) / (row.name + ".npy");
        writeNpy(file, shape, model.network->activation(row.name, 1, Keep::Everything).values);
        std::cout << file.string() << '\n';
    }
    return 0;
}

}

void addActivations(CLI::App& app, const CommonOptions& common, Action& chosen)
{
    CLI::App* command
        = app.add_subcommand("activations", "Write what layers compute for a picture, as NumPy files");
    auto options = std::make_shared<ActivationsOptions>();
    command->add_option("image", options->image, "Picture, or - for standard input")
        ->required()
        ->transform(plainWord());
    command->add_option("--layer", options->layer, "Name of a layer, or all")
        ->required()
        ->transform(plainWord());
    command->add_option("--output", options->output, "Folder for <layer>.npy")
        ->required()
        ->transform(plainWord());
    addModelOptions(*command, options->model);
    command->callback([options, &common, &chosen] {
        chosen = [options, &common] { return activations(*options, common); };
    });
}
