#include "engine/layers/convolution_general.h"

#include "engine/layers/slices.h"

namespace engine::general {

namespace {

struct DataPush {
    GridPush grid;
    LayoutPush from, to;
    std::int32_t sizes, strides, dilations, paddings, extents;
    std::int32_t channels, groupChannels, groupFilters;
    std::int32_t groupColumns;
    std::int32_t depth, channelStep, rowStep, columnStep;
};
static_assert(sizeof(DataPush) <= 128);

struct WeightsPush {
    LayoutPush input, gradient;
    std::int32_t height, width, filters, groupChannels, groupFilters;
    std::int32_t sizes, strides, dilations, paddings, extents;
    std::int32_t images, sumLength, flags;
};
static_assert(sizeof(WeightsPush) <= 128);

enum Flags { HasBias = 1, Accumulates = 2 };

constexpr KernelInterface data {"convolution_general_data", 2, 1, sizeof(DataPush), 2};
constexpr KernelInterface weights {"convolution_general_weights", 2, 2, sizeof(WeightsPush), 1};

/// Two numbers in one, as the shaders take them apart.
std::int32_t both(int y, int x)
{
    require(y >= 0 && x >= 0 && y < 65536 && x < 65536, "convolution: an option of ", y, " x ", x,
        " is too large for the way back");
    return std::int32_t(std::uint32_t(y) << 16 | std::uint32_t(x));
}

std::int32_t both(const Extent& extent) { return both(extent.height, extent.width); }

}

WeightPlaces places(const ConvolutionOptions& options, const Shape& input)
{
    const int window = options.size.height * options.size.width;
    return {.team = 1,
        .depth = input.channels / options.groups * window,
        .channelStep = window,
        .rowStep = options.size.width,
        .columnStep = 1};
}

void inputGradient(
    const ConvolutionOptions& options, Recording& recording, const Backward& b, const WeightPlaces& places)
{
    const Shape& in = b.input.shape();
    const Shape& out = b.output.shape();
    const int groupFilters = options.filters / options.groups;
    const DataPush push {GridPush(in), LayoutPush(b.outputGradient.layout),
        LayoutPush(b.inputGradient->layout), both(options.size), both(options.stride), both(options.dilation),
        both(options.padding.top, options.padding.left), both(out.height, out.width), in.channels,
        in.channels / options.groups, groupFilters, places.groupColumns, places.depth, places.channelStep,
        places.rowStep, places.columnStep};
    const auto taps = [](int size, int stride) { return (size + stride - 1) / stride; };
    const std::int64_t sums = 4ll * taps(options.size.height, options.stride.height)
        * taps(options.size.width, options.stride.width) * (groupFilters / 4 + 2);
    const std::int64_t iterations = sums + 4ll * options.size.height * (options.size.width + 1);
    require(iterations < maxLoopIterations, "convolution: the way back through ", options.size.height, " x ",
        options.size.width, " x ", groupFilters, " weights is too long for one sum");
    const Buffer& packed = b.parameters[0].buffer;
    const double operations = 2.0 * double(out.imageSize()) * (in.channels / options.groups)
        * options.size.height * options.size.width;
    forEachSlice(recording, b, operations * 4, 1, 2, [&](int first, int count) {
        recording.dispatch(data, {plainGroup, uint32_t(places.team)},
            {b.outputGradient.reading(first, count), whole(packed)}, {b.inputGradient->writing(first, count)},
            push, push.grid.groups(in, count), {operations * count, iterations});
    });
}

void parameterGradients(const ConvolutionOptions& options, Recording& recording, const Backward& b)
{
    const Shape& in = b.input.shape();
    const Shape& out = b.output.shape();
    const int channels = in.channels / options.groups;
    const std::int64_t sum = std::int64_t(channels) * options.size.height * options.size.width;
    const std::int64_t pixels = std::int64_t(out.height) * out.width;
    const std::int64_t rounds = (pixels + 3) / 4 + 1; // of the loop, for one image
    require(rounds < maxLoopIterations, "convolution: training with outputs of ", out.height, " x ",
        out.width, " pixels needs a device with subgroup operations");
    const double operations = 2.0 * double(out.imageSize()) * double(sum);
    const int images = int(std::min<std::int64_t>(
        recording.itemsPerDispatch(in.batch,
            std::max(b.input.layout.imageBytes(), b.outputGradient.layout.imageBytes()), 1, operations * 4),
        (maxLoopIterations - 1) / rounds));
    const bool hasBias = b.parameterGradients.size() > 1;
    for (int first = 0; first < in.batch; first += images) {
        const int count = std::min(images, in.batch - first);
        const WeightsPush push {LayoutPush(b.input.layout), LayoutPush(b.outputGradient.layout), in.height,
            in.width, options.filters, channels, options.filters / options.groups, both(options.size),
            both(options.stride), both(options.dilation), both(options.padding.top, options.padding.left),
            both(out.height, out.width), count, std::int32_t(sum),
            (hasBias ? HasBias : 0) | (b.accumulate || first > 0 ? Accumulates : 0)};
        recording.dispatch(weights, {plainGroup},
            {b.input.reading(first, count), b.outputGradient.reading(first, count)},
            {whole(b.parameterGradients[0]), whole(b.parameterGradients[hasBias ? 1 : 0])}, push,
            {groupsFor(sum), (options.filters + 3) / 4, 1}, {operations * count, count * rounds});
    }
}

}
