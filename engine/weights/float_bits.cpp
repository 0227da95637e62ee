#include "engine/weights/float_bits.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace engine {

static_assert(std::numeric_limits<float>::is_iec559 && std::numeric_limits<double>::is_iec559);

float halfToFloat(std::uint16_t bits)
{
    const std::uint32_t sign = std::uint32_t(bits & 0x8000) << 16;
    const std::uint32_t exponent = (bits >> 10) & 0x1f;
    const std::uint32_t fraction = bits & 0x3ff;
    if (exponent == 0) {
        const float magnitude = std::ldexp(static_cast<float>(fraction), -24);
        return sign == 0 ? magnitude : -magnitude;
    }
    // Half counts exponents from -15, float from -127; the largest one is infinity or NaN in both.
    const std::uint32_t widened = exponent == 0x1f ? 0xff : exponent + 127 - 15;
    return std::bit_cast<float>(sign | widened << 23 | fraction << 13);
}

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
