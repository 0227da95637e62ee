#pragma once

#include "app/session/results.h"

#include <optional>

/// How well `typed` finds something called `words` of a `kind` ("layer", "command"): 0 is best; nothing when one of the
/// typed words is in neither. Capitals do not count.
std::optional<int> finderScore(const QString& words, const QString& kind, const QString& typed);

/// A unit that somebody typed: "conv3 17", "conv3/17", "conv3 unit 17".
struct FoundUnit {
    QString layer;
    int unit = 0;
    bool operator==(const FoundUnit&) const = default;
};

/// The unit when the network has it.
std::optional<FoundUnit> typedUnit(const NetworkInfo& network, const QString& typed);
