#include "engine/bench/bench.h"

#include "app/cli/commands.h"
#include "app/cli/model_options.h"

#include <nlohmann/json.hpp>

#include <iostream>

using Json = nlohmann::ordered_json;
using namespace engine;

namespace {

struct Options {
    ModelOptions model;
    int batch = 1;
    int repeat = 20;
    bool train = false;
    bool json = false;
    std::string winograd = "auto";
};

int runBench(const Options& options, const CommonOptions& common)
{
    if (!options.model.model.empty())
        findArchitecture(options.model.model);
    DeviceOptions opening = deviceOptions(common);
    if (options.winograd != "auto")
        opening.winograd = options.winograd == "always";
    Device device(opening);
    const Model model = openModel(device, options.model);
    const BenchResult result = (options.train ? benchTraining : bench)(*model.network, options.batch, options.repeat, [] { return true; });
    if (!options.json) {
        std::cout << model.name << " on " << device.info().name << '\n' << benchText(result);
        return 0;
    }
    Json layers = Json::array();
    for (const BenchResult::Layer& layer : result.layers)
        layers.push_back(
            { { "name", layer.name }, { "direction", layer.direction }, { "milliseconds", layer.milliseconds }, { "gflops", layer.gflops } });
    Json object { { "model", model.name }, { "device", device.info().name }, { "batch", result.batch },
        { "repeats", result.repeats }, { "first_milliseconds", result.firstMilliseconds },
        { "milliseconds", { { "median", result.median }, { "min", result.min }, { "max", result.max } } },
        { "images_per_second", result.imagesPerSecond }, { "peak_device_bytes", result.peakDeviceBytes },
        { "layers", layers } };
    if (options.train)
        object["update_milliseconds"] = result.updateMilliseconds;
    std::cout << object.dump(2) << '\n';
    return 0;
}

}

void addBench(CLI::App& app, const CommonOptions& common, Action& chosen)
{
    CLI::App* command = app.add_subcommand("bench", "Time the forward pass, or a training step");
    auto options = std::make_shared<Options>();
    options->model.forPictures = false;
    addModelOptions(*command, options->model);
    command->add_option("--batch", options->batch, "Images at once")->check(CLI::Range(1, 65535))->capture_default_str();
    command->add_option("--repeat", options->repeat, "Measured runs")->check(CLI::Range(1, 100000))->capture_default_str();
    command->add_flag("--train", options->train, "A training step: forward, loss, backward, update");
    command
        ->add_option("--winograd", options->winograd,
            "Convolutions the quicker way of Winograd: where it pays (auto), always where it can be gone, or "
            "never")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->capture_default_str();
    command->add_flag("--json", options->json, "As JSON");
    command->callback(
        [options, &common, &chosen] { chosen = [options, &common] { return runBench(*options, common); }; });
}
