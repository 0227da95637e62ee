#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

/// How training pictures are varied; the words are those of `alexscope train --augment`.
struct AugmentationChoice {
    bool crop = false; ///< a window at a random place in the picture
    bool mirror = false; ///< left and right exchanged half of the time
    bool scale = false; ///< a random part, enlarged or shrunk to size
    bool colour = false; ///< brightness, contrast and saturation, each by up to a quarter
    bool pca = false; ///< the paper's noise along the principal colours (section 4.1)

    bool operator==(const AugmentationChoice&) const = default;
};

/// The three ways to begin.
enum class TrainingMethod {
    Scratch, ///< all parameters are drawn
    Features, ///< from trained weights, of which all but the last layer's stay as they are
    Transfer, ///< from trained weights, and all of them go on learning
};

/// Everything that decides a training: equal plans give equal weights on one device.
struct TrainingPlan {
    QString dataset = "synthetic"; ///< a folder, or the word "synthetic"
    QString validation; ///< a folder, or a share such as "0.15"; empty: the data set's own, or a tenth

    QString model; ///< "alexnet-cifar10"
    TrainingMethod method = TrainingMethod::Scratch;
    QString weights; ///< file to start from; empty: those that come with the network. Not for Scratch
    bool normalisation = true; ///< false leaves the network's LRN layers out
    bool relu = true; ///< false leaves its ReLU layers out
    std::optional<double> dropout; ///< chance of a unit to be dropped, 0..1; unset: the network's own
    QString initialisation = "paper"; ///< or "he"

    AugmentationChoice augmentation;
    int epochs = 90;
    int batch = 128; ///< pictures per step
    int microBatch = 0; ///< pictures computed at once; 0: as many as the device's memory takes
    double rate = 0.01;
    QString schedule = "plateau"; ///< "constant", "step", "plateau", "cosine", "one-cycle"
    double divisor = 10; ///< of the rate, for step and plateau
    int stepEpochs = 30; ///< for step
    int patience = 5; ///< epochs without progress, for plateau
    int warmUpSteps = 0;
    double momentum = 0.9;
    double weightDecay = 5e-4;
    bool decayBiases = true;
    double biasRate = 1; ///< the biases' rate as a multiple of the weights'
    double clip = 0; ///< longest gradient; 0: no limit
    quint64 seed = 1; ///< of everything random

    bool operator==(const TrainingPlan&) const = default;
};

/// What `alexscope train` takes for a network unless told otherwise.
TrainingPlan planFor(const QString& model);
/// The paper's numbers (section 5), to be shown beside.
TrainingPlan paperPlan();

/// A network that can be trained.
struct TrainableNetwork {
    QString name; ///< "alexnet-cifar10": TrainingPlan::model
    QString title; ///< one line for people
    int side = 0; ///< pixels of its input
    bool comesWithWeights = false;
    bool hasDropout = false;
    double dropout = 0; ///< its own ratio, 0..1; 0 where it has none
    bool hasNormalisation = false;
    qint64 parameters = 0;
};

/// All of them, the built-in one first.
std::vector<TrainableNetwork> trainableNetworks();

/// One difference between two runs that are otherwise alike.
enum class TwinDifference {
    Dropout,
    Normalisation,
    Relu,
    Augmentation,
    Momentum,
    Decay,
    Initialisation,
    TwiceTheRate
};

/// Those that make sense for the plan: no dropout twin for a network without dropout.
std::vector<TwinDifference> twinDifferencesOf(const TrainingPlan& plan);
/// The same plan and seed with that one thing the other way round.
TrainingPlan twinOf(const TrainingPlan& plan, TwinDifference difference);
/// "Dropout on / off": for buttons.
QString twinTitle(TwinDifference difference);
/// What the plan has there: "dropout 0.4", "without dropout": for legends.
QString twinWords(const TrainingPlan& plan, TwinDifference difference);
