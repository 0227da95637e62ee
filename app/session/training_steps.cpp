#include "app/session/training_look.h"
#include "app/session/training_work.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"

#include <algorithm>

using namespace engine;

namespace {

constexpr int turnMilliseconds = 60; ///< quick steps are done together for so long
constexpr double lookEverySeconds = 1; ///< kernels and samples are taken ...
constexpr double lookShare = 0.02; ///< ... so that they cost at most this share of the time

double smoothedBy(double before, double now, qint64 count)
{
    const double share = std::max(0.05, 1.0 / double(count)); // the mean at first
    return before + share * (now - before);
}

OpenRun* nextRun(TrainingWork& work)
{
    for (std::size_t i = 0; i < work.runs.size(); ++i) {
        OpenRun& open = *work.runs[work.turn % work.runs.size()];
        if (!open.run->isFinished())
            return &open;
        ++work.turn;
    }
    return nullptr;
}

double secondsLeftOf(const OpenRun& open)
{
    const TrainingRun& run = *open.run;
    const auto total = double(run.stepsPerEpoch()) * run.config().epochs;
    const double steps = std::max(0.0, total - double(run.progress().iteration));
    const int epochs = run.config().epochs - run.progress().epoch;
    // Until one was seen, a picture is judged in a third of the time that learning from it takes.
    const double guess = open.stepSeconds / 3 * run.config().validationPictures / run.config().batch;
    const double judging = open.validationSeconds > 0 ? open.validationSeconds : guess;
    return std::max(0.0, steps * open.stepSeconds + epochs * judging - open.validatingSeconds);
}

void takeNumbers(OpenRun& open, const Advance& done, double seconds)
{
    const TrainingRun& run = *open.run;
    TrainingNumbers& numbers = open.status.numbers;
    numbers.iteration = run.progress().iteration;
    numbers.epoch = std::min(run.progress().epoch + 1, run.config().epochs);
    numbers.batch = run.progress().batch;
    numbers.validated = done.epoch ? 0 : done.validated;
    numbers.askedRate = run.progress().rate;
    if (done.step) {
        numbers.loss = done.step->loss;
        numbers.top1Error = done.step->top1Error;
        numbers.top5Error = done.step->top5Error;
        numbers.rate = done.step->rate;
        numbers.gradientNorm = done.step->gradientNorm;
        ++open.steps;
        open.stepSeconds = smoothedBy(open.stepSeconds, seconds, open.steps);
        numbers.imagesPerSecond = smoothedBy(numbers.imagesPerSecond, done.imagesPerSecond, open.steps);
    } else {
        open.validatingSeconds += seconds;
    }
    if (done.epoch) {
        numbers.epochLoss = done.epoch->training.loss();
        numbers.epochTop1Error = done.epoch->training.top1Error();
        numbers.epochTop5Error = done.epoch->training.top5Error();
        if (const std::optional<Score>& score = done.epoch->validation) {
            numbers.validationLoss = score->loss();
            numbers.validationTop1Error = score->top1Error();
            numbers.validationTop5Error = score->top5Error();
            numbers.bestValidationTop1Error
                = std::min(score->top1Error(), numbers.bestValidationTop1Error.value_or(2));
        }
        open.validationSeconds = open.validatingSeconds;
        open.validatingSeconds = 0;
    }
}

/// One step. False when the turn is over.
bool stepRun(OpenRun& open, const std::stop_token& stop, TrainingNews& news)
{
    QElapsedTimer timer;
    timer.start();
    const Advance done = open.run->advance(stop);
    if (done.stopped)
        return false;
    takeNumbers(open, done, double(timer.nsecsElapsed()) / 1e9);
    news.saved = news.saved || done.saved;
    news.epochClosed = done.epoch.has_value();
    news.isBest = done.epoch && done.epoch->isBest;
    return !news.epochClosed;
}

/// Kernels and samples where it is time for them.
void lookAtRun(OpenRun& open, TrainingNews& news)
{
    const double pause = std::max(lookEverySeconds, open.seenSeconds / lookShare);
    const bool due = !open.sinceSeen.isValid() || double(open.sinceSeen.elapsed()) / 1000 > pause;
    const bool changed = open.seenAt != open.run->progress().iteration;
    if (!changed || !(due || news.finished))
        return;
    QElapsedTimer timer;
    timer.start();
    news.kernels = liveKernels(open);
    news.samples = answerSamples(open);
    open.seenSeconds = double(timer.nsecsElapsed()) / 1e9;
    open.seenAt = open.run->progress().iteration;
    open.sinceSeen.start();
}

void closeFailed(TrainingWork& work, int id)
{
    std::erase_if(work.runs, [id](const auto& open) { return open->status.id == id; });
    work.turn = 0;
}

}

std::vector<std::pair<LiveKernelsPointer, SampleBatchPointer>> lookAtRuns(EngineState& state)
{
    mayWait("reading the kernels of a run");
    std::vector<std::pair<LiveKernelsPointer, SampleBatchPointer>> looks;
    if (state.training)
        for (const auto& open : state.training->runs)
            looks.emplace_back(liveKernels(*open), answerSamples(*open));
    return looks;
}

TrainingNews takeSteps(EngineState& state, const std::stop_token& stop)
{
    mayWait("training");
    TrainingNews news;
    TrainingWork* work = state.training.get();
    OpenRun* open = work ? nextRun(*work) : nullptr;
    news.closed = !work;
    if (!open || stop.stop_requested())
        return news;
    TrainingControl& control = *work->control;
    const bool single = control.paused;
    if (single && control.singleSteps <= 0)
        return news;
    news.idle = false;
    news.run = open->status.id;
    try {
        QElapsedTimer turn;
        turn.start();
        while (
            stepRun(*open, stop, news) && !single && !control.paused && turn.elapsed() < turnMilliseconds) { }
        if (single) {
            --control.singleSteps;
            news.singleStepsDone = 1;
        }
        news.finished = open->run->isFinished();
        news.skippedFiles = int(open->run->skipped().size());
        lookAtRun(*open, news);
        double left = 0;
        for (const auto& other : work->runs)
            left += secondsLeftOf(*other);
        if (open->steps > 0)
            open->status.numbers.secondsLeft = left;
        news.numbers = open->status.numbers;
        if (news.epochClosed)
            ++work->turn; // the twin's
    } catch (const std::exception& problem) {
        news.numbers = open->status.numbers;
        news.failure = QString::fromUtf8(problem.what());
        closeFailed(*work, news.run);
    }
    return news;
}
