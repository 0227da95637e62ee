#pragma once

#include "app/session/engine_state.h"
#include "app/session/training_values.h"
#include "engine/run/training_run.h"

#include <QElapsedTimer>

#include <atomic>

/// What both threads know of a training. The window's thread sets, the engine's thread looks before every step.
struct TrainingControl {
    std::atomic<bool> paused = false;
    std::atomic<int> singleSteps = 0; ///< to be done although it is paused
};

/// The pictures that the network is asked about now and then.
struct SamplePictures {
    engine::HostTensor inputs; ///< N x 3 x crop x crop
    std::vector<SampleAnswer> answers; ///< with everything but the answer
    bool fromValidation = true;
};

/// A run on the engine's thread.
struct OpenRun {
    RunStatus status;
    std::unique_ptr<engine::TrainingRun> run;
    SamplePictures samples;
    double stepSeconds = 0; ///< smoothed; 0 before the first step
    double validationSeconds = 0; ///< of the last or present validation
    double validatingSeconds = 0; ///< of the present one so far
    qint64 steps = 0; ///< done here
    QElapsedTimer sinceSeen; ///< since kernels and samples were taken
    double seenSeconds = 0; ///< that this took
    qint64 seenAt = -1; ///< iteration
};

/// The runs on the desk; EngineState keeps it.
struct TrainingWork {
    std::shared_ptr<TrainingControl> control;
    std::vector<std::unique_ptr<OpenRun>> runs;
    std::size_t turn = 0; ///< whose step is next
};

/// What a turn brought.
struct TrainingNews {
    bool idle = true; ///< nothing to do: paused, finished, failed or closed
    bool closed = false; ///< nothing is on the desk: the device was given to another
    int run = 0;
    TrainingNumbers numbers;
    bool epochClosed = false, isBest = false, saved = false;
    bool finished = false; ///< this run is
    int singleStepsDone = 0;
    int skippedFiles = 0;
    QString failure; ///< the run was closed with this sentence
    SampleBatchPointer samples;
    LiveKernelsPointer kernels;
};

/// A run to be opened: a plan with a folder (empty: one is named), or a folder alone to go on with.
struct RunWish {
    int id = 0;
    std::optional<TrainingPlan> plan;
    QString folder;
    std::optional<double> rate;
    QString what = {}; ///< for the name: what sets it apart from its twin, "without dropout"
};

/// Saves and closes what is on the desk and opens these instead, two as twins: their folders learn of each other. One
/// folder to go on with brings its twin along, under the next id; where that is gone a notice says so. The turn is that
/// of the one which has closed fewer epochs. Throws engine::Error; nothing is on the desk then.
std::vector<RunStatus> openRuns(
    EngineState& state, std::vector<RunWish> wishes, const std::shared_ptr<TrainingControl>& control);

/// Some steps of the run whose turn it is: one, or as many as there is time for between two looks at the queue.
TrainingNews takeSteps(EngineState& state, const std::stop_token& stop);

/// What became of a run that was to be saved.
struct SavedRun {
    int run = 0;
    QString problem; ///< empty: it was saved
};

/// Writes checkpoints of all.
std::vector<SavedRun> saveRuns(EngineState& state);
/// The same, and closes them. Also called before the device goes. Never throws.
std::vector<SavedRun> closeRuns(EngineState& state);

/// Changes the rate from the next step on; answers all changes of each run. Throws engine::Error when they cannot be
/// written down.
std::vector<std::pair<int, std::vector<RateChange>>> setRates(EngineState& state, double rate);

/// Kernels and samples of all runs now.
std::vector<std::pair<LiveKernelsPointer, SampleBatchPointer>> lookAtRuns(EngineState& state);

/// Null when it is not on the desk; 0 is the first.
OpenRun* findRun(EngineState& state, int run);
/// Writes the weights as they are into the folder, in which they take the place of those before; answers the file. Throws
/// engine::Error.
QString writeSnapshot(EngineState& state, int run, const QString& folder);
