#include "app/cli/commands.h"
#include "app/cli/interrupts.h"
#include "app/cli/model_options.h"
#include "app/cli/training_display.h"
#include "engine/core/error.h"
#include "engine/run/checkpoint.h"
#include "engine/weights/model_file.h"
#include "engine/weights/weights.h"

#include <iostream>
#include <limits>
#include <thread>

namespace fs = std::filesystem;
using namespace engine;

namespace {

/// What was typed; the rest is as defaultsFor() has it.
struct TrainOptions {
    std::string dataset, validation, model, weights, output, resume;
    std::string schedule, augmentation, initialisation, freezeUntil;
    std::optional<int> epochs, batch, microBatch, warmUp;
    std::optional<double> rate, momentum, weightDecay, clip, dropout;
    std::optional<std::uint64_t> seed;
    int threads = 0;
    bool quiet = false;
    bool json = false;
};

/// A run may be continued from another folder than it was begun in.
std::string absolute(const std::string& path)
{
    std::error_code error;
    return !path.empty() && fs::exists(path, error) ? fs::absolute(path).lexically_normal().string() : path;
}

std::string modelFor(const TrainOptions& options)
{
    if (!options.model.empty())
        return options.model;
    if (options.weights.empty())
        throw UsageError(
            "which network is to be trained? Add --model, one of those listed by 'alexscope models'");
    const std::string said = describeModel(openWeights(options.weights)).network;
    if (said.empty())
        throw UsageError(options.weights + " does not say which network it belongs to: add --model");
    return said;
}

template <class Value, class Target>
void set(Target& target, const std::optional<Value>& value)
{
    if (value)
        target = Target(*value);
}

RunConfig configFor(const TrainOptions& options)
{
    RunConfig config = defaultsFor(modelFor(options));
    config.program = "alexscope " ALEXSCOPE_VERSION;
    config.dataset = absolute(options.dataset);
    config.validation = absolute(options.validation);
    config.weights = absolute(options.weights);
    if (!options.augmentation.empty())
        config.augmentation = augmentationNamed(options.augmentation);
    if (!options.initialisation.empty())
        config.initialisation = initialisationNamed(options.initialisation);
    if (!options.schedule.empty())
        config.schedule.kind = scheduleNamed(options.schedule);
    set(config.dropout, options.dropout);
    set(config.epochs, options.epochs);
    set(config.batch, options.batch);
    set(config.rate, options.rate);
    set(config.schedule.warmUpSteps, options.warmUp);
    config.schedule.stepEpochs = std::max(1, config.epochs / 3);
    set(config.trainer.momentum, options.momentum);
    set(config.trainer.weightDecay, options.weightDecay);
    set(config.trainer.clip, options.clip);
    set(config.trainer.microBatch, options.microBatch);
    set(config.trainer.seed, options.seed);
    config.trainer.freezeUntil = options.freezeUntil;
    return config;
}

TrainingRun::Surroundings surroundings(const TrainOptions& options)
{
    const int cores = int(std::max(1u, std::thread::hardware_concurrency()));
    return {.loaderThreads = options.threads > 0 ? options.threads : std::clamp(cores / 2, 1, 8)};
}

/// Says so when there is nothing left to do, without a device.
bool isFinished(const TrainOptions& options)
{
    const RunConfig config = readConfig(options.resume);
    const std::optional<Progress> progress = readProgress(options.resume);
    if (!progress || progress->epoch < config.epochs)
        return false;
    if (options.json)
        std::cout << R"({"report":"end","finished":true,"iteration":)" << progress->iteration << "}\n";
    else
        std::cout << options.resume << " is finished: " << config.epochs << " epochs, " << progress->iteration
                  << " steps; its best weights are in " << options.resume << "/best.safetensors\n";
    return true;
}

int train(const TrainOptions& options, const CommonOptions& common)
{
    std::optional<RunConfig> config;
    if (options.resume.empty()) {
        if (options.dataset.empty() || options.output.empty())
            throw UsageError("train needs --dataset and --output, or --resume RUN");
        config = configFor(options);
    } else if (isFinished(options)) {
        return 0;
    }
    const Interrupts interrupts;
    Device device(learningDeviceOptions(common));
    const std::unique_ptr<TrainingRun> run = config
        ? TrainingRun::begin(device, *config, options.output, surroundings(options))
        : TrainingRun::resume(device, options.resume, surroundings(options));
    TrainingDisplay display(*run, options.quiet, options.json);
    display.begin();
    while (!run->isFinished()) {
        const Advance done = run->advance(interrupts.wish());
        display.show(done);
        if (done.stopped || !std::cout) { // nobody reads the reports; main() says so
            run->save();
            break;
        }
    }
    display.end(run->isFinished());
    return 0;
}

/// A number in a range that is open above, and below too unless `least` belongs to it.
CLI::Validator number(double least, bool included, double below = std::numeric_limits<double>::infinity())
{
    const auto check = [=](const std::string& word) {
        char* end = nullptr;
        const double value = std::strtod(word.c_str(), &end);
        const bool good = end != word.c_str() && *end == '\0' && (included ? value >= least : value > least)
            && value < below;
        if (good)
            return std::string();
        const std::string upper = std::isinf(below) ? "" : sentence(" and below ", below);
        return sentence(word, " is not a number ", included ? "of at least " : "above ", least, upper);
    };
    return {check, ""};
}

void addSettings(CLI::App& command, TrainOptions& options)
{
    const auto word = [&](const char* name, std::string& target, const char* help) {
        command.add_option(name, target, help)->transform(plainWord());
    };
    const auto value = [&](const char* name, auto& target, const char* help, const CLI::Validator& range) {
        command.add_option(name, target, help)->check(range);
    };
    word("--dataset", options.dataset,
        "Folder of class folders (or with train/ and val/ of them), of CIFAR-10's or MNIST's files, or "
        "\"synthetic\"");
    word("--val", options.validation,
        "Pictures to validate with: a folder, or the share of the training pictures to set aside (default: "
        "the data "
        "set's own, or 0.1)");
    word("--model", options.model, "Network, as listed by 'alexscope models'");
    word(
        "--weights", options.weights, "Start from these weights; a last layer for other classes starts anew");
    word("--output", options.output, "New folder for the run");
    value("--epochs", options.epochs, "Times through all pictures (90; 32-pixel networks 20)",
        CLI::Range(1, 1000000));
    value("--batch-size", options.batch, "Pictures per step (128)", CLI::Range(1, 65535));
    value("--micro-batch", options.microBatch,
        "Pictures computed at once (as many as the device's memory takes)", CLI::Range(1, 65535));
    value("--lr", options.rate, "Learning rate (0.01; 32-pixel networks 0.02)", number(0, false));
    value("--momentum", options.momentum, "Momentum (0.9)", number(0, true, 1));
    value("--weight-decay", options.weightDecay, "Weight decay (0.0005)", number(0, true));
    word("--schedule", options.schedule,
        "constant, step, plateau, cosine or one-cycle: how the rate changes (plateau; 32-pixel networks "
        "cosine)");
    value("--warm-up", options.warmUp,
        "Steps in which the rate rises to its full value (0; 32-pixel networks 100)",
        CLI::Range(0, 1000000000));
    value(
        "--clip", options.clip, "Longest gradient, longer ones are shortened (0: no limit)", number(0, true));
    value("--dropout", options.dropout, "Chance of a unit to be dropped (the network's own)",
        number(0, true, 1));
    word("--augment", options.augmentation,
        "crop, mirror, scale, colour, pca with commas between, or none: how pictures are varied "
        "(crop,mirror,pca; "
        "32-pixel networks crop,mirror)");
    word("--init", options.initialisation,
        "paper or he: how weights are drawn (paper; networks with inputs scaled to about 1 he)");
    word("--freeze-until", options.freezeUntil, "This layer and those before it keep their weights");
    command.add_option("--seed", options.seed, "Seed of everything random (1)")->check(seedProblem);
}

/// A run goes on as it was begun; only how that is shown may change.
void checkResumed(const CLI::App& command)
{
    for (const CLI::Option* option : command.get_options()) {
        const std::string name = option->get_name();
        const bool free = name == "--resume" || name == "--threads" || name == "--quiet" || name == "--json";
        if (option->count() > 0 && !free)
            throw UsageError("--resume continues a run as it was begun: leave out " + name);
    }
}

}

void addTrain(CLI::App& app, const CommonOptions& common, Action& chosen)
{
    CLI::App* command = app.add_subcommand("train",
        "Train a network. The defaults in brackets are the paper's, others hold for 32-pixel networks. "
        "Ctrl-C saves");
    auto options = std::make_shared<TrainOptions>();
    command->add_option("--resume", options->resume, "Continue the run in this folder")
        ->transform(plainWord());
    addSettings(*command, *options);
    command
        ->add_option(
            "--threads", options->threads, "Threads that read pictures (half of the cores, 8 at most)")
        ->check(CLI::Range(1, 1024));
    command->add_flag("--quiet", options->quiet, "Show no progress");
    command->add_flag("--json", options->json, "A line of JSON per report on standard output");
    command->callback([options, command, &common, &chosen] {
        chosen = [options, command, &common] {
            if (!options->resume.empty())
                checkResumed(*command);
            return train(*options, common);
        };
    });
}
