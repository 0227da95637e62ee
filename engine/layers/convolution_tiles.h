#pragma once

#include "engine/layers/convolution.h"
#include "engine/layers/panels.h"

/// The fast convolution: a matrix product without the matrix. Rows are output pixels, columns filters; a filter row is
/// a run of consecutive floats of the bordered input. shaders/convolution_tiles.comp does the arithmetic.
namespace engine::tiles {

Arrangement arrangement(const ConvolutionOptions&, const Shape& input, const Shape& output);
std::int64_t parameterFloats(const ConvolutionOptions&, int index, const Panels&, const Layout& input);
void packParameter(const ConvolutionOptions&, int index, const Panels&, const Layout& input,
    std::span<const float> host, std::span<float> packed);
void forward(const ConvolutionOptions&, Recording&, Device&, const Forward&);

/// Rows of a tile (8, 16, 24 or 32) for a product of so many rows and panels.
int tileRows(std::int64_t rows, int team);

}
