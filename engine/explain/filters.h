#pragma once

#include "engine/core/host_tensor.h"
#include "engine/core/input_recipe.h"
#include "engine/network/layer_list.h"

#include <optional>
#include <span>
#include <vector>

namespace engine {

/// What the kernel of one filter, C x H x W, is like. Its grey part is the mean over its C planes.
struct KernelMeasures {
    /// Root of the share of the energy (sum of squares) that is not grey: 0 when all planes are equal, 1 when they
    /// cancel out; a single one of three planes has sqrt(2/3).
    double colourfulness = 0;
    /// How the stripes of the grey part run, in degrees from 0 up to but not including 180, counter-clockwise from the
    /// horizontal: 0 lying, 90 standing. Nothing when its orientedness is below leastOrientedness.
    std::optional<double> orientation;
    double frequency = 0; ///< of the grey part, cycles per kernel width; 0 when it is the same everywhere
    double frequencyPerPixel = 0; ///< cycles per pixel, 0.5 per axis at most
    /// How much the spectrum keeps to one direction: 0 for blobs, near 1 for gratings.
    double orientedness = 0;
    double norm = 0; ///< root of the sum of squares of all weights
    double mean = 0; ///< of all weights
    double contrast = 0; ///< largest minus smallest weight
    double largest = 0; ///< magnitude
};

/// Kernels with an orientedness below this have no orientation.
constexpr double leastOrientedness = 0.3;

/// Of one of the kernels N x C x H x W, a convolution's weights in file order.
///
/// Frequency and orientation are those of the plane wave that explains most of the grey part's variation: the largest
/// value of its two-dimensional discrete Fourier transform in steps of half a cycle per kernel, mean left out and
/// nothing below half a cycle, refined by fitting sine, cosine and a constant (the floating-mean periodogram of
/// Zechmeister and Kuerster 2009), which unlike the transform is not drawn aside by the kernel's edges. Orientedness is
/// the length of the mean of exp(2 i angle) over the transform's whole cycles, weighted by their energy (Bigun and
/// Granlund 1987).
KernelMeasures measureKernel(const HostTensor& kernels, int filter);
std::vector<KernelMeasures> measureKernels(const HostTensor& kernels);

/// The same kernels with their three planes in the order red, green, blue; others than three planes stay as they are.
HostTensor rgbKernels(HostTensor kernels, InputRecipe::Order order);

/// Into how many towers a layer's maps fall: the groups of the last convolution up to it or, when that has one group,
/// those of the convolution after it (paper, section 3.5 and figure 2: conv1 feeds a conv2 of two groups). 1 before the
/// first convolution and from the first layer on that makes a vector.
int towersOf(const LayerList& layers, std::size_t layer);

/// Mean colourfulness of the filters of each tower: equal runs of filters, first to last. Throws Error when they cannot
/// be divided so.
std::vector<double> towerColourfulness(std::span<const KernelMeasures> measures, int towers);

}
