#include "app/cli/commands.h"
#include "app/cli/csv.h"
#include "app/cli/model_options.h"
#include "engine/core/error.h"
#include "engine/run/evaluation.h"
#include "engine/run/training_data.h"
#include "engine/weights/atomic_file.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <iostream>
#include <thread>

using Json = nlohmann::ordered_json;
using namespace engine;

namespace {

struct EvaluateOptions {
    ModelOptions model;
    std::string dataset;
    std::string part;
    std::string confusion;
    int crops = 1;
    int batch = 64;
    bool json = false;
};

/// The part asked for; otherwise what is there to test with.
std::shared_ptr<const Dataset> partOf(const DataParts& parts, const EvaluateOptions& options)
{
    if (options.part.empty())
        return parts.validation ? parts.validation : parts.test ? parts.test : parts.training;
    const auto& part = options.part == "val" ? parts.validation
        : options.part == "test"             ? parts.test
                                             : parts.training;
    require(part != nullptr, options.dataset, " has no part ", options.part, ": choose another with --part");
    return part;
}

/// A row for each class as it is, a column for each as it was answered.
void writeConfusion(const std::string& path, const Score& score, const std::vector<std::string>& labels)
{
    std::string text = "class";
    for (const std::string& label : labels)
        text += "," + csvField(label);
    text += '\n';
    const std::vector<std::vector<int>> counts = confusion(score, int(labels.size()));
    for (std::size_t row = 0; row < labels.size(); ++row) {
        text += csvField(labels[row]);
        for (const int count : counts[row])
            text += "," + std::to_string(count);
        text += '\n';
    }
    AtomicFile file(path);
    file.write({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    file.commit();
}

void print(const Score& score, double imagesPerSecond, bool json)
{
    const double top1 = 1 - score.top1Error(), top5 = 1 - score.top5Error();
    if (json) {
        std::cout << Json {{"images", score.images}, {"top1_accuracy", top1}, {"top5_accuracy", top5},
            {"loss", score.loss()}, {"images_per_second", imagesPerSecond}}
                         .dump(2)
                  << '\n';
        return;
    }
    char text[200];
    std::snprintf(text, sizeof text,
        "images             %lld\ntop-1 accuracy     %.2f %%\ntop-5 accuracy     %.2f %%\n"
        "loss               %.4f\nimages per second  %.1f\n",
        static_cast<long long>(score.images), 100 * top1, 100 * top5, score.loss(), imagesPerSecond);
    std::cout << text;
}

int runEvaluate(const EvaluateOptions& options, const CommonOptions& common)
{
    if (!options.model.model.empty())
        findArchitecture(options.model.model);
    const DataParts parts = openDataset(options.dataset);
    const std::shared_ptr<const Dataset> chosen = partOf(parts, options);
    Device device(deviceOptions(common));
    Model model = openModel(device, options.model);
    const auto dataset = matchClasses(chosen, model.labels, options.dataset, "the model");

    std::vector<SkippedFile> skipped = parts.skipped;
    const int threads = int(std::clamp(std::thread::hardware_concurrency() / 2, 1u, 8u));
    const auto begin = std::chrono::steady_clock::now();
    const Score score = evaluate(*model.network, dataset,
        {.recipe = model.recipe, .crops = options.crops, .batch = options.batch, .loaderThreads = threads},
        skipped, [](int) { return true; });
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    for (const SkippedFile& file : skipped)
        std::cerr << "alexscope: left out " << file.file << ": " << file.reason << '\n';
    require(score.images > 0, options.dataset, ": none of its pictures could be read");
    print(score, double(score.images) / seconds, options.json);
    if (!options.confusion.empty())
        writeConfusion(options.confusion, score, model.labels);
    return 0;
}

}

void addEvaluate(CLI::App& app, const CommonOptions& common, Action& chosen)
{
    CLI::App* command
        = app.add_subcommand("evaluate", "Measure how often a network is right on labelled pictures");
    auto options = std::make_shared<EvaluateOptions>();
    command
        ->add_option("--dataset", options->dataset,
            "Folder of class folders (or with val/ or test/ of them), of CIFAR-10's or MNIST's files, or "
            "\"synthetic\"")
        ->required()
        ->transform(plainWord());
    command
        ->add_option(
            "--part", options->part, "train, val or test (default: val, otherwise test, otherwise all)")
        ->check(CLI::IsMember({"train", "val", "test"}));
    addModelOptions(*command, options->model);
    command->add_option("--labels", options->model.labels, "Text file with one class name a line")
        ->transform(plainWord());
    command->add_option("--crops", options->crops, "1 view, or 10 averaged")
        ->check(CLI::IsMember({1, 10}))
        ->capture_default_str();
    command->add_option("--batch", options->batch, "Views computed at once")
        ->check(CLI::Range(1, 65535))
        ->capture_default_str();
    command
        ->add_option(
            "--confusion", options->confusion, "File for the table of classes against answers, as CSV")
        ->transform(plainWord());
    command->add_flag("--json", options->json, "As JSON");
    command->callback([options, &common, &chosen] {
        chosen = [options, &common] { return runEvaluate(*options, common); };
    });
}
