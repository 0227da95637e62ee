#pragma once

#include "app/session/training_values.h"

#include <vector>

/// The changes of the rate by hand, as a run's folder keeps them in rate_changes.csv: iteration,from,to. Not for the
/// window's thread.

/// Those of a folder, in order; none where there is no such file. Lines that are none are passed over.
std::vector<RateChange> readRateChanges(const QString& folder);
/// Appends one. Throws engine::Error when it cannot be written.
void addRateChange(const QString& folder, const RateChange& change);
/// Forgets those after iteration `iteration`, which is about to be computed again, and answers the others. Throws
/// engine::Error.
std::vector<RateChange> cutRateChanges(const QString& folder, qint64 iteration);
