#include "engine/learn/learned_classes.h"

#include "engine/core/error.h"
#include "engine/network/architecture.h"
#include "engine/weights/model_file.h"
#include "engine/weights/onnx_writer.h"

#include <algorithm>
#include <cmath>

namespace engine {

int AsidePicture::answer() const
{
    return int(std::max_element(probabilities.begin(), probabilities.end()) - probabilities.begin());
}

double AsidePicture::sureness() const { return double(probabilities[std::size_t(answer())]); }

int LearnedClasses::right() const
{
    return int(std::count_if(
        aside.begin(), aside.end(), [](const AsidePicture& p) { return p.answer() == p.label; }));
}

std::vector<std::vector<int>> LearnedClasses::confusion(double sure) const
{
    std::vector<std::vector<int>> counts(labels.size(), std::vector<int>(labels.size() + 1));
    for (const AsidePicture& picture : aside) {
        const bool isSure = picture.sureness() >= sure;
        ++counts[std::size_t(picture.label)][isSure ? std::size_t(picture.answer()) : labels.size()];
    }
    return counts;
}

std::vector<float> LearnedClasses::probabilities(std::span<const float> features) const
{
    require(features.size() * labels.size() == weights.size(),
        "the features are those of another network: "
        "learn the classes once more");
    std::vector<double> scores(labels.size());
    for (std::size_t label = 0; label < labels.size(); ++label) {
        double sum = biases.empty() ? 0 : double(biases[label]);
        for (std::size_t i = 0; i < features.size(); ++i)
            sum += double(weights[label * features.size() + i]) * double(features[i]);
        scores[label] = sum;
    }
    const double highest = *std::max_element(scores.begin(), scores.end());
    double total = 0;
    for (double& score : scores)
        total += score = std::exp(score - highest);
    std::vector<float> shares(labels.size());
    std::transform(scores.begin(), scores.end(), shares.begin(), [&](double s) { return float(s / total); });
    return shares;
}

/// Whether the network of that name is one that AlexScope knows by itself, with these parameters.
static bool isKnown(const std::string& name, int classes, const std::vector<ParameterShape>& shapes)
{
    const auto& known = architectures();
    const auto found
        = std::find_if(known.begin(), known.end(), [&](const Architecture& a) { return a.name == name; });
    if (found == known.end())
        return false;
    const Architecture fitting = withClasses(*found, classes);
    const std::vector<ParameterShape> own = parameterShapes(fitting.layers, fitting.input());
    return std::equal(own.begin(), own.end(), shapes.begin(), shapes.end(),
        [](const ParameterShape& a, const ParameterShape& b) {
            return a.name == b.name && a.dimensions == b.dimensions;
        });
}

void writeLearned(const std::filesystem::path& path, const Network& network, const std::string& name,
    const InputRecipe& recipe, const LearnedClasses& learned)
{
    const int classes = int(learned.labels.size());
    const LayerList layers = withLastLayer(network.layers(), learned.layer, classes);
    const std::vector<ParameterShape> shapes = parameterShapes(layers, network.input());
    std::vector<NamedTensor> tensors;
    for (const ParameterShape& shape : shapes) {
        std::function<void(std::span<float>)> fill = [&network, of = shape.name](std::span<float> out) {
            std::ranges::copy(network.parameter(of), out.begin());
        };
        if (shape.name == learned.layer.name + ".weight")
            fill = [&learned](std::span<float> out) { std::ranges::copy(learned.weights, out.begin()); };
        if (shape.name == learned.layer.name + ".bias")
            fill = [&learned](std::span<float> out) { std::ranges::copy(learned.biases, out.begin()); };
        tensors.push_back({shape.name, shape.dimensions, std::move(fill)});
    }
    const std::map<std::string, std::string> metadata = metadataFor({name, recipe, learned.labels});
    if (path.extension() == ".onnx")
        return writeOnnx(path, name, layers, network.input(), metadata, tensors);
    require(isKnown(name, classes, shapes), path.string(),
        " could not be opened again: only an ONNX file describes ", name, "; let the name end in .onnx");
    writeSafetensors(path, metadata, tensors);
}

}
