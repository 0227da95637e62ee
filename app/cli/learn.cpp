#include "app/cli/commands.h"
#include "app/cli/interrupts.h"
#include "app/cli/model_options.h"
#include "engine/core/error.h"
#include "engine/data/image_folder.h"
#include "engine/learn/learn_classes.h"

#include <nlohmann/json.hpp>

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iostream>

using Json = nlohmann::ordered_json;
using namespace engine;

namespace {

struct LearningOptions {
    ModelOptions model;
    LearnOptions learning;
    std::string classes;
    std::string output;
    bool json = false;
};

/// How one class did among the pictures kept aside.
struct ClassRow {
    std::string name;
    int pictures = 0;
    int aside = 0;
    int right = 0;
};

std::vector<ClassRow> rowsOf(const LearnedClasses& learned, const Dataset& dataset)
{
    std::vector<ClassRow> rows;
    for (const std::string& label : learned.labels)
        rows.push_back({label});
    for (int i = 0; i < dataset.size(); ++i)
        ++rows[std::size_t(dataset.label(i))].pictures;
    for (const AsidePicture& picture : learned.aside) {
        ClassRow& row = rows[std::size_t(picture.label)];
        ++row.aside;
        row.right += picture.answer() == picture.label;
    }
    return rows;
}

/// On a terminal, one line that is written over.
void showProgress(const LearnProgress& now, int epochs)
{
    if (!isatty(STDERR_FILENO))
        return;
    if (now.epoch < 0)
        std::cerr << "\rfeatures of " << now.pictures << " of " << now.allPictures << " pictures "
                  << std::flush;
    else
        std::cerr << "\repoch " << now.epoch << " of " << epochs << ", loss " << now.loss << "          "
                  << std::flush;
    if (now.epoch == epochs)
        std::cerr << '\n';
}

void printText(const LearnedClasses& learned, const std::vector<ClassRow>& rows, const LearnProgress& last,
    double seconds, const std::string& output)
{
    std::size_t width = 5;
    for (const ClassRow& row : rows)
        width = std::max(width, row.name.size());
    const auto padded
        = [&](const std::string& name) { return name + std::string(width - name.size() + 2, ' '); };
    char text[200];
    std::cout << padded("class") << "pictures  kept aside  right\n";
    for (const ClassRow& row : rows) {
        std::snprintf(text, sizeof text, "%8d  %10d  %5d\n", row.pictures, row.aside, row.right);
        std::cout << padded(row.name) << text;
    }
    std::snprintf(text, sizeof text, "loss %.4f, of the pictures kept aside %.4f, %.1f s\n", last.loss,
        last.asideLoss.value_or(0), seconds);
    std::cout << text << learned.layer.name << " learned from " << learned.learned << " pictures; of "
              << learned.aside.size() << " kept aside " << learned.right() << " right\n"
              << output << '\n';
}

void printJson(const LearnedClasses& learned, const std::vector<ClassRow>& rows, const LearnProgress& last,
    double seconds, const std::string& output)
{
    Json classes = Json::array(), skipped = Json::array();
    for (const ClassRow& row : rows)
        classes.push_back(
            {{"name", row.name}, {"pictures", row.pictures}, {"aside", row.aside}, {"right", row.right}});
    for (const SkippedFile& file : learned.skipped)
        skipped.push_back({{"file", file.file}, {"reason", file.reason}});
    std::vector<std::vector<int>> confusion = learned.confusion();
    for (std::vector<int>& row : confusion)
        row.pop_back(); // nothing is unsure here
    Json json {{"output", output}, {"layer", learned.layer.name}, {"seconds", seconds},
        {"learned", learned.learned}, {"aside", learned.aside.size()}, {"right", learned.right()},
        {"loss", last.loss}, {"classes", classes}, {"confusion", confusion}, {"skipped", skipped}};
    if (last.asideLoss)
        json["aside_loss"] = *last.asideLoss;
    std::cout << json.dump(2) << '\n';
}

int learn(const LearningOptions& options, const CommonOptions& common)
{
    std::vector<SkippedFile> skipped;
    const std::shared_ptr<const Dataset> dataset = openImageFolder(options.classes, skipped);
    const Interrupts interrupts;
    Device device(learningDeviceOptions(common));
    Model model = openModel(device, options.model);
    const auto begin = std::chrono::steady_clock::now();
    LearnProgress last;
    std::optional<LearnedClasses> learned = learnClasses(
        *model.network, model.recipe, dataset, options.learning,
        [&](const LearnProgress& now) {
            last = now;
            showProgress(now, options.learning.epochs);
        },
        interrupts.wish());
    require(
        learned.has_value(), "stopped before the classes were learned: ", options.output, " was not written");
    learned->skipped.insert(learned->skipped.begin(), skipped.begin(), skipped.end());
    for (const SkippedFile& file : learned->skipped)
        std::cerr << "alexscope: left out " << file.file << ": " << file.reason << '\n';
    writeLearned(options.output, *model.network, model.name, model.recipe, *learned);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const std::vector<ClassRow> rows = rowsOf(*learned, *dataset);
    (options.json ? printJson : printText)(*learned, rows, last, seconds, options.output);
    return 0;
}

}

void addLearn(CLI::App& app, const CommonOptions& common, Action& chosen)
{
    CLI::App* command = app.add_subcommand("learn",
        "Learn classes of your own from a few pictures each: a new last layer on the features of a network "
        "that stays as it is");
    auto options = std::make_shared<LearningOptions>();
    command->add_option("--classes", options->classes, "Folder with a folder of pictures for each class")
        ->required()
        ->transform(plainWord());
    command
        ->add_option(
            "--output", options->output, "File for the network with the new layer: .safetensors or .onnx")
        ->required()
        ->transform(plainWord());
    command->add_option("--model", options->model.model, "Network, as listed by 'alexscope models'")
        ->transform(plainWord());
    command
        ->add_option("--weights", options->model.weights, "File of trained weights whose features are used")
        ->transform(plainWord());
    command
        ->add_option("--preprocess", options->model.preprocess,
            "How pictures are prepared, where the weights do not say: torchvision or caffe")
        ->transform(plainWord());
    command->add_option("--epochs", options->learning.epochs, "Times through all pictures")
        ->check(CLI::Range(1, 10000))
        ->capture_default_str();
    command->add_option("--seed", options->learning.seed, "Seed of everything random")
        ->check(seedProblem)
        ->capture_default_str();
    command->add_flag("--json", options->json, "As JSON");
    command->callback(
        [options, &common, &chosen] { chosen = [options, &common] { return learn(*options, common); }; });
}
