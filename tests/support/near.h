#pragma once

/// Tolerances, as shares of the largest expected magnitude, each with its reason.
namespace near {

/// A layer in floats against doubles: sums of up to some thousand products of numbers around 1, each rounded once.
inline constexpr double layer = 1e-5;

/// A gradient in floats against doubles: the same products, summed over all images and places or all filters.
inline constexpr double gradient = 2e-5;

/// A whole network against another program in floats: both round, in different orders, eight layers deep.
inline constexpr double network = 1e-4;

}
