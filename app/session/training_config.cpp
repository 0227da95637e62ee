#include "app/session/training_config.h"

#include "app/download/catalogue.h"
#include "app/model/resources.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/network/architecture.h"

#include <QCoreApplication>
#include <QFile>

#include <cmath>

using namespace engine;

namespace {

/// The endings of networks of which something is left out: see knownArchitecture().
constexpr const char* withoutNormEnding = "-without-norm";
constexpr const char* withoutReluEnding = "-without-relu";

std::string planPath(const QString& path) { return QFile::encodeName(path).toStdString(); }

/// The file of weights that comes with a network, or was downloaded for it.
std::string weightsComingWith(const Architecture& architecture)
{
    if (architecture.builtIn)
        return (resourceFolder() / "models" / (architecture.name + ".safetensors")).string();
    mayWait("reading the catalogue");
    for (const CatalogueEntry& entry : readCatalogue(cataloguePath())) {
        std::error_code error;
        const std::filesystem::path file = downloadFolder() / entry.file;
        if (entry.network == architecture.name && std::filesystem::exists(file, error))
            return file.string();
    }
    throw Error(sentence("no weights of ", architecture.name,
        " are here to start from: choose a file of them, download them under Model, or train from scratch"));
}

/// The layer before the last fully connected one: it and all before it keep their weights when only features are used.
std::string lastFrozenLayer(const Architecture& architecture)
{
    const auto& entries = architecture.layers.entries();
    for (std::size_t i = entries.size(); i-- > 1;)
        if (entries[i].layer->kind() == "FullyConnected")
            return entries[i - 1].name;
    throw Error(
        architecture.name + " has no last fully connected layer to train alone: choose another method");
}

double withFewDigits(double value) { return std::round(value * 1e6) / 1e6; }

bool takeEnding(QString& name, const char* ending)
{
    const bool has = name.endsWith(QLatin1String(ending));
    if (has)
        name.chop(int(qstrlen(ending)));
    return has;
}

void setTrainer(TrainerOptions& trainer, const TrainingPlan& plan)
{
    trainer.momentum = plan.momentum;
    trainer.weightDecay = plan.weightDecay;
    trainer.decayBiases = plan.decayBiases;
    trainer.biasRate = plan.biasRate;
    trainer.clip = plan.clip;
    trainer.seed = plan.seed;
    trainer.microBatch = plan.microBatch;
}

}

RunConfig configOf(const TrainingPlan& plan)
{
    QString model = plan.model;
    if (!plan.normalisation)
        model += withoutNormEnding;
    if (!plan.relu)
        model += withoutReluEnding;
    const Architecture& architecture = findArchitecture(model.toStdString());
    RunConfig config = defaultsFor(architecture.name);
    config.program = "alexscope " + QCoreApplication::applicationVersion().toStdString();
    config.dataset = planPath(plan.dataset);
    config.validation = planPath(plan.validation);
    const AugmentationChoice& varied = plan.augmentation;
    config.augmentation = {varied.crop, varied.mirror, varied.scale, varied.colour, varied.pca};
    if (plan.method != TrainingMethod::Scratch)
        config.weights = plan.weights.isEmpty() ? weightsComingWith(architecture) : planPath(plan.weights);
    config.initialisation = initialisationNamed(plan.initialisation.toStdString());
    if (plan.dropout)
        config.dropout = float(*plan.dropout);
    config.epochs = plan.epochs;
    config.batch = plan.batch;
    config.rate = plan.rate;
    config.schedule = {scheduleNamed(plan.schedule.toStdString()), plan.divisor, std::max(1, plan.stepEpochs),
        plan.patience, plan.warmUpSteps};
    setTrainer(config.trainer, plan);
    if (plan.method == TrainingMethod::Features)
        config.trainer.freezeUntil = lastFrozenLayer(architecture);
    return config;
}

TrainingPlan planOf(const RunConfig& config)
{
    TrainingPlan plan;
    plan.dataset = QFile::decodeName(config.dataset.c_str());
    plan.validation = QFile::decodeName(config.validation.c_str());
    plan.model = QString::fromStdString(config.model);
    plan.relu = !takeEnding(plan.model, withoutReluEnding);
    plan.normalisation = !takeEnding(plan.model, withoutNormEnding);
    plan.weights = QFile::decodeName(config.weights.c_str());
    plan.method = config.weights.empty()     ? TrainingMethod::Scratch
        : config.trainer.freezeUntil.empty() ? TrainingMethod::Transfer
                                             : TrainingMethod::Features;
    if (config.dropout)
        plan.dropout = withFewDigits(double(*config.dropout));
    plan.initialisation = QString::fromStdString(initialisationName(config.initialisation));
    const Augmentation& varied = config.augmentation;
    plan.augmentation = {varied.crop, varied.mirror, varied.scale, varied.colour, varied.pca};
    plan.epochs = config.epochs;
    plan.batch = config.batch;
    plan.microBatch = config.trainer.microBatch;
    plan.rate = config.rate;
    plan.schedule = QString::fromStdString(scheduleName(config.schedule.kind));
    plan.divisor = config.schedule.divisor;
    plan.stepEpochs = config.schedule.stepEpochs;
    plan.patience = config.schedule.patience;
    plan.warmUpSteps = config.schedule.warmUpSteps;
    plan.momentum = config.trainer.momentum;
    plan.weightDecay = config.trainer.weightDecay;
    plan.decayBiases = config.trainer.decayBiases;
    plan.biasRate = config.trainer.biasRate;
    plan.clip = config.trainer.clip;
    plan.seed = config.trainer.seed;
    return plan;
}
