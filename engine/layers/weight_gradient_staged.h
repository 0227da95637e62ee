#pragma once

#include "engine/layers/staged.h"
#include "engine/layers/weight_gradient.h"

namespace engine {

/// What shaders/weight_gradient_tiles.comp takes, and the staged one besides others; steps in vec4s.
struct WeightGradientPush {
    std::int32_t positions, width, height;
    std::int32_t inputImage, inputPlane, inputRow, inputPixel;
    std::int32_t filterRow, runVectors, kVectors, runFloats;
    std::int32_t gradientOrigin, gradientImage, gradientPlane, gradientRow, gradientPixel,
        gradientGroupVectors;
    std::int32_t firstPanel, panelsPerGroup, groupVectors;
    std::int32_t accumulate, hasBias;
};

/// One dispatch's worth of it.
struct StagedWeightGradient {
    const WeightGradient& what;
    WeightGradientPush push;
    std::vector<BufferRange> reads; ///< input, output's gradient, weights' gradient
    BufferRange weights,
        biases; ///< the gradients; biases are those of all panels, or anything if there are none
    std::int64_t panels = 0; ///< bound
    Work work; ///< with the loop of a sum that is not cut
};

/// `usual`, and the ways of the staged kernel for so many positions; some cut the sum into parts, where the tiles are few
/// and b.scratch has room for them. `isWhole`: all panels are bound at once.
std::vector<KernelChoice> withStagedGradients(const Device&, std::vector<KernelChoice> usual,
    const Backward& b, const WeightGradient& what, std::int64_t positions, bool isWhole);

/// Null when the choice is no staged one. A round of its kernel's loop takes 4 x depth positions.
const StagedTile* stagedGradientTile(const KernelChoice& choice);

/// Writes it down: the product, and the sum of its parts where it has some.
void recordStagedGradient(
    Recording&, Device&, const Backward& b, const KernelChoice&, const StagedWeightGradient&);

}
