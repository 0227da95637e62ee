#include "engine/explain/statistics.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace engine {

namespace {

std::vector<float> finiteOf(std::span<const float> values)
{
    std::vector<float> finite;
    std::copy_if(
        values.begin(), values.end(), std::back_inserter(finite), [](float v) { return std::isfinite(v); });
    return finite;
}

/// Of values that are finite; reorders them.
double percentileOf(std::vector<float>& values, double share)
{
    if (values.empty())
        return 0;
    const double rank = std::clamp(share, 0.0, 1.0) * double(values.size() - 1);
    const auto at = values.begin() + std::ptrdiff_t(rank);
    std::nth_element(values.begin(), at, values.end());
    const double fraction = rank - std::floor(rank);
    if (fraction == 0)
        return *at;
    const float next = *std::min_element(at + 1, values.end());
    return *at + fraction * (double(next) - *at);
}

}

Statistics statistics(std::span<const float> values)
{
    Statistics s;
    s.count = std::int64_t(values.size());
    const std::vector<float> finite = finiteOf(values);
    s.nonFinite = s.count - std::int64_t(finite.size());
    if (finite.empty())
        return s;
    const double number = double(finite.size());
    const auto [least, most] = std::minmax_element(finite.begin(), finite.end());
    s.minimum = *least;
    s.maximum = *most;
    for (float value : finite)
        s.mean += value / number;
    double squares = 0;
    for (float value : finite)
        squares += (value - s.mean) * (value - s.mean);
    s.deviation = std::sqrt(squares / number);
    s.zeros = std::count(finite.begin(), finite.end(), 0.0f);
    s.zeroShare = double(s.zeros) / number;
    return s;
}

std::span<const float> mapOf(const HostTensor& activation, int channel, int image)
{
    const Shape& s = activation.shape;
    require(channel >= 0 && channel < s.channels && image >= 0 && image < s.batch, "there is no map ",
        channel, " of image ", image, " in an activation of ", s.text());
    const std::size_t size = std::size_t(s.height) * s.width;
    return {activation.values.data() + (std::size_t(image) * s.channels + channel) * size, size};
}

std::vector<Statistics> statisticsOfMaps(const HostTensor& activation, int image)
{
    std::vector<Statistics> list;
    for (int channel = 0; channel < activation.shape.channels; ++channel)
        list.push_back(statistics(mapOf(activation, channel, image)));
    return list;
}

int Histogram::binOf(double value) const
{
    if (!(value >= lowest && value <= highest))
        return -1;
    const int bins = int(counts.size());
    return std::min(bins - 1, int((value - lowest) / (highest - lowest) * bins));
}

Histogram histogram(std::span<const float> values, int bins, double lowest, double highest)
{
    require(bins > 0 && lowest < highest && std::isfinite(highest - lowest), "a histogram of ", bins,
        " bins from ", lowest, " to ", highest, " cannot be counted: it needs a bin and a range");
    Histogram found {
        .lowest = lowest, .highest = highest, .counts = std::vector<std::int64_t>(std::size_t(bins), 0)};
    for (float value : values) {
        if (!std::isfinite(value))
            ++found.nonFinite;
        else if (value < lowest)
            ++found.below;
        else if (value > highest)
            ++found.above;
        else
            ++found.counts[std::size_t(found.binOf(value))];
    }
    return found;
}

double percentile(std::span<const float> values, double share)
{
    std::vector<float> finite = finiteOf(values);
    return percentileOf(finite, share);
}

DisplayRange displayRange(std::span<const float> values, double share)
{
    std::vector<float> magnitudes = finiteOf(values);
    const bool isSigned = std::any_of(magnitudes.begin(), magnitudes.end(), [](float v) { return v < 0; });
    for (float& value : magnitudes)
        value = std::abs(value);
    double high = percentileOf(magnitudes, share);
    if (high == 0 && !magnitudes.empty())
        high = *std::max_element(magnitudes.begin(), magnitudes.end());
    return {isSigned ? -high : 0, high};
}

}
