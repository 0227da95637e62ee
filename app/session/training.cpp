#include "app/session/training.h"

#include "app/session/session.h"
#include "app/session/training_work.h"

#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>

TrainingDesk::TrainingDesk(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
}

TrainingDesk::~TrainingDesk() = default;

QString TrainingDesk::runsFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/alexscope/runs";
}

void TrainingDesk::begin(const TrainingPlan& plan, const QString& folder, bool paused)
{
    start({{0, plan, folder, {}}}, paused);
}

void TrainingDesk::beginTwins(
    const TrainingPlan& plan, TwinDifference difference, const QString& folder, const QString& twinFolder)
{
    const QString other = twinFolder.isEmpty() && !folder.isEmpty() ? folder + "-twin" : twinFolder;
    const TrainingPlan twin = twinOf(plan, difference);
    start({{0, plan, folder, {}, twinWords(plan, difference)},
              {0, twin, other, {}, twinWords(twin, difference)}},
        false);
}

void TrainingDesk::resume(const QString& folder, std::optional<double> rate)
{
    start({{0, {}, folder, rate}}, false);
    ++m_lastId; // for a twin, of which the folder knows
}

void TrainingDesk::start(std::vector<RunWish> wishes, bool paused)
{
    for (Lane& lane : m_stepLanes)
        lane.cancel();
    m_asked = {};
    m_control = std::make_shared<TrainingControl>();
    m_control->paused = paused;
    m_paused = paused;
    m_singleSteps = 0;
    m_runs.clear();
    m_samples.clear();
    m_kernels.clear();
    for (RunWish& wish : wishes) {
        wish.id = ++m_lastId;
        RunStatus status;
        status.id = wish.id;
        status.folder = wish.folder;
        status.name = wish.folder.section('/', -1, -1, QString::SectionSkipEmpty);
        status.plan = wish.plan.value_or(TrainingPlan());
        m_runs.push_back(std::make_shared<const RunStatus>(status));
    }
    emit runsChanged();
    m_session.engine().run(
        m_beginLane, this,
        [wishes, control = m_control](
            EngineState& state, std::stop_token) { return openRuns(state, wishes, control); },
        [this](const std::vector<RunStatus>& statuses) { begun(statuses); },
        [this](const QString& sentence) {
            const std::vector<RunStatusPointer> runs = m_runs;
            for (const RunStatusPointer& run : runs)
                update(run->id, [&](RunStatus& status) {
                    status.state = TrainingState::Failed;
                    status.problem = sentence;
                });
            for (const RunStatusPointer& run : runs)
                emit stateChanged(run->id);
            emit failed(runs.front()->id, sentence);
        });
}

void TrainingDesk::begun(const std::vector<RunStatus>& statuses)
{
    m_runs.clear();
    for (RunStatus status : statuses) {
        if (status.state == TrainingState::Running && m_paused)
            status.state = TrainingState::Paused;
        m_runs.push_back(std::make_shared<const RunStatus>(status));
    }
    for (const RunStatus& status : statuses) {
        emit numbersChanged(status.id);
        emit stateChanged(status.id);
        for (const QString& notice : status.notices)
            emit noticed(status.id, notice);
    }
    askForSteps();
    refresh();
}

void TrainingDesk::update(int run, const std::function<void(RunStatus&)>& change)
{
    for (RunStatusPointer& one : m_runs)
        if (one->id == run) {
            auto status = std::make_shared<RunStatus>(*one);
            change(*status);
            one = std::move(status);
        }
}

void TrainingDesk::change(std::initializer_list<TrainingState> from, TrainingState to)
{
    std::vector<int> changed;
    for (const RunStatusPointer& run : m_runs)
        if (std::find(from.begin(), from.end(), run->state) != from.end())
            changed.push_back(run->id);
    for (const int id : changed)
        update(id, [to](RunStatus& status) { status.state = to; });
    for (const int id : changed)
        emit stateChanged(id);
}

RunStatusPointer TrainingDesk::run(int id) const
{
    for (const RunStatusPointer& run : m_runs)
        if (id == 0 || run->id == id)
            return run;
    return nullptr;
}

SampleBatchPointer TrainingDesk::samples(int run) const
{
    for (const SampleBatchPointer& one : m_samples)
        if (run == 0 || one->run == run)
            return one;
    return nullptr;
}

LiveKernelsPointer TrainingDesk::kernels(int run) const
{
    for (const LiveKernelsPointer& one : m_kernels)
        if (run == 0 || one->run == run)
            return one;
    return nullptr;
}

bool TrainingDesk::isBusy() const
{
    return std::any_of(m_runs.begin(), m_runs.end(), [](const RunStatusPointer& run) {
        return run->state == TrainingState::Preparing || run->state == TrainingState::Running
            || run->state == TrainingState::Paused || run->state == TrainingState::Stopping;
    });
}

void TrainingDesk::pause()
{
    if (!m_control)
        return;
    m_paused = true;
    m_control->paused = true;
    change({TrainingState::Running}, TrainingState::Paused);
}

void TrainingDesk::goOn()
{
    if (!m_control)
        return;
    m_paused = false;
    m_singleSteps = 0;
    m_control->singleSteps = 0;
    m_control->paused = false;
    change({TrainingState::Paused}, TrainingState::Running);
    askForSteps();
}

void TrainingDesk::stepOnce()
{
    if (!m_control)
        return;
    pause();
    ++m_singleSteps;
    ++m_control->singleSteps;
    askForSteps();
}

void TrainingDesk::setRate(double rate)
{
    m_session.engine().run(
        m_rateLane, this, [rate](EngineState& state, std::stop_token) { return setRates(state, rate); },
        [this](const std::vector<std::pair<int, std::vector<RateChange>>>& runs) {
            for (const auto& [id, changes] : runs) {
                const RateChange last = changes.back();
                update(id, [&changes = changes, &last](RunStatus& status) {
                    status.rateChanges = changes;
                    status.numbers.askedRate = last.to;
                });
                emit rateChanged(id, last.iteration, last.from, last.to);
                emit numbersChanged(id);
            }
        },
        [this](const QString& sentence) { emit failed(0, sentence); });
}

void TrainingDesk::refresh()
{
    m_session.engine().run(
        m_refreshLane, this, [](EngineState& state, std::stop_token) { return lookAtRuns(state); },
        [this](const std::vector<std::pair<LiveKernelsPointer, SampleBatchPointer>>& looks) {
            for (const auto& [kernels, samples] : looks)
                takeLook(kernels, samples);
        },
        [this](const QString& sentence) { emit failed(0, sentence); });
}

void TrainingDesk::explore(int id)
{
    const RunStatusPointer run = this->run(id);
    if (!run)
        return;
    const auto open = [this](const QString& weights) {
        NetworkChoice choice;
        choice.weights = weights;
        m_session.openNetwork(choice);
        emit exploring(choice);
    };
    if (run->state == TrainingState::Stopped || run->state == TrainingState::Failed)
        return open(run->folder + "/best.safetensors");
    if (!m_snapshots)
        m_snapshots = std::make_shared<QTemporaryDir>();
    m_session.engine().run(
        m_exploreLane, this,
        [id = run->id, folder = m_snapshots](
            EngineState& state, std::stop_token) { return writeSnapshot(state, id, folder->path()); },
        open, [this, id = run->id](const QString& sentence) { emit failed(id, sentence); });
}
