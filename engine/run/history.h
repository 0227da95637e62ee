#pragma once

#include "engine/run/append_file.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace engine {

/// One row of a run's history. Most rows are of one step: loss and errors of its batch, rate, norm, speed. A row that
/// closes an epoch has the epoch's means and the validation instead, and no rate. Errors are shares from 0 to 1.
struct HistoryRow {
    std::int64_t iteration = 0; ///< steps done
    int epoch = 0; ///< the one they belong to, from 1
    std::optional<double> trainLoss;
    std::optional<double> trainTop1Error;
    std::optional<double> trainTop5Error;
    std::optional<double> valLoss;
    std::optional<double> valTop1Error;
    std::optional<double> valTop5Error;
    std::optional<double> rate;
    std::optional<double> gradientNorm;
    std::optional<double> imagesPerSecond;

    bool closesEpoch() const { return !rate; }
    bool operator==(const HistoryRow&) const = default;
};

/// history.csv: a header, then a row per step (of long runs per so many steps) and one per epoch; cells are empty where
/// nothing was measured. It grows while a run goes on.
class History {
public:
    /// Goes on after iteration `iteration`, with `epochs` closed: rows beyond, which are about to be computed again,
    /// are cut off. A new file gets its header. Throws Error.
    History(const std::filesystem::path& path, std::int64_t iteration, int epochs);

    void add(const HistoryRow& row);
    void synchronise() { m_file.synchronise(); }

private:
    AppendFile m_file;
};

/// All whole rows of a history; a last line that was being written when the program ended is left out. Throws Error
/// naming file and line.
std::vector<HistoryRow> readHistory(const std::filesystem::path& path);

}
