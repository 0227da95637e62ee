#include "engine/layers/fully_connected.h"

#include "engine/core/error.h"
#include "engine/layers/fully_connected_panels.h"
#include "engine/layers/matrix_staged.h"
#include "engine/layers/slices.h"

#include <bit>

namespace engine {

namespace {

struct Push {
    std::int32_t images, inputImage, depthVectors; ///< in vec4s
    std::int32_t firstPanel, panels, hasBias, relu;
    LayoutPush output;
    std::int32_t outputVectors;
    std::int32_t partVectors = 0, partStep = 0;
};

// One input: bound by memory. Many: a matrix product. Any device: one invocation per four outputs.
constexpr KernelInterface vector {"fully_connected_vector", 3, 1, sizeof(Push), 2, true, true};
constexpr KernelInterface tiles {"fully_connected_tiles", 3, 1, sizeof(Push), 4, true, true};
constexpr KernelInterface general {"fully_connected_general", 3, 1, sizeof(Push), 2, false, true};
/// One input on a graphics card.
constexpr KernelInterface vectorStaged {"fully_connected_vector_staged", 3, 1, sizeof(Push), 2, false, true};

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

/// The product of a batch with the weights.
StagedProduct productOf(const Layout& in, int outputs)
{
    return cuttable({in.shape.batch, outputs, 1, fullyConnectedDepth(in)});
}

/// Into how many parts a graphics card cuts the sum for one image: a panel has a work group.
int partsOfVector(const Device& device, const Layout& in, int outputs)
{
    return partsOfSum(device, Panels(device).count(outputs), fullyConnectedDepth(in), mostPartsOfSum);
}

/// The kernels of graphics cards besides.
std::vector<KernelChoice> withCards(
    const Device& device, std::vector<KernelChoice> usual, const Layout& in, int outputs)
{
    if (!device.subgroupKernels())
        return usual;
    if (in.shape.batch > 1)
        return withMatrixStaged(device, std::move(usual), productOf(in, outputs));
    std::vector<KernelChoice> staged = {{.kernel = vectorStaged.shader}};
    if (const int parts = partsOfVector(device, in, outputs); parts > 1)
        staged.insert(staged.begin(), {.kernel = vectorStaged.shader, .parts = parts});
    usual.insert(isGraphicsCard(device) ? usual.begin() : usual.end(), staged.begin(), staged.end());
    return usual;
}

/// The same work for shaders/matrix_staged.comp.
MatrixPush asProduct(const Push& push, int team)
{
    return {push.images, 1, 1, push.inputImage, 0, 0, 0, 1, 0, push.depthVectors, push.panels,
        std::min(push.panels * team, push.outputVectors - push.firstPanel * team), push.hasBias, push.relu,
        push.output, push.firstPanel};
}

/// Invocations of a work group for one image: as many as may be, a power of two.
std::uint32_t vectorThreads(const Device& device)
{
    return std::min(256u, std::bit_floor(device.limits().workGroupInvocations));
}

/// Writes down shaders/fully_connected_vector_staged.comp, and the sum of its parts where it has some.
void recordVectorStaged(Recording& recording, const Device& device, const KernelChoice& choice, Push push,
    const std::vector<BufferRange>& reads, const BufferRange& output, const BufferRange& room,
    double operations)
{
    const Panels panels(device);
    const std::uint32_t threads = vectorThreads(device);
    const std::int32_t teams = std::int32_t(threads) / panels.team;
    SumOfParts sum;
    sum.parts = std::max(choice.parts, 1);
    sum.rows = 1;
    sum.firstVector = push.firstPanel * panels.team;
    sum.vectors = std::min(push.panels * panels.team, push.outputVectors - sum.firstVector);
    sum.groupVectors = sum.firstVector + sum.vectors;
    sum.to = push.output;
    sum.hasBias = push.hasBias != 0;
    sum.relu = push.relu != 0;
    push.partVectors = sum.partVectors(push.depthVectors, teams);
    push.partStep = sum.partStep();
    const bool isCut = sum.parts > 1;
    const BufferRange to = isCut ? sum.pieces(room) : output;
    recording.dispatch(vectorStaged, {threads, std::uint32_t(panels.team)}, reads, {to}, push,
        {push.panels, 1, sum.parts}, {operations, push.partVectors / teams + 9}, choice.operands);
    if (isCut)
        recordSumOfParts(recording, sum, to, reads[2], output);
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

std::uint64_t FullyConnected::forwardScratchBytes(const Device& device, const Layout& input) const
{
    const StagedProduct product = productOf(input, m_options.outputs);
    if (input.shape.batch > 1)
        return partsRoom(device, product);
    const int parts = partsOfVector(device, input, m_options.outputs);
    return parts > 1 ? std::uint64_t(parts) * aligned(product.resultBytes()) : 0;
}

void FullyConnected::forward(Recording& recording, Device& device, const Forward& f) const
{
    const Layout& in = f.input.layout;
    const Layout& out = f.output.layout;
    const Panels panels(device);
    const std::int64_t panelCount = panels.count(m_options.outputs);
    const std::int64_t panelBytes
        = fullyConnectedDepth(in) * panels.width() * 4; // of floats: halves are texels, too
    const double operations = 2.0 * double(m_options.outputs) * double(in.shape.imageSize());
    const Buffer& weights = f.parameters[0].buffer;
    const Buffer& bias = m_options.bias ? f.parameters[1].buffer : weights;
    const uint32_t subgroup = device.limits().subgroupSize;
    const uint32_t team = uint32_t(panels.team);
    const std::int64_t teams = std::max<std::int64_t>(1, subgroup / team);

    const KernelChoice choice = recording.choose(
        sentence("fully connected ", in.shape.text(), " to ", m_options.outputs, weightsInWords(device)),
        withCards(device, candidates(device, in.shape.batch, panels.team, fullyConnectedDepth(in) / 4), in,
            m_options.outputs),
        std::max(in.bytes(), std::min(std::uint64_t(panelBytes * panelCount), device.readableBytes())));
    forEachSlice(recording, f, operations, 1, 1, [&](int first, int images) {
        forEachPanelSlice(device.readableBytes(), panelCount, std::uint64_t(panelBytes),
            [&](std::int64_t panel, std::int64_t count) {
                const Push push {images, std::int32_t(in.image / 4),
                    std::int32_t(fullyConnectedDepth(in) / 4), std::int32_t(panel), std::int32_t(count),
                    m_options.bias, f.relu, LayoutPush(out), (m_options.outputs + 3) / 4};
                const std::vector<BufferRange> reads = {f.input.reading(first, images),
                    weightRange(device, weights, panel * panelBytes, count * panelBytes), whole(bias)};
                const std::vector<BufferRange> writes = {f.output.writing(first, images)};
                const double cost = operations * images * double(count) / double(panelCount);
                const std::int64_t depthVectors = fullyConnectedDepth(in) / 4;
                const BufferRange room = f.scratch ? whole(*f.scratch) : BufferRange();
                if (matrixStagedTile(choice)) {
                    recordMatrixStaged(recording, device, choice,
                        {asProduct(push, panels.team), 1, reads[0], reads[1], reads[2], writes[0], room,
                            cost});
                } else if (choice.kernel == vectorStaged.shader) {
                    recordVectorStaged(recording, device, choice, push, reads, writes[0], room, cost);
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
