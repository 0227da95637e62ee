#include "engine/layers/convolution_tiles.h"

#include "engine/core/error.h"
#include "engine/layers/matrix_staged.h"
#include "engine/layers/slices.h"

namespace engine::tiles {

namespace {

constexpr KernelInterface kernel {"convolution_tiles", 3, 1, sizeof(MatrixPush), 3, true};

/// Tiles of all heights, the one that tileRows() expects most of first.
std::vector<KernelChoice> tileCandidates(std::int64_t rows, int team)
{
    std::vector<KernelChoice> list = {{.kernel = kernel.shader, .rows = tileRows(rows, team)}};
    for (int fetches = 1; fetches <= 4; ++fetches)
        if (fetches * team != list[0].rows)
            list.push_back({.kernel = kernel.shader, .rows = fetches * team});
    return list;
}

}

std::string pieceName(const ConvolutionOptions& options, const Shape& input)
{
    return sentence("convolution ", input.text(), " to ", options.filters, ", filter ", options.size.height,
        "x", options.size.width, ", stride ", options.stride.height, "x", options.stride.width, ", groups ",
        options.groups);
}

Arrangement arrangement(const ConvolutionOptions& options, const Shape& input, const Shape& output)
{
    Arrangement wanted;
    wanted.groups = options.groups;
    const auto beyond = [](int positions, int stride, int dilation, int size, int before, int extent) {
        return std::max(0, (positions - 1) * stride + dilation * (size - 1) + 1 - before - extent);
    };
    wanted.border.top = options.padding.top;
    wanted.border.left = options.padding.left;
    wanted.border.bottom = beyond(output.height, options.stride.height, options.dilation.height,
        options.size.height, options.padding.top, input.height);
    wanted.border.right = beyond(
        output.width, options.stride.width, 1, options.size.width, options.padding.left, input.width);
    // Three channels need no fourth when every window starts at a vec4 all the same (conv1: 4 pixels = 12 floats).
    const int groupChannels = input.channels / options.groups;
    wanted.packed = groupChannels % 4 != 0 && groupChannels * options.stride.width % 4 == 0;
    return wanted;
}

std::int64_t parameterFloats(
    const ConvolutionOptions& options, int index, const Panels& panels, const Layout& input)
{
    const std::int64_t columns = panelsPerGroup(options, panels) * options.groups * panels.width();
    return index == 0 ? columns * depth(options, input) : columns;
}

namespace {

/// Calls body(index in the file, index on the device) for every value.
template <class Body>
void forEachValue(
    const ConvolutionOptions& options, int index, const Panels& panels, const Layout& input, Body body)
{
    const int groupFilters = options.filters / options.groups;
    const int channels = input.groupChannels();
    const int run = runVectors(options, input) * 4;
    for (int filter = 0; filter < options.filters; ++filter) {
        const std::int64_t column = filter / groupFilters * panelsPerGroup(options, panels) * panels.width()
            + filter % groupFilters;
        if (index == 1) {
            body(std::size_t(filter), std::size_t(column));
            continue;
        }
        for (int c = 0; c < channels; ++c)
            for (int y = 0; y < options.size.height; ++y)
                for (int x = 0; x < options.size.width; ++x) {
                    const std::size_t inFile
                        = ((std::size_t(filter) * channels + c) * options.size.height + y)
                            * options.size.width
                        + x;
                    const std::int64_t k = std::int64_t(y) * run + x * input.pixel + c;
                    body(inFile, std::size_t(panels.offset(column, k, depth(options, input))));
                }
    }
}

}

void packParameter(const ConvolutionOptions& options, int index, const Panels& panels, const Layout& input,
    std::span<const float> host, std::span<float> packed)
{
    forEachValue(
        options, index, panels, input, [&](std::size_t from, std::size_t to) { packed[to] = host[from]; });
}

void unpackParameter(const ConvolutionOptions& options, int index, const Panels& panels, const Layout& input,
    std::span<const float> packed, std::span<float> host)
{
    forEachValue(
        options, index, panels, input, [&](std::size_t to, std::size_t from) { host[to] = packed[from]; });
}

int tileRows(std::int64_t rows, int team)
{
    // Larger tiles read less per multiplication; too large ones leave rows empty. Shares of the best speed, measured.
    const double speeds[] = {0.6, 0.93, 0.97, 1.0}; // with so many fetches a step, less one
    const auto cost = [&](std::int64_t size) {
        return double((rows + size - 1) / size * size) / speeds[(size + team - 1) / team - 1];
    };
    int best = 4 * team;
    for (int fetches : {3, 2, 1})
        if (cost(std::int64_t(fetches) * team) < cost(best))
            best = fetches * team;
    // As many tiles of equal size; every size is a kernel of its own, so it must be worth it.
    const std::int64_t tiles = (rows + 4 * team - 1) / (4 * team);
    const int equal = int((rows + tiles - 1) / tiles);
    return cost(equal) < 0.95 * cost(best) ? equal : best;
}

void forward(const ConvolutionOptions& options, Recording& recording, Device& device, const Forward& f)
{
    multiply(options, recording, device, f, f.parameters[0].buffer,
        options.bias ? &f.parameters[1].buffer : nullptr, f.scratch ? whole(*f.scratch) : BufferRange());
}

namespace {

StagedProduct productOf(const ConvolutionOptions& options, const Layout& in)
{
    const Shape out = Convolution(options).outputShape(in.shape);
    const std::int64_t rows = std::int64_t(out.height) * out.width * out.batch;
    return cuttable({rows, options.filters / options.groups, options.groups, depth(options, in)});
}

}

std::uint64_t partsBytes(const ConvolutionOptions& options, const Device& device, const Layout& input)
{
    return partsRoom(device, productOf(options, input));
}

void multiply(const ConvolutionOptions& options, Recording& recording, Device& device, const Forward& f,
    const Buffer& weights, const Buffer* bias, const BufferRange& room)
{
    const Layout& in = f.input.layout;
    const Layout& out = f.output.layout;
    const Panels panels(device);
    const int run = runVectors(options, in);
    const std::int64_t panelCount = panelsPerGroup(options, panels) * options.groups;
    const int pixels = out.shape.height * out.shape.width;
    const double operations
        = 2.0 * double(out.shape.imageSize()) * in.groupChannels() * options.size.height * options.size.width;
    const int subgroup = int(device.limits().subgroupSize);
    const int teams = subgroup / panels.team;

    const std::int64_t allRows = std::int64_t(pixels) * in.shape.batch;
    const KernelChoice choice = recording.choose(pieceName(options, in.shape),
        withMatrixStaged(device, tileCandidates(allRows, panels.team), productOf(options, in)),
        std::max(in.bytes(), weights.bytes()));

    // The shader finds a row's image by a quotient that is exact below 2^22.
    const std::int64_t groups = std::max(groupsFor(pixels, panels.team * teams),
        groupsFor(std::int64_t(pixels) * device.limits().workGroups[1], 1 << 22));
    forEachSlice(recording, f, operations, groups, 1, [&](int first, int count) {
        const std::int64_t rows = std::int64_t(count) * pixels;
        const int tile = choice.rows;
        const MatrixPush push {std::int32_t(rows), pixels, out.shape.width, std::int32_t(in.image / 4),
            in.plane / 4, options.stride.height * in.row / 4, options.stride.width * in.pixel / 4,
            options.size.height, options.dilation.height * in.row / 4, run,
            std::int32_t(panelsPerGroup(options, panels)), (options.filters / options.groups + 3) / 4,
            bias != nullptr, f.relu, LayoutPush(out)};
        const std::vector<BufferRange> reads
            = {f.input.reading(first, count), whole(weights), whole(bias ? *bias : weights)};
        const std::vector<BufferRange> writes = {f.output.writing(first, count)};
        if (matrixStagedTile(choice)) {
            recordMatrixStaged(recording, device, choice,
                {push, options.groups, reads[0], reads[1], reads[2], writes[0], room, operations * count});
            return;
        }
        recording.dispatch(kernel, {uint32_t(subgroup), uint32_t(panels.team), uint32_t(tile)}, reads, writes,
            push, {panelCount, groupsFor(rows, std::int64_t(tile) * teams), 1},
            {operations * count, std::int64_t(push.filterRows) * push.runVectors}, choice.operands);
    });
}

void multiplyPlanes(Recording& recording, Device& device, const PlaneProduct& what, const BufferRange& input,
    const BufferRange& weights, const BufferRange& output)
{
    // A plane is a group, and its rows are the pixels of one row of one picture.
    const Panels panels(device);
    const int subgroup = int(device.limits().subgroupSize);
    const int teams = subgroup / panels.team;
    const KernelChoice choice = recording.choose(sentence("product at ", what.planes, " points, ", what.rows,
                                                     " rows of ", 4 * what.depth, " to ", 4 * what.columns),
        withMatrixStaged(device, tileCandidates(what.rows, panels.team),
            {what.rows, std::int64_t(what.columns) * 4, what.planes, std::int64_t(what.depth) * 4}),
        std::max(input.bytes, weights.bytes));
    const int tile = choice.rows;
    LayoutPush to {Layout()};
    to.plane = what.outputPlane;
    to.pixel = what.outputStep;
    to.groupVectors = what.columns;
    const std::int32_t rows = std::int32_t(what.rows);
    const MatrixPush push {rows, rows, rows, 0, what.inputPlane, 0, what.inputStep, 1, 0, what.depth,
        what.panels, what.columns, 0, 0, to};
    if (matrixStagedTile(choice)) {
        recordMatrixStaged(recording, device, choice,
            {push, what.planes, input, weights, weights, output, {}, what.operations});
        return;
    }
    recording.dispatch(kernel, {uint32_t(subgroup), uint32_t(panels.team), uint32_t(tile)},
        {input, weights, weights}, {output}, push,
        {std::int64_t(what.planes) * what.panels, groupsFor(rows, std::int64_t(tile) * teams), 1},
        {what.operations, what.depth}, choice.operands);
}

}
