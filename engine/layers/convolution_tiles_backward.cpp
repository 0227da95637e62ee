#include "engine/layers/convolution_tiles.h"

#include "engine/layers/slices.h"
#include "engine/layers/weight_gradient.h"

namespace engine::tiles {

namespace {

struct FlipPush {
    std::int32_t filterRows, filterColumns;
    std::int32_t groupChannels, filterVectors;
    std::int32_t panels, pixel, depth, runFloats;
    std::int32_t flippedPanels, flippedRun, flippedDepth;
};

constexpr KernelInterface flipKernel {"convolution_flip", 1, 1, sizeof(FlipPush), 2};
constexpr uint32_t flipGroup = 8; // runs are short: one subgroup of a CPU driver

}

Layout gradientLayout(const ConvolutionOptions& options, const Shape& input)
{
    const Shape output = Convolution(options).outputShape(input);
    return {output, arrangement(flipped(options, input), output, input)};
}

bool canFlip(const ConvolutionOptions& options, const Shape& input)
{
    if (!(options.stride == Extent(1)))
        return false;
    const Padding padding = flipped(options, input).padding;
    return padding.top >= 0 && padding.left >= 0 && padding.bottom >= 0 && padding.right >= 0;
}

ConvolutionOptions flipped(const ConvolutionOptions& options, const Shape& input)
{
    const int reachY = options.dilation.height * (options.size.height - 1);
    const int reachX = options.dilation.width * (options.size.width - 1);
    const Padding& p = options.padding;
    return {.filters = input.channels,
        .size = options.size,
        .padding = {reachY - p.top, reachX - p.left, reachY - p.bottom, reachX - p.right},
        .dilation = options.dilation,
        .groups = options.groups,
        .bias = false};
}

std::uint64_t flippedBytes(const ConvolutionOptions& options, const Panels& panels, const Shape& input)
{
    if (!canFlip(options, input))
        return 0;
    return std::uint64_t(parameterFloats(flipped(options, input), 0, panels, gradientLayout(options, input)))
        * 4;
}

namespace {

/// Where the parts of sums lie in the scratch memory: behind the flipped weights.
std::uint64_t roomOffset(const ConvolutionOptions& options, const Panels& panels, const Shape& input)
{
    return aligned(flippedBytes(options, panels, input));
}

}

std::uint64_t scratchBytes(const ConvolutionOptions& options, const Device& device, const Shape& input)
{
    if (!canFlip(options, input))
        return 0;
    return roomOffset(options, Panels(device), input)
        + partsBytes(flipped(options, input), device, gradientLayout(options, input));
}

void flipWeights(
    const ConvolutionOptions& options, Recording& recording, const Panels& panels, const Backward& b)
{
    const Layout& in = b.input.layout;
    const Layout& gradient = b.outputGradient.layout;
    const ConvolutionOptions back = flipped(options, in.shape);
    const int run = runVectors(back, gradient);
    const FlipPush push {options.size.height, options.size.width, in.groupChannels(), gradient.pixel / 4,
        std::int32_t(panelsPerGroup(options, panels)), in.pixel, std::int32_t(depth(options, in)),
        runVectors(options, in) * 4, std::int32_t(panelsPerGroup(back, panels)), run,
        std::int32_t(depth(back, gradient))};
    const Buffer& weights = b.parameters[0].buffer;
    const std::int64_t columns = std::int64_t(options.groups) * push.flippedPanels * panels.team;
    const double moved = double(push.flippedDepth) * double(columns) * 4;
    recording.dispatch(flipKernel, {flipGroup, uint32_t(panels.team)}, {whole(weights)},
        {{b.scratch, 0, flippedBytes(options, panels, in.shape)}}, push,
        {groupsFor(run, flipGroup), options.size.height, columns}, {moved, 0});
}

void inputGradient(const ConvolutionOptions& options, Recording& recording, Device& device, const Backward& b)
{
    flipWeights(options, recording, Panels(device), b);
    const std::uint64_t offset = roomOffset(options, Panels(device), b.input.shape());
    multiply(flipped(options, b.input.shape()), recording, device,
        {.input = b.outputGradient, .output = *b.inputGradient, .parameters = {}}, *b.scratch, nullptr,
        {b.scratch, offset, b.scratch->bytes() - offset});
}

void parameterGradients(
    const ConvolutionOptions& options, Recording& recording, Device& device, const Backward& b)
{
    const Layout& in = b.input.layout;
    const Shape& out = b.output.shape();
    WeightGradient what;
    what.width = out.width;
    what.height = out.height;
    what.inputRow = options.stride.height * in.row;
    what.inputPixel = options.stride.width * in.pixel;
    what.filterRow = options.dilation.height * in.row;
    what.filterRows = options.size.height;
    what.run = runVectors(options, in) * 4;
    what.runUsed = options.size.width * in.pixel;
    what.panelsPerGroup = panelsPerGroup(options, Panels(device));
    what.filterVectors = (options.filters / options.groups + 3) / 4;
    what.groups = options.groups;
    what.operations
        = 2.0 * double(out.imageSize()) * in.groupChannels() * options.size.height * options.size.width;
    recordWeightGradient(recording, device, b, what);
}

general::WeightPlaces places(const ConvolutionOptions& options, const Panels& panels, const Layout& input)
{
    return {.team = panels.team,
        .groupColumns = int(panelsPerGroup(options, panels)) * panels.team,
        .depth = int(depth(options, input)),
        .channelStep = 1,
        .rowStep = runVectors(options, input) * 4,
        .columnStep = input.pixel};
}

}
