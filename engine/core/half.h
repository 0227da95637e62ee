#pragma once

#include <cstdint>

namespace engine {

/// The largest number that 16 bits of IEEE 754 binary16 ("half") can stand for.
inline constexpr float largestHalf = 65504;

/// The number that the bits of a half stand for; exact, subnormal numbers, infinities and NaN included.
float halfToFloat(std::uint16_t bits);

/// The bits of the half next to a number of no more than largestHalf: no further from it than its 2048th, or than 2^-25.
std::uint16_t floatToHalf(float value);

}
