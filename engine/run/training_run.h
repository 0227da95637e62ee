#pragma once

#include "engine/run/progress.h"
#include "engine/run/run_config.h"
#include "engine/run/training_data.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace engine {

/// The end of an epoch.
struct EpochReport {
    Score training; ///< over its steps, each before its update; without answers
    std::optional<Score> validation;
    bool isBest = false; ///< the lowest validation error so far: best.safetensors was written
};

/// What one call of TrainingRun::advance() did.
struct Advance {
    std::optional<StepReport> step; ///< a step was made ...
    double imagesPerSecond = 0; ///< ... that fast, waiting for pictures included
    int validated = 0; ///< or so many pictures of the validation set have been judged by now, ...
    std::optional<EpochReport> epoch; ///< ... and with that the epoch is closed
    bool saved = false; ///< a checkpoint was written
    bool stopped = false; ///< nothing was done, because stop was asked for
};

/// A training with its folder: data, network, trainer, history, checkpoints. No thread, no loop, no printing: whoever
/// owns it calls advance() until it is finished. Equal configurations give equal weights on one device, whether the run
/// was resumed or not.
class TrainingRun {
public:
    struct Surroundings {
        int loaderThreads = 1;
        double checkpointSeconds
            = 60; ///< the longest time between checkpoints, but for steps that take longer
    };

    /// Begins a run in a new folder. What the configuration leaves open is filled in. Throws Error or UsageError.
    static std::unique_ptr<TrainingRun> begin(Device& device, const RunConfig& config,
        const std::filesystem::path& folder, const Surroundings& surroundings);
    /// Goes on with one from its last checkpoint. Throws Error when the folder is no run, its checkpoints are damaged,
    /// or its data set is not what it was.
    static std::unique_ptr<TrainingRun> resume(
        Device& device, const std::filesystem::path& folder, const Surroundings& surroundings);
    ~TrainingRun();

    const RunConfig& config() const;
    const Progress& progress() const;
    const std::filesystem::path& folder() const;
    bool isFinished() const;
    std::int64_t stepsPerEpoch() const;
    /// What a person should know about how it began, one sentence each.
    const std::vector<std::string>& notices() const;
    /// Pictures that could not be read so far.
    std::vector<SkippedFile> skipped() const;
    const TrainingData& data() const;
    Network& network();

    /// One step, or one batch of the validation that closes an epoch; nothing once finished. Writes history and events,
    /// and checkpoints when it is time: after every epoch and at least once in Surroundings::checkpointSeconds. Throws
    /// DivergedError, after which the folder still has the last good state; Error when the disk is full.
    Advance advance(const std::stop_token& stop = {});
    /// Writes a checkpoint now.
    void save();
    /// Changes the rate asked for, which the schedule goes on to vary. The history shows it.
    void setRate(double rate);

private:
    struct Parts;
    explicit TrainingRun(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> m_parts;
};

}
