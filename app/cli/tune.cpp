#include "app/cli/commands.h"
#include "app/cli/interrupts.h"
#include "app/model/model.h"
#include "engine/bench/tuner.h"
#include "engine/core/error.h"
#include "engine/vulkan/choices_file.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <iostream>

using Json = nlohmann::ordered_json;
using namespace engine;

namespace {

struct TuneOptions {
    ModelOptions model;
    int batch = 1;
    int repeat = 5;
    bool train = false;
    bool reset = false;
    bool json = false;
};

void print(const std::vector<TunedPiece>& pieces)
{
    for (const TunedPiece& piece : pieces) {
        char line[400];
        std::snprintf(line, sizeof line, "%-28s %3d ways %9.3f ms -> %9.3f ms  %s\n", piece.layers.c_str(),
            piece.candidates, piece.usualMilliseconds, piece.winnerMilliseconds,
            piece.winner == piece.usual ? "as usual" : piece.winner.c_str());
        std::cout << line;
    }
}

Json tunedJson(const std::vector<TunedPiece>& pieces)
{
    Json list = Json::array();
    for (const TunedPiece& piece : pieces)
        list.push_back({{"piece", piece.piece}, {"layers", piece.layers}, {"candidates", piece.candidates},
            {"usual", piece.usual}, {"winner", piece.winner}, {"usual_milliseconds", piece.usualMilliseconds},
            {"winner_milliseconds", piece.winnerMilliseconds}});
    return list;
}

int runTune(const TuneOptions& options, const CommonOptions& common)
{
    const Architecture& architecture = architectureFor(options.model);
    Device device(options.train ? learningDeviceOptions(common) : deviceOptions(common));
    const std::filesystem::path file = choicesFile(device.info(), device.cacheFolder());
    if (options.reset) {
        saveChoices(device.info(), device.cacheFolder(), {});
        std::cout << file.string() << " says nothing more: the usual kernels are taken\n";
        return 0;
    }
    const Interrupts interrupts;
    const std::vector<TunedPiece> pieces = tune(device,
        {.layers = architecture.layers,
            .input = architecture.input(),
            .batch = options.batch,
            .train = options.train,
            .repeats = options.repeat},
        [&](int done, int total) {
            std::cerr << "alexscope: round " << done << " of " << total << '\n';
            return !interrupts.wish().stop_requested();
        });
    saveChoices(device.info(), device.cacheFolder(), device.choices().table());
    if (options.json)
        std::cout << Json {{"model", architecture.name}, {"device", device.info().name},
            {"batch", options.batch}, {"file", file.string()}, {"pieces", tunedJson(pieces)}}
                         .dump(2)
                  << '\n';
    else
        print(pieces);
    return 0;
}

}

void addTune(CLI::App& app, const CommonOptions& common, Action& chosen)
{
    CLI::App* command = app.add_subcommand(
        "tune", "Time all kernels that could do the work of a network, and use the fastest from now on");
    auto options = std::make_shared<TuneOptions>();
    command->add_option("--model", options->model.model, "Network, as listed by 'alexscope models'")
        ->transform(plainWord());
    command->add_option("--batch", options->batch, "Images at once: what is measured holds for this number")
        ->check(CLI::Range(1, 65535))
        ->capture_default_str();
    command->add_option("--repeat", options->repeat, "Measured runs of each kernel; the best counts")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->add_flag("--train", options->train, "A training step");
    command->add_flag("--reset", options->reset, "Instead: forget all that was measured on this device");
    command->add_flag("--json", options->json, "As JSON");
    command->callback(
        [options, &common, &chosen] { chosen = [options, &common] { return runTune(*options, common); }; });
}
