#pragma once

#include "app/session/film_reader.h"
#include "app/session/training_plan.h"

#include <QDateTime>
#include <QImage>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

/// What crosses from a training to the window.

enum class TrainingState {
    Preparing, ///< data and network are being opened
    Running,
    Paused,
    Stopping, ///< is being saved
    Stopped, ///< saved; resume() goes on
    Finished, ///< all epochs are done, and saved
    Failed, ///< see RunStatus::problem; resume() goes on from the last checkpoint, where there is one
};

/// The numbers of the last step, and of the last validation. Errors are shares from 0 to 1.
struct TrainingNumbers {
    qint64 iteration = 0; ///< steps done
    qint64 stepsPerEpoch = 0;
    int epoch = 0; ///< the one that is under way, from 1; the last one when finished
    int epochs = 0;
    int batch = 0; ///< steps done of this epoch
    int validated = 0; ///< pictures judged so far of the validation that closes the epoch; 0 while training
    double loss = 0, top1Error = 0, top5Error = 0; ///< of the last batch
    std::optional<double> epochLoss, epochTop1Error,
        epochTop5Error; ///< training means of the last closed epoch
    std::optional<double> validationLoss, validationTop1Error,
        validationTop5Error; ///< of the last closed epoch
    std::optional<double> bestValidationTop1Error; ///< so far, in this session
    double rate = 0; ///< of the last step
    double askedRate = 0; ///< before the schedule
    double gradientNorm = 0;
    double imagesPerSecond = 0; ///< smoothed over the last seconds
    std::optional<double> secondsLeft; ///< unknown before some steps

    double share() const; ///< of the whole training that is done, 0..1
};

/// The rate was changed by hand before this step.
struct RateChange {
    qint64 iteration = 0;
    double from = 0, to = 0;
};

/// A training as it stands.
struct RunStatus {
    int id = 0; ///< from 1, never used twice
    QString folder;
    QString name; ///< the folder's
    TrainingPlan plan;
    QStringList classes;
    int trainingPictures = 0, validationPictures = 0;
    TrainingState state = TrainingState::Preparing;
    TrainingNumbers numbers;
    std::vector<RateChange> rateChanges;
    QStringList notices; ///< what a person should know, one sentence each
    int skippedFiles = 0;
    QDateTime saved; ///< the last checkpoint; invalid before the first
    QString problem; ///< one sentence: diverged, disk full, ...
};

/// A picture and what the network thinks of it now.
struct SampleAnswer {
    QImage picture; ///< as the network sees it
    QString name; ///< file, or place in one
    int label = 0; ///< index into RunStatus::classes
    int answer = 0;
    double probability = 0; ///< of the answer
    double labelProbability = 0;
};

/// Some pictures of the validation set (of the training set where nothing is set aside), always the same ones.
struct SampleBatch {
    int run = 0; ///< RunStatus::id
    qint64 iteration = 0;
    bool fromValidation = true;
    std::vector<SampleAnswer> answers;
};

/// The first kernels as they are now.
struct LiveKernels {
    int run = 0; ///< RunStatus::id
    QString layer; ///< "conv1"
    FilmFrame frame; ///< with the iteration as its step
};

using RunStatusPointer = std::shared_ptr<const RunStatus>;
using SampleBatchPointer = std::shared_ptr<const SampleBatch>;
using LiveKernelsPointer = std::shared_ptr<const LiveKernels>;
