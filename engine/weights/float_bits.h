#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace engine {

/// The number that 16 bits of bfloat16, the upper half of a float, stand for; exact.
float bfloatToFloat(std::uint16_t bits);

/// The number as a float, rounded to nearest; infinity where a float is too small to hold it.
float doubleToFloat(double value);

/// The place of the first value that is NaN or infinite.
std::optional<std::size_t> firstNonFinite(std::span<const float> values);

}
