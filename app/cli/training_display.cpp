#include "app/cli/training_display.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>

using Json = nlohmann::ordered_json;
using namespace engine;

namespace {

template <class... Values>
std::string format(const char* pattern, Values... values)
{
    char text[300];
    std::snprintf(text, sizeof text, pattern, values...);
    return text;
}

void print(const Json& report)
{
    std::cout << report.dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
}

Json scoreJson(const Score& score)
{
    return {{"loss", score.loss()}, {"top1_error", score.top1Error()}, {"top5_error", score.top5Error()}};
}

}

TrainingDisplay::TrainingDisplay(const TrainingRun& run, bool quiet, bool json)
    : m_run(run)
    , m_quiet(quiet)
    , m_json(json)
    , m_terminal(isatty(STDERR_FILENO))
    , m_firstIteration(run.progress().iteration)
{
}

TrainingDisplay::~TrainingDisplay()
{
    if (m_lineOpen)
        std::cerr << '\n';
}

void TrainingDisplay::say(const std::string& text)
{
    if (m_quiet)
        return;
    replaceLine("alexscope: " + text + "\n");
    m_lineOpen = false;
}

void TrainingDisplay::begin()
{
    const RunConfig& config = m_run.config();
    for (const std::string& notice : m_run.notices())
        say(notice);
    sayWhatWasSkipped();
    if (m_json) {
        print({{"report", "begin"}, {"run", m_run.folder().string()}, {"model", config.model},
            {"device", config.device}, {"iteration", m_run.progress().iteration},
            {"steps", m_run.stepsPerEpoch() * config.epochs}, {"steps_per_epoch", m_run.stepsPerEpoch()},
            {"training_pictures", config.trainingPictures},
            {"validation_pictures", config.validationPictures}, {"batch_size", config.batch},
            {"micro_batch", config.trainer.microBatch}});
        return;
    }
    std::string pieces;
    if (config.trainer.microBatch < config.batch)
        pieces = format(", %d at once", config.trainer.microBatch);
    say(format("training %s on %s with %d pictures (%d to validate with) in batches of %d%s",
        config.model.c_str(), config.device.c_str(), config.trainingPictures, config.validationPictures,
        config.batch, pieces.c_str()));
}

void TrainingDisplay::show(const Advance& done)
{
    if (done.step)
        showStep(done);
    if (done.epoch)
        showEpoch(*done.epoch);
    if (done.saved && m_json)
        print({{"report", "saved"}, {"iteration", m_run.progress().iteration}});
}

void TrainingDisplay::showStep(const Advance& done)
{
    const StepReport& step = *done.step;
    const Progress& progress = m_run.progress();
    if (m_json) {
        print({{"report", "step"}, {"iteration", progress.iteration}, {"epoch", progress.epoch + 1},
            {"loss", step.loss}, {"top1_error", step.top1Error}, {"top5_error", step.top5Error},
            {"rate", step.rate}, {"gradient_norm", step.gradientNorm},
            {"images_per_second", done.imagesPerSecond}});
        return;
    }
    const double keep = progress.iteration == m_firstIteration + 1 ? 0 : 0.9;
    m_loss = keep * m_loss + (1 - keep) * step.loss;
    m_error = keep * m_error + (1 - keep) * step.top1Error;
    m_speed = keep * m_speed + (1 - keep) * done.imagesPerSecond;
    const auto interval = m_terminal ? std::chrono::milliseconds(100) : std::chrono::seconds(10);
    if (m_quiet || Clock::now() - m_lastLine < interval)
        return;
    m_lastLine = Clock::now();
    replaceLine(stepText() + (m_terminal ? "" : "\n"));
    m_lineOpen = m_terminal;
}

std::string TrainingDisplay::stepText() const
{
    const Progress& progress = m_run.progress();
    return format("epoch %d/%d  step %d/%d  loss %.3f  error %.1f %%  %.0f images/s  ", progress.epoch + 1,
               m_run.config().epochs, progress.batch, int(m_run.stepsPerEpoch()), m_loss, 100 * m_error,
               m_speed)
        + timeLeft();
}

/// From the time that the steps so far have taken, validation and checkpoints included.
std::string TrainingDisplay::timeLeft() const
{
    const std::int64_t done = m_run.progress().iteration - m_firstIteration;
    const std::int64_t rest = m_run.stepsPerEpoch() * m_run.config().epochs - m_run.progress().iteration;
    const double elapsed = std::chrono::duration<double>(Clock::now() - m_begin).count();
    const double seconds = elapsed * double(rest) / double(std::max<std::int64_t>(done, 1));
    if (seconds >= 2 * 3600)
        return format("%.0f h %02d min left", std::floor(seconds / 3600), int(seconds / 60) % 60);
    return seconds >= 120 ? format("%.0f min left", seconds / 60) : format("%.0f s left", seconds);
}

void TrainingDisplay::showEpoch(const EpochReport& epoch)
{
    const Progress& progress = m_run.progress();
    sayWhatWasSkipped();
    if (m_json) {
        Json report = {{"report", "epoch"}, {"iteration", progress.iteration}, {"epoch", progress.epoch},
            {"train", scoreJson(epoch.training)}};
        if (epoch.validation)
            report["val"] = scoreJson(*epoch.validation);
        report["best"] = epoch.isBest;
        print(report);
        return;
    }
    if (m_quiet)
        return;
    std::string text = format("epoch %d/%d  training: loss %.3f, error %.1f %%", progress.epoch,
        m_run.config().epochs, epoch.training.loss(), 100 * epoch.training.top1Error());
    if (epoch.validation)
        text += format("  validation: loss %.3f, error %.2f %%%s", epoch.validation->loss(),
            100 * epoch.validation->top1Error(), epoch.isBest ? ", the best so far" : "");
    replaceLine(text + "\n");
    m_lineOpen = false;
}

void TrainingDisplay::end(bool finished)
{
    const Progress& progress = m_run.progress();
    const std::string folder = m_run.folder().string();
    if (m_json) {
        Json report = {{"report", "end"}, {"finished", finished}, {"iteration", progress.iteration},
            {"best_iteration", progress.bestIteration}};
        report[m_run.config().validationPictures > 0 ? "best_val_top1_error" : "best_train_loss"]
            = progress.best ? Json(*progress.best) : Json(nullptr);
        print(report);
    } else if (!finished) {
        say(format("saved after %lld of %lld steps; go on with 'alexscope train --resume ",
                static_cast<long long>(progress.iteration),
                static_cast<long long>(m_run.stepsPerEpoch() * m_run.config().epochs))
            + folder + "'");
    } else {
        replaceLine("");
        const double best = progress.best.value_or(0);
        std::cout << (m_run.config().validationPictures > 0 ? format("validation error %.2f %%", 100 * best)
                                                            : format("training loss %.4f", best))
                  << " after " << progress.bestIteration << " steps: " << folder << "/best.safetensors\n";
    }
}

void TrainingDisplay::sayWhatWasSkipped()
{
    constexpr std::size_t most = 20;
    const std::vector<SkippedFile> skipped = m_run.skipped();
    for (; m_skipped < std::min(most, skipped.size()); ++m_skipped)
        say("left out " + skipped[m_skipped].file + ": " + skipped[m_skipped].reason);
    if (skipped.size() > m_skipped)
        say("left out " + std::to_string(skipped.size() - m_skipped) + " more");
    m_skipped = skipped.size();
}

/// On a terminal over the line that stands there.
void TrainingDisplay::replaceLine(const std::string& text)
{
    std::cerr << (m_lineOpen ? "\r\x1b[K" : "") << text << std::flush;
    m_lineOpen = m_lineOpen && !text.empty();
}
