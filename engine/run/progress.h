#pragma once

#include "engine/training/schedule.h"
#include "engine/training/trainer.h"

#include <cstdint>
#include <optional>
#include <string>

namespace engine {

/// How far a run has come. Together with the weights and their velocities it decides everything that follows; it holds
/// nothing that differs between equal runs.
struct Progress {
    std::int64_t iteration = 0; ///< steps done
    int epoch = 0; ///< epochs closed
    int batch = 0; ///< steps done of the epoch after those; all of them while it is being validated
    double rate = 0; ///< the rate asked for, before the schedule
    PlateauState plateau;
    std::optional<double>
        best; ///< lowest validation error so far, or training loss where nothing is set aside
    std::int64_t bestIteration = 0;
    Score training; ///< sums over the open epoch's steps, without answers
};

/// One line of JSON, as checkpoints keep it under "alexscope.progress".
std::string progressToJson(const Progress& progress);
/// The opposite. Throws Error, beginning with `where`.
Progress progressFromJson(const std::string& json, const std::string& where);

}
