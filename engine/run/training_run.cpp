#include "engine/run/training_run.h"

#include "engine/core/error.h"
#include "engine/run/checkpoint.h"
#include "engine/run/event_file.h"
#include "engine/run/film.h"
#include "engine/run/history.h"
#include "engine/run/run_folder.h"
#include "engine/run/starting_point.h"
#include "engine/run/training_data.h"

#include <chrono>
#include <cmath>

namespace engine {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t mostNotedSteps = 20'000; ///< in history and events, or so

double seconds(Clock::duration time) { return std::chrono::duration<double>(time).count(); }

BatchLoader::Options loaderOptions(const RunConfig& config, int threads)
{
    BatchLoader::Options options;
    options.recipe = *config.recipe;
    options.batch = config.batch;
    options.seed = config.trainer.seed;
    options.threads = threads;
    return options;
}

BatchLoader::Options trainingOptions(const RunConfig& config, int threads)
{
    BatchLoader::Options options = loaderOptions(config, threads);
    options.shuffle = true;
    options.dropLast = true;
    options.augmentation = config.augmentation;
    return options;
}

BatchLoader::Options validationOptions(const RunConfig& config, int threads)
{
    BatchLoader::Options options = loaderOptions(config, threads);
    options.cacheBytes /= 4;
    return options;
}

/// The step as a part of its epoch's score.
Score scoreOf(const StepReport& step, std::int64_t images)
{
    Score score;
    score.images = images;
    score.lossSum = step.loss * double(images);
    score.top1Right = images - std::llround(step.top1Error * double(images));
    score.top5Right = images - std::llround(step.top5Error * double(images));
    return score;
}

void describeDevice(RunConfig& config, Device& device)
{
    const DeviceInfo& info = device.info();
    config.device = info.name;
    config.driver = info.driver;
    config.operands = device.operandsFor(1 << 20) == Operands::Texels ? "texels" : "storage";
    config.subgroupKernels = device.subgroupKernels();
    config.subgroupSize = int(info.limits.subgroupSize);
    config.kernels = device.choices().taken();
}

}

struct TrainingRun::Parts {
    Parts(Device& device, const RunConfig& wanted, RunFolder&& place, const Surroundings& around);
    void checkDataset(const RunConfig& wanted) const;
    void start(const Progress& from);

    std::int64_t totalSteps() const { return std::int64_t(stepsPerEpoch) * config.epochs; }
    void stepOnce(const std::stop_token& stop, Advance& done);
    void note(const Advance& done);
    void validateOnce(Advance& done);
    void closeEpoch(std::optional<Score> validation, Advance& done);
    void save();

    RunConfig config;
    RunFolder folder;
    Surroundings surroundings;
    TrainingData data;
    std::optional<WeightFile> weights;
    Architecture architecture;
    Network network;
    Trainer trainer;
    BatchLoader loader;
    std::unique_ptr<BatchLoader> validationLoader; ///< null when nothing is set aside
    ModelDescription description;
    int stepsPerEpoch;
    std::vector<std::string> notices;

    Progress progress;
    std::optional<Batch> pending; ///< loaded, but its step was stopped
    Score validation; ///< of the batches judged so far ...
    int validationBatches = 0; ///< ... and their number; 0 before the first
    std::optional<History> history;
    std::optional<EventFile> events;
    std::optional<Film> film;
    Clock::time_point lastSaved;
    double lastStepSeconds = 0;
};

/// Everything but the state: the members in the order in which they need each other.
TrainingRun::Parts::Parts(
    Device& device, const RunConfig& wanted, RunFolder&& place, const Surroundings& around)
    : config(wanted)
    , folder(std::move(place))
    , surroundings(around)
    , data(openTrainingData(config.dataset, config.validation, config.trainer.seed))
    , weights(openStartingWeights(config))
    , architecture(
          (config.classes = data.training->classes(), architectureFor(config, weights ? &*weights : nullptr)))
    , network(device, architecture.layers, architecture.input())
    , trainer(network, config.trainer, config.batch)
    , loader(data.training, trainingOptions(config, around.loaderThreads))
    , description {config.model, config.recipe, config.classes}
    , stepsPerEpoch(loader.batchesPerEpoch())
{
    if (data.validation)
        validationLoader
            = std::make_unique<BatchLoader>(data.validation, validationOptions(config, around.loaderThreads));
    config.trainer.microBatch = trainer.microBatch();
    config.trainingPictures = data.training->size();
    config.validationPictures = data.validation ? data.validation->size() : 0;
    // What is written down here is what the run will compute with, so that a resumed one can do the same.
    device.choices().forget();
    trainer.prepare(config.batch);
    describeDevice(config, device);
}

/// A run that goes on with other pictures would be another run.
void TrainingRun::Parts::checkDataset(const RunConfig& wanted) const
{
    const std::string remedy = ": bring back what the run began with, or begin a new run with --weights";
    require(config.classes == wanted.classes, config.dataset, " has other classes than when the run began",
        remedy);
    require(config.trainingPictures == wanted.trainingPictures
            && config.validationPictures == wanted.validationPictures,
        config.dataset, " now has ", config.trainingPictures, " + ", config.validationPictures,
        " pictures to train and to validate with, ", wanted.trainingPictures, " + ",
        wanted.validationPictures, " when the run began", remedy);
}

void TrainingRun::Parts::start(const Progress& from)
{
    progress = from;
    film.emplace(folder.file("snapshots"), network, from.iteration, stepsPerEpoch, config.epochs);
    history.emplace(folder.file("history.csv"), from.iteration, from.epoch);
    events.emplace(folder.file("events.out.tfevents.alexscope"), from.iteration);
    if (progress.epoch < config.epochs && progress.batch < stepsPerEpoch)
        loader.start(std::uint32_t(progress.epoch), progress.batch);
    lastSaved = Clock::now();
}

void TrainingRun::Parts::save()
{
    history->synchronise();
    events->synchronise();
    writeCheckpoint(folder.path(), description, progress, trainer);
    lastSaved = Clock::now();
}

void TrainingRun::Parts::stepOnce(const std::stop_token& stop, Advance& done)
{
    const Clock::time_point begin = Clock::now();
    if (!pending)
        pending = loader.next();
    const auto images = std::int64_t(pending->labels.size());
    require(images > 0, config.dataset,
        ": none of the pictures of a whole batch could be read; look after the disk");
    const double rate = rateAt(
        config.schedule, progress.rate, progress.iteration, stepsPerEpoch, totalSteps(), progress.plateau);
    done.step = trainer.step(*pending, rate, std::uint32_t(progress.epoch), stop);
    if (!done.step) {
        done.stopped = true;
        return;
    }
    pending.reset();
    ++progress.iteration;
    ++progress.batch;
    progress.training += scoreOf(*done.step, images);
    lastStepSeconds = seconds(Clock::now() - begin);
    done.imagesPerSecond = double(images) / lastStepSeconds;

    note(done);
    film->shoot(progress.iteration);
}

/// Of long runs only every n-th step, so that their curves stay readable.
void TrainingRun::Parts::note(const Advance& done)
{
    if (progress.iteration % (totalSteps() / mostNotedSteps + 1) != 0)
        return;
    const StepReport& step = *done.step;
    history->add({progress.iteration, progress.epoch + 1, step.loss, step.top1Error, step.top5Error, {}, {},
        {}, step.rate, step.gradientNorm, done.imagesPerSecond});
    events->add(progress.iteration,
        {{"Loss/train", step.loss}, {"Accuracy/train", 1 - step.top1Error}, {"Rate", step.rate},
            {"GradientNorm", step.gradientNorm}, {"ImagesPerSecond", done.imagesPerSecond}});
}

void TrainingRun::Parts::validateOnce(Advance& done)
{
    if (!validationLoader)
        return closeEpoch({}, done);
    if (validationBatches == 0) {
        validation = {};
        validationLoader->start(0, 0);
    }
    const Batch batch = validationLoader->next();
    if (!batch.labels.empty())
        validation += trainer.score(batch);
    done.validated = int(validation.images);
    if (++validationBatches < validationLoader->batchesPerEpoch())
        return;
    validationBatches = 0;
    require(validation.images > 0, config.dataset, ": none of the pictures to validate with could be read");
    closeEpoch(validation, done);
}

void TrainingRun::Parts::closeEpoch(std::optional<Score> score, Advance& done)
{
    EpochReport report {progress.training, std::move(score), false};
    const double error = report.validation ? report.validation->top1Error() : report.training.top1Error();
    const double measure = report.validation ? error : report.training.loss();
    report.isBest = !progress.best || measure < *progress.best;
    if (report.isBest) {
        progress.best = measure;
        progress.bestIteration = progress.iteration;
        writeBest(folder.path(), description, network);
    }
    progress.plateau = afterEpoch(config.schedule, progress.plateau, error);
    ++progress.epoch;
    progress.batch = 0;
    progress.training = {};

    HistoryRow row {progress.iteration, progress.epoch, report.training.loss(), report.training.top1Error(),
        report.training.top5Error()};
    if (report.validation) {
        row.valLoss = report.validation->loss();
        row.valTop1Error = report.validation->top1Error();
        row.valTop5Error = report.validation->top5Error();
        events->add(progress.iteration,
            {{"Loss/val", *row.valLoss}, {"Accuracy/val", 1 - *row.valTop1Error},
                {"Accuracy/val_top5", 1 - *row.valTop5Error}});
    }
    history->add(row);
    done.epoch = std::move(report);
}

TrainingRun::TrainingRun(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

TrainingRun::~TrainingRun() = default;

std::unique_ptr<TrainingRun> TrainingRun::begin(Device& device, const RunConfig& config,
    const std::filesystem::path& folder, const Surroundings& surroundings)
{
    auto parts = std::make_unique<Parts>(device, config, RunFolder::create(folder), surroundings);
    const std::string notice
        = setStartingPoint(parts->network, parts->config, parts->weights ? &*parts->weights : nullptr);
    if (!notice.empty())
        parts->notices.push_back(notice);
    Progress progress;
    progress.rate = config.rate;
    writeConfig(folder, parts->config);
    parts->start(progress);
    parts->film->shoot(0);
    parts->save();
    return std::unique_ptr<TrainingRun>(new TrainingRun(std::move(parts)));
}

std::unique_ptr<TrainingRun> TrainingRun::resume(
    Device& device, const std::filesystem::path& folder, const Surroundings& surroundings)
{
    RunFolder place = RunFolder::open(folder);
    const RunConfig config = readConfig(folder);
    device.choices().replace(config.kernels); // not those measured since: the run goes on as it began
    auto parts = std::make_unique<Parts>(device, config, std::move(place), surroundings);
    parts->checkDataset(config);
    if (config.device != parts->config.device || config.driver != parts->config.driver)
        parts->notices.push_back(sentence("the run began on ", config.device, " (", config.driver,
            ") and goes on on ", parts->config.device, ": its numbers will differ in their last digits"));
    Progress progress;
    progress.rate = config.rate;
    if (const auto restored = restoreCheckpoint(folder, parts->trainer)) {
        progress = restored->progress;
        if (!restored->notice.empty())
            parts->notices.push_back(restored->notice);
    } else { // it ended before its first checkpoint
        setStartingPoint(parts->network, parts->config, parts->weights ? &*parts->weights : nullptr);
    }
    parts->start(progress);
    parts->film->shoot(progress.iteration);
    return std::unique_ptr<TrainingRun>(new TrainingRun(std::move(parts)));
}

const RunConfig& TrainingRun::config() const { return m_parts->config; }
const Progress& TrainingRun::progress() const { return m_parts->progress; }
const std::filesystem::path& TrainingRun::folder() const { return m_parts->folder.path(); }
bool TrainingRun::isFinished() const { return m_parts->progress.epoch >= m_parts->config.epochs; }
std::int64_t TrainingRun::stepsPerEpoch() const { return m_parts->stepsPerEpoch; }
const std::vector<std::string>& TrainingRun::notices() const { return m_parts->notices; }
const TrainingData& TrainingRun::data() const { return m_parts->data; }
Network& TrainingRun::network() { return m_parts->network; }
void TrainingRun::save() { m_parts->save(); }
void TrainingRun::setRate(double rate) { m_parts->progress.rate = rate; }

std::vector<SkippedFile> TrainingRun::skipped() const
{
    std::vector<SkippedFile> all = m_parts->data.skipped;
    const auto append
        = [&all](const std::vector<SkippedFile>& more) { all.insert(all.end(), more.begin(), more.end()); };
    append(m_parts->loader.skipped());
    if (m_parts->validationLoader)
        append(m_parts->validationLoader->skipped());
    return all;
}

Advance TrainingRun::advance(const std::stop_token& stop)
{
    Advance done;
    if (isFinished())
        return done;
    if (stop.stop_requested()) {
        done.stopped = true;
        return done;
    }
    Parts& run = *m_parts;
    if (run.progress.batch < run.stepsPerEpoch)
        run.stepOnce(stop, done);
    else
        run.validateOnce(done);
    const double sinceSaved = seconds(Clock::now() - run.lastSaved);
    // After the next step it might be too late.
    if (done.epoch
        || (!done.stopped && sinceSaved + run.lastStepSeconds > run.surroundings.checkpointSeconds)) {
        run.save();
        done.saved = true;
    }
    return done;
}

}
