#include "engine/weights/float_bits.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace engine {

static_assert(std::numeric_limits<float>::is_iec559 && std::numeric_limits<double>::is_iec559);

float bfloatToFloat(std::uint16_t bits)
{
    return std::bit_cast<float>(std::uint32_t(bits) << 16);
}

float doubleToFloat(double value)
{
    // The language leaves a conversion out of range undefined.
    constexpr float infinity = std::numeric_limits<float>::infinity();
    if (std::abs(value) > std::numeric_limits<float>::max())
        return value > 0 ? infinity : -infinity;
    return static_cast<float>(value);
}

std::optional<std::size_t> firstNonFinite(std::span<const float> values)
{
    const auto found
        = std::find_if(values.begin(), values.end(), [](float value) { return !std::isfinite(value); });
    if (found == values.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - values.begin());
}

}
