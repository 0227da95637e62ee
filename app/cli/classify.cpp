#include "app/cli/commands.h"
#include "app/cli/csv.h"
#include "app/cli/model_options.h"
#include "app/cli/pictures.h"
#include "engine/core/error.h"
#include "engine/image/prepare.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <numeric>

using Json = nlohmann::ordered_json;
using namespace engine;

namespace {

struct ClassifyOptions {
    ModelOptions model;
    std::vector<std::string> images;
    int top = 5;
    int crops = 1;
    bool json = false;
    bool csv = false;
};

struct Prediction {
    int index;
    float probability;
    float score; ///< before softmax
};

struct Answer {
    std::vector<Prediction> best;
    double milliseconds;
};

/// The mean over the images of a batch, class by class.
std::vector<float> mean(const HostTensor& values)
{
    const int classes = values.shape.channels;
    std::vector<float> means(static_cast<std::size_t>(classes));
    for (std::size_t i = 0; i < values.values.size(); ++i)
        means[i % std::size_t(classes)] += values.values[i] / float(values.shape.batch);
    return means;
}

Answer classifyPicture(Model& model, const Image& picture, int crops, int top)
{
    const HostTensor input
        = crops == 10 ? prepareTenViews(picture, model.recipe) : prepare(picture, model.recipe);
    const auto start = std::chrono::steady_clock::now();
    // Probabilities are averaged, not scores: ten answers, one vote each (paper, section 4.1).
    const std::vector<float> probabilities = mean(model.network->forward(input));
    const double milliseconds
        = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    require(std::all_of(probabilities.begin(), probabilities.end(), [](float p) { return std::isfinite(p); }),
        "the network's numbers grow beyond all bounds with these weights: they are damaged or not trained");
    const auto& layers = model.network->layers().entries();
    const std::vector<float> scores
        = mean(model.network->activation(layers[layers.size() - 2].name, input.shape.batch, Keep::Answer));

    std::vector<int> order(probabilities.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
        [&](int a, int b) { return probabilities[std::size_t(a)] > probabilities[std::size_t(b)]; });
    order.resize(std::min(order.size(), std::size_t(top)));
    Answer answer {{}, milliseconds};
    for (int index : order)
        answer.best.push_back({index, probabilities[std::size_t(index)], scores[std::size_t(index)]});
    return answer;
}

Json toJson(const std::string& image, const Model& model, const std::string& device, const Answer& answer)
{
    Json predictions = Json::array();
    for (std::size_t i = 0; i < answer.best.size(); ++i) {
        const Prediction& p = answer.best[i];
        predictions.push_back(
            {{"rank", i + 1}, {"index", p.index}, {"label", model.labels[std::size_t(p.index)]},
                {"probability", p.probability}, {"score", p.score}});
    }
    return {{"image", image}, {"model", model.name}, {"device", device},
        {"milliseconds", answer.milliseconds}, {"predictions", predictions}};
}

void print(const std::string& image, const Model& model, const Answer& answer, bool csv)
{
    char line[100];
    if (!csv) {
        std::snprintf(line, sizeof line, "  (%.1f ms)\n", answer.milliseconds);
        std::cout << image << line;
    }
    for (std::size_t i = 0; i < answer.best.size(); ++i) {
        const Prediction& p = answer.best[i];
        const std::string& label = model.labels[std::size_t(p.index)];
        if (csv) {
            std::snprintf(line, sizeof line, ",%.6g,%.6g\n", p.probability, p.score);
            std::cout << csvField(image) << ',' << i + 1 << ',' << p.index << ',' << csvField(label) << line;
        } else {
            std::snprintf(line, sizeof line, "  %zu  %5.1f %%  ", i + 1, 100 * p.probability);
            std::cout << line << label << '\n';
        }
    }
}

int classify(const ClassifyOptions& options, const CommonOptions& common)
{
    bool failed = false;
    const auto complain = [&failed](const std::string& problem) {
        std::cerr << "alexscope: " << problem << '\n';
        failed = true;
    };
    if (!options.model.model.empty())
        findArchitecture(options.model.model); // an unknown word is told before a device is looked for
    Device device(deviceOptions(common));
    Model model = openModel(device, options.model);
    model.network->run(
        options.crops, Keep::Answer); // the first run compiles, which is not the network's time
    Json results = Json::array();
    if (options.csv)
        std::cout << "image,rank,index,label,probability,score\n";
    for (const std::string& image : listPictures(options.images, complain)) {
        if (!std::cout)
            break; // nobody reads the answers; main() says so
        try {
            const Answer answer = classifyPicture(model, openPicture(image), options.crops, options.top);
            if (options.json)
                results.push_back(toJson(image, model, device.info().name, answer));
            else
                print(image, model, answer, options.csv);
        } catch (const DeviceLostError&) {
            throw; // there is nothing to go on with
        } catch (const Error& problem) {
            complain(problem.what());
        }
    }
    if (options.json)
        std::cout << results.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
    return failed ? 1 : 0;
}

}

void addClassify(CLI::App& app, const CommonOptions& common, Action& chosen)
{
    CLI::App* command = app.add_subcommand("classify", "Say what pictures show");
    auto options = std::make_shared<ClassifyOptions>();
    options->model.forLabels = true;
    command->add_option("images", options->images, "Pictures, folders of pictures, or - for standard input")
        ->required()
        ->transform(plainWord());
    addModelOptions(*command, options->model);
    command->add_option("--labels", options->model.labels, "Text file with one class name a line")
        ->transform(plainWord());
    command->add_option("--top", options->top, "How many answers")
        ->check(CLI::Range(1, 100000))
        ->capture_default_str();
    command->add_option("--crops", options->crops, "1 view, or 10 averaged")
        ->check(CLI::IsMember({1, 10}))
        ->capture_default_str();
    CLI::Option* json = command->add_flag("--json", options->json, "As JSON");
    command->add_flag("--csv", options->csv, "As comma-separated values")->excludes(json);
    command->callback(
        [options, &common, &chosen] { chosen = [options, &common] { return classify(*options, common); }; });
}
