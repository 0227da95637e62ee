#include "engine/learn/learn_classes.h"

#include "engine/core/error.h"
#include "engine/learn/features.h"
#include "engine/learn/new_last_layer.h"
#include "engine/weights/labels.h"
#include "engine/weights/text.h"

#include <algorithm>

namespace engine {

namespace {

void checkClasses(const Dataset& dataset)
{
    const std::vector<std::string>& names = dataset.classes();
    require(names.size() >= 2, "to tell classes apart there must be two of them, not ", names.size(),
        ": add one");
    require(int(names.size()) <= mostLearnedClasses, "there are ", names.size(), " classes, more than the ",
        mostLearnedClasses, " that can be learned: leave some out");
    labelsToJson(names);
    std::vector<int> pictures(names.size());
    for (int i = 0; i < dataset.size(); ++i)
        ++pictures[std::size_t(dataset.label(i))];
    for (std::size_t i = 0; i < names.size(); ++i) {
        require(std::find(names.begin(), names.begin() + std::ptrdiff_t(i), names[i])
                == names.begin() + std::ptrdiff_t(i),
            "two classes are called ", inQuotes(names[i]), ": give one of them another name");
        require(pictures[i] > 0, "the class ", inQuotes(names[i]), " has no picture: add some or remove it");
    }
}

void requireEveryClass(
    const Features& features, const Dataset& dataset, const std::vector<SkippedFile>& skipped)
{
    for (int label = 0; label < int(dataset.classes().size()); ++label)
        require(std::find(features.labels.begin(), features.labels.end(), label) != features.labels.end(),
            "the class ", inQuotes(dataset.classes()[std::size_t(label)]),
            " has no picture to learn from that can be read: add some or remove it",
            skipped.empty() ? "" : "; " + skipped.front().reason);
}

void judgeAside(const Features& aside, LearnedClasses& learned)
{
    const auto each = std::size_t(aside.each.imageSize());
    for (std::size_t i = 0; i < std::size_t(aside.views()); ++i)
        learned.aside.push_back({aside.pictures[i], aside.labels[i],
            learned.probabilities(std::span(aside.values).subspan(i * each, each))});
}

}

std::optional<LearnedClasses> learnClasses(Network& network, const InputRecipe& recipe,
    const std::shared_ptr<const Dataset>& dataset, const LearnOptions& options,
    const std::function<void(const LearnProgress&)>& progress, const std::stop_token& stop)
{
    checkClasses(*dataset);
    const Division parts = setAside(dataset, options.aside, options.seed);
    LearnedClasses learned;
    learned.layer = lastLayer(network);
    learned.labels = dataset->classes();
    LearnProgress now {.allPictures = dataset->size()};
    const auto advanced = [&] {
        ++now.pictures;
        progress(now);
    };
    const auto read = [&](const Subset& part, int views) {
        return featuresOf(
            network, learned.layer, part, {recipe, views, options.seed}, learned.skipped, advanced, stop);
    };
    std::optional<Features> features = read(*parts.kept, options.views);
    if (!features)
        return {};
    requireEveryClass(*features, *dataset, learned.skipped);
    std::optional<Features> aside = read(*parts.aside, 1);
    if (!aside)
        return {};
    const Features asTheyAre = *aside;
    const Normalisation normalisation = normalisationOf(*features, learned.layer.bias);
    normalisation.apply(*features);
    normalisation.apply(*aside);
    learned.views = features->views();
    std::vector<int> seen = features->pictures;
    learned.learned = int(std::unique(seen.begin(), seen.end()) - seen.begin());

    NewLastLayer made(network.device(), learned.layer, int(learned.labels.size()), features->views());
    for (now.epoch = 0;; ++now.epoch) {
        const Score score = made.score(*features), asideScore = made.score(*aside);
        now.loss = score.loss();
        now.accuracy = 1 - score.top1Error();
        if (asideScore.images > 0) {
            now.asideLoss = asideScore.loss();
            now.asideAccuracy = 1 - asideScore.top1Error();
        }
        progress(now);
        if (now.epoch == options.epochs)
            break;
        if (!made.learn(*features, options.rate, options.seed, now.epoch, stop))
            return {};
    }
    made.writeTo(learned, normalisation);
    judgeAside(asTheyAre, learned);
    return learned;
}

}
