#pragma once

#include "app/session/engine_thread.h"
#include "app/session/network_choice.h"
#include "app/session/training_values.h"

#include <QObject>

#include <array>
#include <initializer_list>

class QTemporaryDir;
class Session;
struct TrainingControl;
struct TrainingNews;
struct RunWish;
struct SavedRun;

/// The desk at which networks are trained: one run, or two twins in turn, epoch by epoch. Steps are short requests to the
/// engine's thread that let all others pass. Lives on the window's thread and never waits.
class TrainingDesk : public QObject {
    Q_OBJECT
public:
    explicit TrainingDesk(Session& session, QObject* parent = nullptr);
    ~TrainingDesk() override;

    /// Begins a run, paused if asked for. `folder` must be new or empty; without one a name is found below runsFolder().
    /// What runs already is saved and stopped first.
    void begin(const TrainingPlan& plan, const QString& folder = {}, bool paused = false);
    /// Begins two with one difference and one seed.
    void beginTwins(const TrainingPlan& plan, TwinDifference difference, const QString& folder = {},
        const QString& twinFolder = {});
    /// Goes on with the run in a folder, its rate changed if one is given. One of twins goes on with the other, in the same
    /// turns; alone, and with a notice, where that has no checkpoint any more.
    void resume(const QString& folder, std::optional<double> rate = {});

    void pause();
    void goOn();
    /// One mini-batch (or the next batch of the validation that closes an epoch), then pause.
    void stepOnce();
    /// Saves, then closes the runs; the state becomes Stopped.
    void stop();
    /// Writes checkpoints now, and goes on.
    void save();
    /// The rate from the next step on, before the schedule; of both twins.
    void setRate(double rate);

    /// Opens the weights as they are now in the window: Session::openNetwork(), then exploring().
    void explore(int run = 0);
    /// Kernels and sample batch now, also while paused; otherwise they come by themselves every second or so.
    void refresh();

    /// Saves and stops within about two seconds; closed() follows, at once where nothing runs.
    void close();
    /// True while a run is being worked on, and closing the window should ask.
    bool isBusy() const;

    /// Those of the desk: none before the first, two for twins.
    const std::vector<RunStatusPointer>& runs() const { return m_runs; }
    /// Null when there is none of that id; 0 is the first.
    RunStatusPointer run(int id = 0) const;
    bool isPaused() const { return m_paused; }
    SampleBatchPointer samples(int run = 0) const;
    LiveKernelsPointer kernels(int run = 0) const;

    /// Where runs are kept unless told otherwise: "runs" below the program's data folder (XDG_DATA_HOME/alexscope).
    static QString runsFolder();

signals:
    /// Another run is on the desk, or none.
    void runsChanged();
    /// New numbers: at most some twenty times a second.
    void numbersChanged(int run);
    void stateChanged(int run);
    /// An epoch was closed and judged.
    void epochClosed(int run, bool isBest);
    void rateChanged(int run, qint64 iteration, double from, double to);
    void saved(int run);
    /// One sentence: it diverged, the disk is full, the folder is no run, ...
    void failed(int run, const QString& sentence);
    /// What a person should know, one sentence.
    void noticed(int run, const QString& sentence);
    void kernelsChanged(int run);
    void samplesChanged(int run);
    /// The half-trained network is being opened by the session.
    void exploring(const NetworkChoice& choice);
    void closed();

private:
    void start(std::vector<RunWish> wishes, bool paused);
    void begun(const std::vector<RunStatus>& statuses);
    void askForSteps();
    bool wantsSteps() const;
    void takeNews(const TrainingNews& news);
    void takeLook(const LiveKernelsPointer& kernels, const SampleBatchPointer& samples);
    void takeSaved(const std::vector<SavedRun>& runs);
    void stopped(const std::vector<SavedRun>& runs);
    /// All that are on the desk and in one of those states.
    void change(std::initializer_list<TrainingState> from, TrainingState to);
    void update(int run, const std::function<void(RunStatus&)>& change);

    Session& m_session;
    std::shared_ptr<TrainingControl> m_control; ///< what both threads know of the runs on the desk
    std::vector<RunStatusPointer> m_runs;
    std::vector<SampleBatchPointer> m_samples;
    std::vector<LiveKernelsPointer> m_kernels;
    std::shared_ptr<QTemporaryDir> m_snapshots; ///< of half-trained networks
    int m_lastId = 0;
    bool m_paused = false, m_closing = false;
    int m_singleSteps = 0; ///< asked for, not done yet
    /// Two turns are asked for at any time, so that the engine has the next one while the window takes the numbers.
    std::array<Lane, 2> m_stepLanes;
    std::array<bool, 2> m_asked {};
    Lane m_beginLane, m_stopLane, m_saveLane, m_exploreLane, m_refreshLane, m_rateLane;
};
