#include "app/session/training_plan.h"

#include "app/session/training_config.h"
#include "engine/layers/dropout.h"
#include "engine/network/architecture.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace {

QString planText(const char* text) { return QCoreApplication::translate("TrainingPlan", text); }

const engine::Dropout* dropoutOf(const engine::Architecture& architecture)
{
    for (const auto& entry : architecture.layers.entries())
        if (const auto* dropout = dynamic_cast<const engine::Dropout*>(entry.layer.get()))
            return dropout;
    return nullptr;
}

bool hasLayersOf(const engine::Architecture& architecture, std::string_view kind)
{
    const auto& entries = architecture.layers.entries();
    return std::any_of(
        entries.begin(), entries.end(), [kind](const auto& entry) { return entry.layer->kind() == kind; });
}

TrainableNetwork networkFrom(const engine::Architecture& architecture)
{
    TrainableNetwork network;
    network.name = QString::fromStdString(architecture.name);
    network.title = QString::fromStdString(architecture.title);
    network.side = architecture.recipe.crop;
    network.comesWithWeights = architecture.builtIn;
    if (const engine::Dropout* dropout = dropoutOf(architecture)) {
        network.hasDropout = true;
        network.dropout = std::round(double(dropout->options().ratio) * 1e6) / 1e6;
    }
    network.hasNormalisation = hasLayersOf(architecture, "LRN");
    for (const engine::LayerSummary& row : engine::summarize(architecture.layers, architecture.input()))
        network.parameters += row.parameters;
    return network;
}

double dropoutRatio(const TrainingPlan& plan)
{
    const auto* dropout = dropoutOf(engine::findArchitecture(plan.model.toStdString()));
    return plan.dropout ? *plan.dropout : dropout ? double(dropout->options().ratio) : 0;
}

QString plainNumber(double value) { return QString::number(value, 'g', 4); }

QString augmentationWords(const AugmentationChoice& choice)
{
    QStringList words;
    for (const auto& [chosen, word] :
        {std::pair(choice.crop, "crop"), std::pair(choice.mirror, "mirror"), std::pair(choice.scale, "scale"),
            std::pair(choice.colour, "colour"), std::pair(choice.pca, "light")})
        if (chosen)
            words += planText(word);
    return words.isEmpty() ? planText("pictures as they are") : words.join(", ");
}

}

TrainingPlan planFor(const QString& model)
{
    TrainingPlan plan = planOf(engine::defaultsFor(model.toStdString()));
    plan.dataset = "synthetic";
    plan.stepEpochs = std::max(1, plan.epochs / 3);
    return plan;
}

TrainingPlan paperPlan()
{
    TrainingPlan plan;
    plan.model = "alexnet";
    plan.dropout = 0.5;
    plan.augmentation = {.crop = true, .mirror = true, .pca = true};
    return plan;
}

std::vector<TrainableNetwork> trainableNetworks()
{
    std::vector<TrainableNetwork> networks;
    for (const engine::Architecture& architecture : engine::architectures())
        networks.push_back(networkFrom(architecture));
    return networks;
}

std::vector<TwinDifference> twinDifferencesOf(const TrainingPlan& plan)
{
    const engine::Architecture& architecture = engine::findArchitecture(plan.model.toStdString());
    std::vector<TwinDifference> differences;
    if (dropoutOf(architecture))
        differences.push_back(TwinDifference::Dropout);
    if (hasLayersOf(architecture, "LRN"))
        differences.push_back(TwinDifference::Normalisation);
    differences.insert(differences.end(),
        {TwinDifference::Relu, TwinDifference::Augmentation, TwinDifference::Momentum,
            TwinDifference::Decay});
    if (plan.method == TrainingMethod::Scratch)
        differences.push_back(TwinDifference::Initialisation);
    differences.push_back(TwinDifference::TwiceTheRate);
    return differences;
}

TrainingPlan twinOf(const TrainingPlan& plan, TwinDifference difference)
{
    TrainingPlan twin = plan;
    const TrainingPlan usual = planFor(plan.model);
    switch (difference) {
    case TwinDifference::Dropout:
        twin.dropout = dropoutRatio(plan) > 0 ? std::optional(0.0) : std::optional(dropoutRatio(usual));
        break;
    case TwinDifference::Normalisation:
        twin.normalisation = !plan.normalisation;
        break;
    case TwinDifference::Relu:
        twin.relu = !plan.relu;
        break;
    case TwinDifference::Augmentation:
        twin.augmentation
            = plan.augmentation == AugmentationChoice() ? usual.augmentation : AugmentationChoice();
        break;
    case TwinDifference::Momentum:
        twin.momentum = plan.momentum > 0 ? 0 : 0.9;
        break;
    case TwinDifference::Decay:
        twin.weightDecay = plan.weightDecay > 0 ? 0 : 5e-4;
        break;
    case TwinDifference::Initialisation:
        twin.initialisation = plan.initialisation == "he" ? "paper" : "he";
        break;
    case TwinDifference::TwiceTheRate:
        twin.rate = 2 * plan.rate;
        break;
    }
    return twin;
}

QString twinTitle(TwinDifference difference)
{
    switch (difference) {
    case TwinDifference::Dropout:
        return planText("Dropout on / off");
    case TwinDifference::Normalisation:
        return planText("LRN on / off");
    case TwinDifference::Relu:
        return planText("ReLU / none");
    case TwinDifference::Augmentation:
        return planText("Augmentation on / off");
    case TwinDifference::Momentum:
        return planText("Momentum on / off");
    case TwinDifference::Decay:
        return planText("Weight decay on / off");
    case TwinDifference::Initialisation:
        return planText("First weights: paper / He");
    case TwinDifference::TwiceTheRate:
        break;
    }
    return planText("Rate × 1 / × 2");
}

QString twinWords(const TrainingPlan& plan, TwinDifference difference)
{
    switch (difference) {
    case TwinDifference::Dropout:
        return dropoutRatio(plan) > 0 ? planText("dropout %1").arg(plainNumber(dropoutRatio(plan)))
                                      : planText("without dropout");
    case TwinDifference::Normalisation:
        return plan.normalisation ? planText("with LRN") : planText("without LRN");
    case TwinDifference::Relu:
        return plan.relu ? planText("with ReLU") : planText("without ReLU");
    case TwinDifference::Augmentation:
        return augmentationWords(plan.augmentation);
    case TwinDifference::Momentum:
        return planText("momentum %1").arg(plainNumber(plan.momentum));
    case TwinDifference::Decay:
        return planText("weight decay %1").arg(plainNumber(plan.weightDecay));
    case TwinDifference::Initialisation:
        return plan.initialisation == "he" ? planText("He's first weights")
                                           : planText("the paper's first weights");
    case TwinDifference::TwiceTheRate:
        break;
    }
    return planText("rate %1").arg(plainNumber(plan.rate));
}
