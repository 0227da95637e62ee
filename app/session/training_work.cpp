#include "app/session/training_work.h"

#include "app/model/resources.h"
#include "app/session/rate_changes.h"
#include "app/session/training.h"
#include "app/session/training_config.h"
#include "app/session/training_look.h"
#include "app/session/training_twins.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/run/checkpoint.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <thread>

using namespace engine;

namespace {

std::string nativeFolder(const QString& path) { return QFile::encodeName(path).toStdString(); }

/// "Without dropout" as a part of a file's name.
QString fileWords(const QString& words)
{
    QString made = words.toLower();
    for (QChar& letter : made)
        if (!letter.isLetterOrNumber() && letter != '.')
            letter = ' ';
    return made.simplified().replace(' ', '-');
}

/// "cifar-10-batches-bin-scratch-03", of twins "synthetic-without-dropout-03": what the run is about, and the first
/// number that is free.
QString freeFolder(const TrainingPlan& plan, const QString& what)
{
    const QString data = plan.dataset == "synthetic" ? plan.dataset : QDir(plan.dataset).dirName();
    const char* method = plan.method == TrainingMethod::Scratch ? "scratch"
        : plan.method == TrainingMethod::Features               ? "features"
                                                                : "transfer";
    const QDir runs(TrainingDesk::runsFolder());
    require(runs.mkpath("."), runs.path().toStdString(), " cannot be made: choose a folder for the run");
    for (int number = 1;; ++number) {
        const QString about = what.isEmpty() ? QString(method) : fileWords(what);
        const QString name = QString("%1-%2-%3").arg(data, about).arg(number, 2, 10, QLatin1Char('0'));
        if (!runs.exists(name))
            return runs.filePath(name);
    }
}

TrainingRun::Surroundings trainingSurroundings()
{
    const int cores = int(std::max(1u, std::thread::hardware_concurrency()));
    return {.loaderThreads = std::clamp(cores / 2, 1, 8)};
}

void openDeviceFor(EngineState& state)
{
    if (!state.device)
        state.device = std::make_unique<Device>(
            DeviceOptions {.selector = state.deviceSelector, .cacheFolder = cacheFolder()});
}

void describeRun(OpenRun& open)
{
    const TrainingRun& run = *open.run;
    const RunConfig& config = run.config();
    RunStatus& status = open.status;
    status.folder = QFile::decodeName(run.folder().c_str());
    status.name = QDir(status.folder).dirName();
    status.plan = planOf(config);
    for (const std::string& name : config.classes)
        status.classes += QFile::decodeName(name.c_str());
    status.trainingPictures = config.trainingPictures;
    status.validationPictures = config.validationPictures;
    for (const std::string& notice : run.notices())
        status.notices += QString::fromUtf8(notice.c_str());
    status.skippedFiles = int(run.skipped().size());
    status.state = run.isFinished() ? TrainingState::Finished : TrainingState::Running;
    const Progress& progress = run.progress();
    TrainingNumbers& numbers = status.numbers;
    numbers.iteration = progress.iteration;
    numbers.stepsPerEpoch = run.stepsPerEpoch();
    numbers.epochs = config.epochs;
    numbers.epoch = std::min(progress.epoch + 1, config.epochs);
    numbers.batch = progress.batch;
    numbers.askedRate = progress.rate;
    numbers.rate = progress.rate;
}

std::unique_ptr<OpenRun> openRun(EngineState& state, const RunWish& wish)
{
    mayWait("opening a run");
    auto open = std::make_unique<OpenRun>();
    open->status.id = wish.id;
    if (wish.plan) {
        const QString folder = wish.folder.isEmpty() ? freeFolder(*wish.plan, wish.what) : wish.folder;
        open->run = TrainingRun::begin(
            *state.device, configOf(*wish.plan), nativeFolder(folder), trainingSurroundings());
    } else {
        open->run = TrainingRun::resume(*state.device, nativeFolder(wish.folder), trainingSurroundings());
        open->status.rateChanges = cutRateChanges(wish.folder, open->run->progress().iteration);
    }
    describeRun(*open);
    open->status.saved = QFileInfo(open->status.folder, "checkpoint.safetensors").lastModified();
    open->samples = chooseSamples(*open->run);
    return open;
}

/// A folder to go on with, and that of its twin: in the order of their turns, the second under the next id.
std::vector<RunWish> withTwin(const RunWish& wish, const Twins& twins)
{
    if (twins.first.isEmpty())
        return {wish};
    RunWish first = wish, second = wish;
    first.folder = twins.first;
    second.folder = twins.second;
    ++second.id;
    return {first, second};
}

void changeRate(OpenRun& open, double rate)
{
    const RateChange change {open.run->progress().iteration, open.run->progress().rate, rate};
    addRateChange(open.status.folder, change);
    open.run->setRate(rate);
    open.status.rateChanges.push_back(change);
    open.status.numbers.askedRate = rate;
}

}

std::vector<RunStatus> openRuns(
    EngineState& state, std::vector<RunWish> wishes, const std::shared_ptr<TrainingControl>& control)
{
    const bool resumes = wishes.size() == 1 && !wishes.front().plan;
    const Twins twins = resumes ? readTwins(wishes.front().folder) : Twins();
    if (resumes)
        wishes = withTwin(wishes.front(), twins);
    closeRuns(state);
    openDeviceFor(state);
    auto work = std::make_shared<TrainingWork>();
    work->control = control;
    std::vector<RunStatus> statuses;
    for (const RunWish& wish : wishes) {
        work->runs.push_back(openRun(state, wish));
        OpenRun& open = *work->runs.back();
        if (wish.rate)
            changeRate(open, *wish.rate);
        if (!twins.missing.isEmpty())
            open.status.notices += QCoreApplication::translate("Training",
                "Its twin is not in %1 any more: this run goes on alone, put that folder back to go on with "
                "both.")
                                       .arg(twins.missing);
        statuses.push_back(open.status);
    }
    if (wishes.size() == 2 && wishes.front().plan)
        writeTwins(statuses[0].folder, statuses[1].folder);
    const auto least = std::ranges::min_element(
        work->runs, {}, [](const auto& open) { return open->run->progress().epoch; }); // the first of equals
    work->turn = std::size_t(least - work->runs.begin());
    state.training = std::move(work);
    return statuses;
}

OpenRun* findRun(EngineState& state, int run)
{
    if (state.training)
        for (const auto& open : state.training->runs)
            if (run == 0 || open->status.id == run)
                return open.get();
    return nullptr;
}

std::vector<SavedRun> saveRuns(EngineState& state)
{
    mayWait("saving a run");
    std::vector<SavedRun> saved;
    if (!state.training)
        return saved;
    for (const auto& open : state.training->runs) {
        saved.push_back({open->status.id, {}});
        try {
            if (!open->run->isFinished()) // then it was saved at its last step
                open->run->save();
        } catch (const std::exception& problem) {
            saved.back().problem = QString::fromUtf8(problem.what());
        }
    }
    return saved;
}

std::vector<SavedRun> closeRuns(EngineState& state)
{
    std::vector<SavedRun> saved = saveRuns(state);
    state.training.reset();
    return saved;
}

std::vector<std::pair<int, std::vector<RateChange>>> setRates(EngineState& state, double rate)
{
    std::vector<std::pair<int, std::vector<RateChange>>> changes;
    if (!state.training)
        return changes;
    for (const auto& open : state.training->runs) {
        changeRate(*open, rate);
        changes.emplace_back(open->status.id, open->status.rateChanges);
    }
    return changes;
}

QString writeSnapshot(EngineState& state, int run, const QString& folder)
{
    mayWait("writing the weights of a run");
    OpenRun* open = findRun(state, run);
    require(open != nullptr, "this run is not open any more: open its best.safetensors under Model");
    const RunConfig& config = open->run->config();
    QDir snapshots(folder);
    for (const QString& before : snapshots.entryList({"*.safetensors"}, QDir::Files))
        snapshots.remove(before);
    const std::filesystem::path place = nativeFolder(folder);
    writeBest(place, {config.model, config.recipe, config.classes}, open->run->network());
    const QString name
        = QString("%1-after-%2.safetensors").arg(open->status.name).arg(open->run->progress().iteration);
    const std::filesystem::path file = place / nativeFolder(name);
    std::error_code error;
    std::filesystem::rename(place / "best.safetensors", file, error);
    require(!error, file.string(), " cannot be written: ", error.message());
    return QFile::decodeName(file.c_str());
}
