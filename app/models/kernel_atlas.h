#pragma once

#include "app/models/tile_sheet.h"
#include "engine/core/host_tensor.h"
#include "engine/explain/filters.h"

#include <array>

/// What the ends of the colours stand for: the largest weight of each kernel, or of all.
enum class KernelRange { EachKernel, AllKernels };
/// By what kernels are sorted.
enum class KernelOrder { Index, Orientation, Frequency, Colour };

/// Magnitude of the largest of the values; 0 for none.
double largestWeight(std::span<const float> values);

/// The channel with the largest weight of a filter.
int strongestPlane(const engine::HostTensor& kernels, int filter);

/// Kernels over three colours (filters x 3 x height x width: red, green, blue) as tiles: grey is weight 0, the ends of
/// each colour are minus and plus the largest weight. No tiles for other kernels.
TileSheet colourKernels(const engine::HostTensor& kernels, KernelRange range, int towers);
/// One of them.
QImage colourKernel(const engine::HostTensor& kernels, int filter, double end);

/// The channels of one filter as tiles, in colours from −end to end.
TileSheet kernelPlanes(
    const engine::HostTensor& kernels, int filter, double end, const std::array<QRgb, 256>& diverging);
/// One of them.
QImage kernelPlane(const engine::HostTensor& kernels, int filter, int channel, double end,
    const std::array<QRgb, 256>& diverging);

/// The filters sorted: by angle (those without one last), finest stripes first, most colourful first. Equal ones keep the
/// order of their numbers.
std::vector<int> kernelOrder(std::span<const engine::KernelMeasures> measures, KernelOrder order);
