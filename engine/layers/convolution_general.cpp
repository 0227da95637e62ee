#include "engine/layers/convolution_general.h"

#include "engine/layers/slices.h"

namespace engine::general {

namespace {

struct Push {
    GridPush grid;
    LayoutPush input, output;
    std::int32_t height, width, filters, groupChannels, groupFilters;
    std::int32_t sizeY, sizeX, strideY, strideX, dilationY, dilationX, top, left;
    std::int32_t firstK, lastK, flags;
};
static_assert(sizeof(Push) <= 128);

enum Flags { HasBias = 1, Continues = 2, Relu = 4 };

constexpr KernelInterface kernel {"convolution_general", 3, 1, sizeof(Push), 1};

std::int64_t depth(const ConvolutionOptions& options, const Shape& input)
{
    return std::int64_t(input.channels / options.groups) * options.size.height * options.size.width;
}

/// Products summed up by one dispatch: the sum over more goes on in the next.
constexpr std::int64_t longestSum = 30'000;

}

// Weights lie as [filter / 4][k][filter % 4] with k as in the file: channel, row, column.

std::int64_t parameterFloats(const ConvolutionOptions& options, int index, const Shape& input)
{
    const std::int64_t columns = (options.filters + 3) / 4 * 4;
    return index == 0 ? columns * depth(options, input) : columns;
}

namespace {

/// Calls body(index in the file, index on the device) for every value.
template <class Body>
void forEachValue(const ConvolutionOptions& options, int index, const Shape& input, Body body)
{
    const std::int64_t sum = index == 0 ? depth(options, input) : 1;
    for (std::int64_t filter = 0; filter < options.filters; ++filter)
        for (std::int64_t k = 0; k < sum; ++k)
            body(std::size_t(filter * sum + k), std::size_t((filter / 4 * sum + k) * 4 + filter % 4));
}

}

void packParameter(const ConvolutionOptions& options, int index, const Shape& input,
    std::span<const float> host, std::span<float> packed)
{
    forEachValue(options, index, input, [&](std::size_t from, std::size_t to) { packed[to] = host[from]; });
}

void unpackParameter(const ConvolutionOptions& options, int index, const Shape& input,
    std::span<const float> packed, std::span<float> host)
{
    forEachValue(options, index, input, [&](std::size_t to, std::size_t from) { host[to] = packed[from]; });
}

void forward(const ConvolutionOptions& options, Recording& recording, Device&, const Forward& f)
{
    const Layout& in = f.input.layout;
    const Layout& out = f.output.layout;
    const std::int64_t sum = depth(options, in.shape);
    const double operations = 2.0 * double(out.shape.imageSize()) * double(sum);
    const Buffer& weights = f.parameters[0].buffer;
    const Buffer& bias = options.bias ? f.parameters[1].buffer : weights;
    const GridPush grid(out.shape);
    forEachSlice(recording, f, operations, 1, 2, [&](int first, int count) {
        for (std::int64_t k = 0; k < sum; k += longestSum) {
            const std::int64_t end = std::min(k + longestSum, sum);
            const int flags = (options.bias && k == 0 ? HasBias : 0) | (k > 0 ? Continues : 0)
                | (f.relu && end == sum ? Relu : 0);
            const Push push {grid, LayoutPush(in), LayoutPush(out), in.shape.height, in.shape.width,
                options.filters, in.shape.channels / options.groups, options.filters / options.groups,
                options.size.height, options.size.width, options.stride.height, options.stride.width,
                options.dilation.height, options.dilation.width, options.padding.top, options.padding.left,
                std::int32_t(k), std::int32_t(end), flags};
            recording.dispatch(kernel, {plainGroup},
                {f.input.reading(first, count), whole(weights), whole(bias)},
                {f.output.writing(first, count)}, push, grid.groups(out.shape, count),
                {operations * count * double(end - k) / double(sum), end - k});
        }
    });
}

}
