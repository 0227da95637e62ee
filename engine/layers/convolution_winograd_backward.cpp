#include "engine/layers/convolution_tiles.h"
#include "engine/layers/convolution_winograd.h"
#include "engine/layers/convolution_winograd_planes.h"
#include "engine/layers/slices.h"

#include <algorithm>

namespace engine::winograd {

namespace {

/// What lies where in the scratch memory.
struct BackwardRoom {
    BufferRange flipped, transformed, planes;

    BackwardRoom(
        const ConvolutionOptions& options, const Device& device, const Layout& input, const Buffer* scratch)
    {
        const Panels panels(device);
        const ConvolutionOptions back = tiles::flipped(options, input.shape);
        const Layout gradient = tiles::gradientLayout(options, input.shape);
        flipped = {scratch, 0, tiles::flippedBytes(options, panels, input.shape)};
        transformed = {scratch, aligned(flipped.bytes), weightBytes(back, panels, gradient)};
        planes
            = {scratch, transformed.offset + aligned(transformed.bytes), planeBytes(back, device, gradient)};
    }
    std::uint64_t bytes() const { return planes.offset + planes.bytes; }
};
}

void inputGradient(const ConvolutionOptions& options, Recording& recording, Device& device, const Backward& b)
{
    const Panels panels(device);
    const ConvolutionOptions back = tiles::flipped(options, b.input.shape());
    const BackwardRoom room(options, device, b.input.layout, b.scratch);
    tiles::flipWeights(options, recording, panels, b);
    transformWeights(back, recording, panels, b.outputGradient.layout, room.flipped, room.transformed);
    multiply(back, recording, device,
        {.input = b.outputGradient, .output = *b.inputGradient, .parameters = {}}, room.transformed, nullptr,
        room.planes);
}

std::uint64_t backwardScratchBytes(
    const ConvolutionOptions& options, const Device& device, const Layout& input)
{
    std::uint64_t bytes = 0;
    if (possible(Product::InputGradient, options, device, input))
        bytes = BackwardRoom(options, device, input, nullptr).bytes();
    if (possible(Product::WeightGradient, options, device, input))
        bytes = std::max(bytes, gradientBytes(options, device, input));
    return bytes;
}

}
