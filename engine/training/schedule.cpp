#include "engine/training/schedule.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace engine {

namespace {

constexpr std::pair<const char*, Schedule> names[] = {
    {"constant", Schedule::Constant},
    {"step", Schedule::Step},
    {"plateau", Schedule::Plateau},
    {"cosine", Schedule::Cosine},
    {"one-cycle", Schedule::OneCycle},
};

/// From `from` to `to` along half a cosine; `share` runs from 0 to 1.
double alongCosine(double from, double to, double share)
{
    return to + (from - to) * (1 + std::cos(std::numbers::pi * std::clamp(share, 0.0, 1.0))) / 2;
}

/// As PyTorch's OneCycleLR has it: the first step takes 1/25 of the rate, the last one 1/250,000.
double oneCycle(double base, std::int64_t step, std::int64_t totalSteps)
{
    const double first = base / 25, last = first / 10'000;
    const double top = 0.3 * double(totalSteps) - 1, end = double(totalSteps) - 1;
    if (double(step) <= top)
        return alongCosine(first, base, top > 0 ? double(step) / top : 1);
    return alongCosine(base, last, end > top ? (double(step) - top) / (end - top) : 0);
}

}

Schedule scheduleNamed(const std::string& name)
{
    std::string known;
    for (const auto& [word, schedule] : names) {
        if (word == name)
            return schedule;
        known += (known.empty() ? "" : ", ") + std::string(word);
    }
    throw UsageError(sentence("there is no schedule \"", name, "\"; the schedules are ", known));
}

std::string scheduleName(Schedule schedule)
{
    return std::find_if(std::begin(names), std::end(names), [&](auto& row) {
        return row.second == schedule;
    })->first;
}

PlateauState afterEpoch(const ScheduleOptions& options, PlateauState state, double validationError)
{
    if (validationError < state.best) {
        state.best = validationError;
        state.waited = 0;
    } else if (++state.waited >= options.patience && options.kind == Schedule::Plateau) {
        state.waited = 0;
        ++state.divisions;
    }
    return state;
}

double rateAt(const ScheduleOptions& options, double base, std::int64_t step, std::int64_t stepsPerEpoch,
    std::int64_t totalSteps, const PlateauState& plateau)
{
    if (options.kind == Schedule::OneCycle)
        return oneCycle(base, step, totalSteps);
    const std::int64_t warmUp = options.warmUpSteps;
    if (step < warmUp)
        return base * double(step + 1) / double(warmUp);
    switch (options.kind) {
    case Schedule::Step:
        return base / std::pow(options.divisor, double(step / (stepsPerEpoch * options.stepEpochs)));
    case Schedule::Plateau:
        return base / std::pow(options.divisor, plateau.divisions);
    case Schedule::Cosine:
        return alongCosine(
            base, 0, totalSteps > warmUp ? double(step - warmUp) / double(totalSteps - warmUp) : 1);
    default:
        return base;
    }
}

}
