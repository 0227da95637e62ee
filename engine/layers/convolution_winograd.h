#pragma once

#include "engine/layers/convolution.h"
#include "engine/layers/panels.h"

/// Convolutions with fewer multiplications, after Winograd (1980) and Lavin and Gray (2016): tiles of 4 x 4 outputs are
/// computed from the values of polynomials at 6 x 6 (filters of 3 x 3) or 8 x 8 points (5 x 5), or of 5 x 5 outputs at
/// 7 x 7 points, which Planes decides. Pictures and filters are brought to the points, multiplied there by the kernel
/// for matrix tiles, as many products as there are points, and brought back. shaders/common/winograd.glsl has the
/// formulas.
namespace engine::winograd {

/// What a float at the points costs, written once and read once, in multiplications with an addition: measured on a CPU
/// driver, where stores are slow. Products for the gradients of weights are slower themselves.
inline constexpr double floatCost = 75, gradientFloatCost = 50;

/// Which of a convolution's three products.
enum class Product { Forward, InputGradient, WeightGradient };

/// Whether it can go this way on the device with so many images: the shape allows it and what it takes can be bound. For
/// convolutions that can use the kernels for tiles.
bool possible(Product, const ConvolutionOptions&, const Device&, const Layout& input);
/// Whether it does: it is possible, and the faster way, as far as is known on processors, or the one that
/// Device::choices() or DeviceOptions::winograd want.
bool wanted(Product, const ConvolutionOptions&, const Device&, const Layout& input);
/// The same when the work is written down, for choices() to note.
bool choose(Product, const ConvolutionOptions&, const Recording&, const Device&, const Layout& input);

/// Room for the filters at the points.
std::uint64_t weightBytes(const ConvolutionOptions&, const Panels&, const Layout& input);
/// Fills it from the parameter.
void transformWeights(const ConvolutionOptions&, Recording&, const Panels&, const Layout& input,
    const BufferRange& weights, const BufferRange& transformed);

/// Room for the pictures at the points, before and after the products.
std::uint64_t planeBytes(const ConvolutionOptions&, const Device&, const Layout& input);
/// f.output = f.input * weights + bias; f.parameters are not looked at, and `bias` is null for none.
void multiply(const ConvolutionOptions&, Recording&, Device&, const Forward& f,
    const BufferRange& transformed, const Buffer* bias, const BufferRange& planes);

void inputGradient(const ConvolutionOptions&, Recording&, Device&, const Backward&);
std::uint64_t gradientBytes(const ConvolutionOptions&, const Device&, const Layout& input);
void parameterGradients(const ConvolutionOptions&, Recording&, Device&, const Backward&);
/// Room that the ways back need, whichever of them goes through here; choices may change between two recordings.
std::uint64_t backwardScratchBytes(const ConvolutionOptions&, const Device&, const Layout& input);

}
