#include "engine/run/evaluation.h"

#include "engine/core/error.h"
#include "engine/data/batch_loader.h"
#include "engine/image/prepare.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace engine {

namespace {

/// Adds softmax(scores) / views to `sums`, in double precision: no probability becomes zero.
void addProbabilities(std::span<const float> scores, int views, std::vector<double>& sums)
{
    const double highest = *std::max_element(scores.begin(), scores.end());
    double total = 0;
    for (const float score : scores)
        total += std::exp(double(score) - highest);
    for (std::size_t i = 0; i < scores.size(); ++i)
        sums[i] += std::exp(double(scores[i]) - highest) / total / views;
}

/// Adds pictures to the score, `views` neighbouring images for each.
void judge(Network& network, const HostTensor& images, int views, std::span<const int> labels, Score& score)
{
    network.forward(images);
    const auto& layers = network.layers().entries();
    const HostTensor scores
        = network.activation(layers[layers.size() - 2].name, images.shape.batch, Keep::Answer);
    require(std::all_of(scores.values.begin(), scores.values.end(), [](float s) { return std::isfinite(s); }),
        "the network's numbers grow beyond all bounds with these weights: they are damaged or not trained");
    const auto classes = std::size_t(scores.shape.imageSize());
    for (std::size_t picture = 0; picture < labels.size(); ++picture) {
        std::vector<double> probabilities(classes);
        for (int view = 0; view < views; ++view) {
            const std::size_t first = (picture * std::size_t(views) + std::size_t(view)) * classes;
            addProbabilities(std::span(scores.values).subspan(first, classes), views, probabilities);
        }
        const int label = labels[picture];
        const double right = probabilities[std::size_t(label)];
        int rank = 0;
        for (std::size_t i = 0; i < classes; ++i)
            rank += probabilities[i] > right || (probabilities[i] == right && int(i) < label);
        ++score.images;
        score.lossSum -= std::log(std::max(right, 1e-300));
        score.top1Right += rank < 1;
        score.top5Right += rank < 5;
        const auto answer = std::max_element(probabilities.begin(), probabilities.end());
        score.answers.push_back({label, int(answer - probabilities.begin())});
    }
}

Score evaluateViews(Network& network, const Dataset& dataset, const EvaluationOptions& options,
    std::vector<SkippedFile>& skipped, const std::function<bool(int)>& goOn)
{
    const int views = options.crops, most = std::max(1, options.batch / views);
    Score score;
    HostTensor images;
    std::vector<int> labels;
    for (int i = 0; i < dataset.size() && goOn(int(score.images)); ++i) {
        try {
            const HostTensor picture = prepareTenViews(dataset.image(i), options.recipe);
            images.values.insert(images.values.end(), picture.values.begin(), picture.values.end());
            labels.push_back(dataset.label(i));
            images.shape = picture.shape.withBatch(views * int(labels.size()));
        } catch (const OutOfMemoryError&) {
            throw;
        } catch (const Error& error) {
            skipped.push_back({dataset.name(i), error.what()});
        }
        if (!labels.empty() && (int(labels.size()) == most || i + 1 == dataset.size())) {
            judge(network, images, views, labels, score);
            images.values.clear();
            labels.clear();
        }
    }
    return score;
}

}

Score evaluate(Network& network, std::shared_ptr<const Dataset> dataset, const EvaluationOptions& options,
    std::vector<SkippedFile>& skipped, const std::function<bool(int)>& goOn)
{
    if (options.crops > 1)
        return evaluateViews(network, *dataset, options, skipped, goOn);
    BatchLoader loader(dataset,
        {.recipe = options.recipe,
            .batch = options.batch,
            .threads = options.loaderThreads,
            .cacheBytes = 0});
    Score score;
    loader.start(0, 0);
    for (int i = 0; i < loader.batchesPerEpoch() && goOn(int(score.images)); ++i)
        if (const Batch batch = loader.next(); !batch.labels.empty())
            judge(network, batch.images, 1, batch.labels, score);
    const std::vector<SkippedFile> more = loader.skipped();
    skipped.insert(skipped.end(), more.begin(), more.end());
    return score;
}

std::vector<std::vector<int>> confusion(const Score& score, int classes)
{
    std::vector<std::vector<int>> counts(
        static_cast<std::size_t>(classes), std::vector<int>(static_cast<std::size_t>(classes)));
    for (const auto& [label, answer] : score.answers)
        ++counts[std::size_t(label)][std::size_t(answer)];
    return counts;
}

}
