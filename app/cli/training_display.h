#pragma once

#include "engine/run/training_run.h"

#include <chrono>
#include <string>

/// Tells how a training goes: on standard error one line that changes, or now and then a line where that is no
/// terminal; with `json` a line of JSON per report on standard output instead.
class TrainingDisplay {
public:
    TrainingDisplay(const engine::TrainingRun& run, bool quiet, bool json);
    /// Leaves the changing line behind.
    ~TrainingDisplay();

    void begin();
    void show(const engine::Advance& done);
    /// `finished` is false when the run was stopped and saved.
    void end(bool finished);
    /// A sentence for people.
    void say(const std::string& text);

private:
    using Clock = std::chrono::steady_clock;

    void showStep(const engine::Advance& done);
    void showEpoch(const engine::EpochReport& epoch);
    void sayWhatWasSkipped();
    void replaceLine(const std::string& text);
    std::string stepText() const;
    std::string timeLeft() const;

    const engine::TrainingRun& m_run;
    bool m_quiet;
    bool m_json;
    bool m_terminal;
    bool m_lineOpen = false; ///< the changing line stands there
    Clock::time_point m_begin = Clock::now();
    Clock::time_point m_lastLine;
    std::int64_t m_firstIteration;
    double m_loss = 0, m_error = 0, m_speed = 0; ///< of the last steps, smoothed
    std::size_t m_skipped = 0; ///< so many skipped files have been told
};
