#include "engine/layers/fully_connected.h"

#include "engine/core/error.h"
#include "engine/layers/fully_connected_panels.h"
#include "engine/layers/matrix_staged.h"
#include "engine/layers/slices.h"

namespace engine {

namespace {

struct Push {
    std::int32_t images, inputImage, depthVectors; ///< in vec4s
    std::int32_t firstPanel, panels, hasBias, relu;
    LayoutPush output;
    std::int32_t outputVectors;
};

// One input: bound by memory. Many: a matrix product. Any device: one invocation per four outputs.
constexpr KernelInterface vector {"fully_connected_vector", 3, 1, sizeof(Push), 2, true};
constexpr KernelInterface tiles {"fully_connected_tiles", 3, 1, sizeof(Push), 4, true};
constexpr KernelInterface general {"fully_connected_general", 3, 1, sizeof(Push), 2};

/// The usual way first: a product for a batch, for one image what reads each weight once.
std::vector<KernelChoice> candidates(const Device& device, int images, int team, std::int64_t depthVectors)
{
    if (!device.subgroupKernels())
        return {{.kernel = general.shader}};
    const int usual = std::min((images + team - 1) / team, 4);
    std::vector<KernelChoice> list;
    if (images == 1)
        list.push_back({.kernel = vector.shader});
    for (int fetches = usual; fetches > 0; --fetches)
        for (const int unroll : {1, 4, 2, 8})
            list.push_back({.kernel = tiles.shader, .rows = fetches * team, .unroll = unroll});
    if (depthVectors < maxLoopIterations)
        list.push_back({.kernel = general.shader});
    return list;
}

/// The staged products besides, where there is a batch to make tiles of.
std::vector<KernelChoice> withProduct(
    const Device& device, std::vector<KernelChoice> usual, int images, int outputs)
{
    return images > 1 && device.subgroupKernels()
        ? withStaged(device, std::move(usual), matrixStaged.shader, images, outputs, 1)
        : usual;
}

/// The same work for shaders/matrix_staged.comp.
MatrixPush asProduct(const Push& push, int team)
{
    return {push.images, 1, 1, push.inputImage, 0, 0, 0, 1, 0, push.depthVectors, push.panels,
        std::min(push.panels * team, push.outputVectors - push.firstPanel * team), push.hasBias, push.relu,
        push.output, push.firstPanel};
}

}

Shape FullyConnected::outputShape(const Shape& input) const
{
    require(m_options.outputs > 0, "a fully connected layer needs at least one output");
    return {input.batch, m_options.outputs, 1, 1};
}

std::vector<ParameterShape> FullyConnected::parameterShapes(const Shape& input) const
{
    std::vector<ParameterShape> shapes = {{"weight", {m_options.outputs, input.imageSize()}}};
    if (m_options.bias)
        shapes.push_back({"bias", {m_options.outputs}});
    return shapes;
}

std::int64_t FullyConnected::multiplyAdds(const Shape& input) const
{
    return m_options.outputs * input.imageSize();
}

std::int64_t FullyConnected::parameterFloats(int index, const Device& device, const Layout& input) const
{
    const Panels panels(device);
    const std::int64_t columns = panels.count(m_options.outputs) * panels.width();
    return index == 0 ? columns * fullyConnectedDepth(input) : columns;
}

namespace {

/// Calls body(file index, device index, count): `count` weights of one input, `step` apart in the file and side by side
/// on the device. Column by column within a panel: neighbours are together.
template <class Body>
void forEachRun(const Panels& panels, const Layout& input, std::int64_t outputs, Body body)
{
    const Shape& shape = input.shape;
    const std::int64_t inputs = shape.imageSize();
    std::vector<std::int64_t> places; // of each input in the device's layout
    places.reserve(std::size_t(inputs));
    for (int c = 0; c < shape.channels; ++c)
        for (int y = 0; y < shape.height; ++y)
            for (int x = 0; x < shape.width; ++x)
                places.push_back(input.offset(0, c, y, x));
    const std::int64_t depth = fullyConnectedDepth(input);
    for (std::int64_t first = 0; first < outputs; first += panels.width())
        for (std::int64_t i = 0; i < inputs; ++i)
            body(first * inputs + i, panels.offset(first, places[std::size_t(i)], depth),
                std::min<std::int64_t>(panels.width(), outputs - first));
}

}

void FullyConnected::packParameter(int index, const Device& device, const Layout& input,
    std::span<const float> host, std::span<float> packed) const
{
    if (index == 1) {
        std::copy(host.begin(), host.end(), packed.begin());
        return;
    }
    const std::int64_t inputs = input.shape.imageSize();
    forEachRun(Panels(device), input, m_options.outputs,
        [&](std::int64_t from, std::int64_t to, std::int64_t count) {
            for (std::int64_t column = 0; column < count; ++column)
                packed[std::size_t(to + column)] = host[std::size_t(from + column * inputs)];
        });
}

void FullyConnected::unpackParameter(int index, const Device& device, const Layout& input,
    std::span<const float> packed, std::span<float> host) const
{
    if (index == 1) {
        std::copy_n(packed.begin(), m_options.outputs, host.begin());
        return;
    }
    const std::int64_t inputs = input.shape.imageSize();
    forEachRun(Panels(device), input, m_options.outputs,
        [&](std::int64_t to, std::int64_t from, std::int64_t count) {
            for (std::int64_t column = 0; column < count; ++column)
                host[std::size_t(to + column * inputs)] = packed[std::size_t(from + column)];
        });
}

void FullyConnected::forward(Recording& recording, Device& device, const Forward& f) const
{
    const Layout& in = f.input.layout;
    const Layout& out = f.output.layout;
    const Panels panels(device);
    const std::int64_t panelCount = panels.count(m_options.outputs);
    const std::int64_t panelBytes = fullyConnectedDepth(in) * panels.width() * 4;
    const double operations = 2.0 * double(m_options.outputs) * double(in.shape.imageSize());
    const Buffer& weights = f.parameters[0].buffer;
    const Buffer& bias = m_options.bias ? f.parameters[1].buffer : weights;
    const uint32_t subgroup = device.limits().subgroupSize;
    const uint32_t team = uint32_t(panels.team);
    const std::int64_t teams = std::max<std::int64_t>(1, subgroup / team);

    const KernelChoice choice
        = recording.choose(sentence("fully connected ", in.shape.text(), " to ", m_options.outputs),
            withProduct(device, candidates(device, in.shape.batch, panels.team, fullyConnectedDepth(in) / 4),
                in.shape.batch, m_options.outputs),
            std::max(in.bytes(), std::min(std::uint64_t(panelBytes * panelCount), device.readableBytes())));
    forEachSlice(recording, f, operations, 1, 1, [&](int first, int images) {
        forEachPanelSlice(device.readableBytes(), panelCount, std::uint64_t(panelBytes),
            [&](std::int64_t panel, std::int64_t count) {
                const Push push {images, std::int32_t(in.image / 4),
                    std::int32_t(fullyConnectedDepth(in) / 4), std::int32_t(panel), std::int32_t(count),
                    m_options.bias, f.relu, LayoutPush(out), (m_options.outputs + 3) / 4};
                const std::vector<BufferRange> reads = {f.input.reading(first, images),
                    {&weights, std::uint64_t(panel * panelBytes), std::uint64_t(count * panelBytes)},
                    whole(bias)};
                const std::vector<BufferRange> writes = {f.output.writing(first, images)};
                const double cost = operations * images * double(count) / double(panelCount);
                const std::int64_t depthVectors = fullyConnectedDepth(in) / 4;
                if (const StagedTile* tile = stagedTile(choice, matrixStaged.shader)) {
                    const MatrixPush product = asProduct(push, panels.team);
                    recording.dispatch(matrixStaged, tile->constants(panels.team), reads, writes, product,
                        {product.columnTiles(*tile, 1), groupsFor(images, tile->rows), 1},
                        {cost, product.steps()}, choice.operands);
                } else if (choice.kernel == general.shader) {
                    recording.dispatch(general, {plainGroup, team}, reads, writes, push,
                        {groupsFor(count * panels.team), images, 1}, {cost, depthVectors}, choice.operands);
                } else if (choice.kernel == vector.shader) {
                    recording.dispatch(vector, {subgroup, team}, reads, writes, push,
                        {groupsFor(count, teams), 1, 1}, {cost, depthVectors / team}, choice.operands);
                } else {
                    const uint32_t rows = uint32_t(choice.rows);
                    const uint32_t unroll = uint32_t(choice.unroll);
                    recording.dispatch(tiles, {subgroup, team, rows, unroll}, reads, writes, push,
                        {count, groupsFor(images, rows * teams), 1}, {cost, depthVectors / unroll},
                        choice.operands);
                }
            });
    });
}

}
