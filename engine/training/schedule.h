#pragma once

#include <cstdint>
#include <string>

namespace engine {

/// How the learning rate changes while a network trains. The names are those of `--schedule`.
enum class Schedule {
    Constant, ///< "constant"
    Step, ///< "step": divided by `divisor` after every `stepEpochs` epochs
    Plateau, ///< "plateau": divided by `divisor` when the validation error has not fallen for `patience` epochs (paper, section 5)
    Cosine, ///< "cosine": falls to zero along half a cosine (Loshchilov and Hutter 2017), after a linear warm-up
    OneCycle, ///< "one-cycle": up to the rate in the first 30 % of the steps, down to nearly nothing after (Smith 2018)
};

struct ScheduleOptions {
    Schedule kind = Schedule::Constant;
    double divisor = 10;
    int stepEpochs = 30;
    int patience = 5;
    int warmUpSteps = 0; ///< the rate rises from nearly nothing to full over these steps; constant, step, plateau, cosine
};

/// The schedule of that name; throws UsageError listing the known ones.
Schedule scheduleNamed(const std::string& name);
std::string scheduleName(Schedule schedule);

/// What the plateau rule has seen. Part of a checkpoint.
struct PlateauState {
    double best = 2; ///< lowest validation error so far, a share; 2 before the first
    int waited = 0; ///< epochs since
    int divisions = 0; ///< how often the rate was divided

    bool operator==(const PlateauState&) const = default;
};

/// After an epoch with this validation error.
PlateauState afterEpoch(const ScheduleOptions& options, PlateauState state, double validationError);

/// The rate of step `step` (from 0) of `totalSteps`, `stepsPerEpoch` to an epoch; `base` is the rate asked for.
double rateAt(const ScheduleOptions& options, double base, std::int64_t step, std::int64_t stepsPerEpoch,
    std::int64_t totalSteps, const PlateauState& plateau);

}
