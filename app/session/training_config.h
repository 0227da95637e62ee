#pragma once

#include "app/session/training_plan.h"
#include "engine/run/run_config.h"

/// The plan as the engine takes it. Looks for the weights that come with the network where it starts from some and the
/// plan names none. Throws engine::Error.
engine::RunConfig configOf(const TrainingPlan& plan);

/// The opposite, for runs that are opened again.
TrainingPlan planOf(const engine::RunConfig& config);
