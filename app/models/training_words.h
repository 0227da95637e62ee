#pragma once

#include "app/session/training_values.h"

/// "17 min 28 s", "2 h 5 min", "4 s"
QString durationText(double seconds);
/// "running", "paused", ...
QString stateWords(TrainingState state);
/// Whether a run of this state is being worked on.
bool isGoing(TrainingState state);
/// Whether one that is not can go on from its checkpoint.
bool isResumable(const RunStatus& run);
/// One line for the status bar: "saved 40 s ago · can be resumed with momentum and random state".
QString savedWords(const RunStatus& run);
