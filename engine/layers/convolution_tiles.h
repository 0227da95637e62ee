#pragma once

#include "engine/layers/convolution.h"
#include "engine/layers/convolution_general.h"
#include "engine/layers/panels.h"

/// The fast convolution: a matrix product without the matrix. Rows are output pixels, columns filters; a filter row is
/// a run of consecutive floats of the bordered input. shaders/convolution_tiles.comp does the arithmetic.
namespace engine::tiles {

/// Vec4s of one filter row: size.width pixels. What is too much has zero weights.
inline int runVectors(const ConvolutionOptions& options, const Layout& input)
{
    return (options.size.width * input.pixel + 3) / 4;
}

/// Floats of k: all filter rows.
inline std::int64_t depth(const ConvolutionOptions& options, const Layout& input)
{
    return std::int64_t(options.size.height) * runVectors(options, input) * 4;
}

inline std::int64_t panelsPerGroup(const ConvolutionOptions& options, const Panels& panels)
{
    return panels.count(options.filters / options.groups);
}

/// What decides how fast a product is, in words.
std::string pieceName(const ConvolutionOptions&, const Shape& input);
Arrangement arrangement(const ConvolutionOptions&, const Shape& input, const Shape& output);
std::int64_t parameterFloats(const ConvolutionOptions&, int index, const Panels&, const Layout& input);
void packParameter(const ConvolutionOptions&, int index, const Panels&, const Layout& input,
    std::span<const float> host, std::span<float> packed);
void unpackParameter(const ConvolutionOptions&, int index, const Panels&, const Layout& input,
    std::span<const float> packed, std::span<float> host);
void forward(const ConvolutionOptions&, Recording&, Device&, const Forward&);
/// The same with weights and biases (null for none) from elsewhere, and room for partsBytes(); f.parameters are not
/// looked at.
void multiply(const ConvolutionOptions&, Recording&, Device&, const Forward& f, const Buffer& weights,
    const Buffer* bias, const BufferRange& room);
/// Scratch memory that forward() needs: for sums that are cut into parts, 0 where there are none.
std::uint64_t partsBytes(const ConvolutionOptions&, const Device&, const Layout& input);

/// Many products of the same shape: in each plane rows of vec4s times the plane's own panels.
struct PlaneProduct {
    int planes = 1;
    std::int64_t rows = 0;
    int depth = 0; ///< vec4s of a row
    int inputStep = 0, inputPlane = 0; ///< from a row, a plane to the next, in vec4s
    int panels = 0; ///< of a plane
    int columns = 0; ///< vec4s of a row of the result
    int outputStep = 0, outputPlane = 0;
    double operations = 0; ///< to be reported
};
void multiplyPlanes(Recording&, Device&, const PlaneProduct&, const BufferRange& input,
    const BufferRange& weights, const BufferRange& output);

/// Whether the input's gradient is itself a convolution of the output's: with stride 1 and no more padding than the
/// filter reaches.
bool canFlip(const ConvolutionOptions&, const Shape& input);
/// That convolution: from the shape of the output to that of the input.
ConvolutionOptions flipped(const ConvolutionOptions&, const Shape& input);
/// How the output's gradient lies for it.
Layout gradientLayout(const ConvolutionOptions&, const Shape& input);
/// Room for the flipped weights and the parts of sums; zero where they are not needed.
std::uint64_t scratchBytes(const ConvolutionOptions&, const Device&, const Shape& input);
std::uint64_t flippedBytes(const ConvolutionOptions&, const Panels&, const Shape& input);
/// Writes them to the start of the scratch memory.
void flipWeights(const ConvolutionOptions&, Recording&, const Panels&, const Backward& b);
void inputGradient(const ConvolutionOptions&, Recording&, Device&, const Backward&);
void parameterGradients(const ConvolutionOptions&, Recording&, Device&, const Backward&);
general::WeightPlaces places(const ConvolutionOptions&, const Panels&, const Layout& input);

/// Rows of a tile, 4 x team at most, for a product of so many rows and panels.
int tileRows(std::int64_t rows, int team);

}
