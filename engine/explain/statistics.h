#pragma once

#include "engine/core/host_tensor.h"

#include <cstdint>
#include <span>
#include <vector>

namespace engine {

/// What values are like. Not-a-numbers and infinities are counted and left out of everything else.
struct Statistics {
    std::int64_t count = 0; ///< all values
    std::int64_t nonFinite = 0; ///< of them not-a-numbers and infinities
    std::int64_t zeros = 0;
    double minimum = 0; ///< this and the following are 0 when no value is finite
    double maximum = 0;
    double mean = 0;
    double deviation = 0; ///< standard deviation of these values (divided by their number)
    double zeroShare = 0; ///< of the finite values, 0 to 1

    /// Whether there are values and every one of them is 0.
    bool isDead() const { return count > 0 && zeros == count; }
};

Statistics statistics(std::span<const float> values);
/// One per map of an image of an activation.
std::vector<Statistics> statisticsOfMaps(const HostTensor& activation, int image = 0);
/// The values of one map: H x W, row by row. They live as long as the activation.
std::span<const float> mapOf(const HostTensor& activation, int channel, int image = 0);

/// Equal bins from `lowest` to `highest`; a value on an inner edge counts in the bin above it, `highest` in the last.
struct Histogram {
    double lowest = 0;
    double highest = 1;
    std::vector<std::int64_t> counts;
    std::int64_t below = 0; ///< finite values outside of the range
    std::int64_t above = 0;
    std::int64_t nonFinite = 0;

    /// The bin of a value, -1 outside of the range.
    int binOf(double value) const;
};

/// Throws Error unless there are bins and lowest < highest.
Histogram histogram(std::span<const float> values, int bins, double lowest, double highest);

/// The value below which a share (0 to 1) of the finite values lies, with a straight line between neighbours (as the
/// default of NumPy and R, type 7 of Hyndman and Fan 1996). 0 when no value is finite.
double percentile(std::span<const float> values, double share);

/// The ends of a colour map.
struct DisplayRange {
    double low = 0;
    double high = 0;

    bool operator==(const DisplayRange&) const = default;
};

/// A range that few extreme values do not spoil: 0 to the `share` percentile; with values below 0 symmetric, plus or
/// minus that percentile of the magnitudes. Where the percentile is 0 but not all values are (a map with few spots),
/// the largest magnitude takes its place; 0 to 0 when all values are 0.
DisplayRange displayRange(std::span<const float> values, double share = 0.995);

}
