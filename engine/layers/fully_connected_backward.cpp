#include "engine/layers/fully_connected.h"

#include "engine/core/error.h"
#include "engine/layers/fully_connected_panels.h"
#include "engine/layers/slices.h"
#include "engine/layers/sum_of_parts.h"
#include "engine/layers/weight_gradient.h"

namespace engine {

namespace {

struct DataPush {
    std::int32_t images, gradientImage;
    std::int32_t firstPanel, panels, depth;
    std::int32_t columns, vectors, width;
    std::int32_t continues;
    LayoutPush input, to;
    std::int32_t partVectors = 0, partStep = 0;
};

struct WeightsPush {
    std::int32_t images, inputImage, gradientImage;
    std::int32_t firstPanel, depthVectors, outputVectors;
    std::int32_t accumulate, hasBias;
};

constexpr KernelInterface dataTiles {"fully_connected_data_tiles", 2, 1, sizeof(DataPush), 4, true, true};
constexpr KernelInterface dataStaged {"fully_connected_data_staged", 2, 1, sizeof(DataPush), 6, false, true};
constexpr KernelInterface dataGeneral {
    "fully_connected_data_general", 2, 1, sizeof(DataPush), 2, false, true};
constexpr KernelInterface weightsGeneral {"fully_connected_weights_general", 2, 2, sizeof(WeightsPush), 2};

/// Vec4s of the input's picture values, pixel after pixel.
int inputVectors(const Shape& shape) { return shape.height * shape.width * ((shape.channels + 3) / 4); }

StagedProduct dataProduct(const Device& device, const Shape& in, int outputs)
{
    const Panels panels(device);
    return cuttable(
        {in.batch, std::int64_t(inputVectors(in)) * 4, 1, panels.count(outputs) * panels.width()});
}

/// The usual way first.
std::vector<KernelChoice> dataCandidates(const Device& device, const Shape& in, int outputs, int team)
{
    const int images = in.batch;
    if (!device.subgroupKernels())
        return {{.kernel = dataGeneral.shader}};
    std::vector<KernelChoice> list;
    for (int fetches = std::min((images + team - 1) / team, 4); fetches > 0; --fetches)
        for (const int unroll : {1, 4, 2, 8})
            if (team % unroll == 0)
                list.push_back({.kernel = dataTiles.shader, .rows = fetches * team, .unroll = unroll});
    list.push_back({.kernel = dataGeneral.shader});
    return images > 1
        ? withStaged(device, std::move(list), dataStaged.shader, dataProduct(device, in, outputs))
        : list;
}

}

std::uint64_t FullyConnected::scratchBytes(const Device& device, const Layout& input) const
{
    if (!device.subgroupKernels() || input.shape.batch == 1)
        return 0;
    return partsRoom(device, dataProduct(device, input.shape, m_options.outputs));
}

namespace {

/// Writes down the staged kernel, and the sum of its parts where it has some.
void recordDataStaged(Recording& recording, const Device& device, const KernelChoice& choice, DataPush push,
    const std::vector<BufferRange>& reads, const BufferRange& result, const Buffer* room, double operations)
{
    const Panels panels(device);
    const StagedTile& tile = *stagedTile(choice, dataStaged.shader);
    SumOfParts sum;
    sum.parts = std::max(choice.parts, 1);
    sum.pixels = push.columns / push.vectors;
    sum.width = push.width;
    sum.rows = std::int64_t(push.images) * sum.pixels;
    sum.vectors = sum.groupVectors = push.vectors;
    sum.to = push.to;
    sum.continues = push.continues != 0;
    push.partVectors = sum.partVectors(std::int64_t(push.panels) * panels.team, tile.depth);
    push.partStep = sum.partStep();
    const bool isCut = sum.parts > 1;
    const BufferRange to = isCut ? sum.pieces(whole(*room)) : result;
    recording.dispatch(dataStaged, tile.constants(panels.team), reads, {to}, push,
        {groupsFor(push.columns, tile.columns / 4), groupsFor(push.images, tile.rows), sum.parts},
        {operations, push.partVectors / tile.depth + 2}, choice.operands);
    if (isCut)
        recordSumOfParts(recording, sum, to, to, result);
}

}

void FullyConnected::recordInputGradient(Recording& recording, Device& device, const Backward& b) const
{
    const Layout& in = b.input.layout;
    const Panels panels(device);
    const std::int64_t panelCount = panels.count(m_options.outputs);
    const std::int64_t depth = fullyConnectedDepth(in);
    const std::int64_t panelBytes = depth * panels.width() * 4;
    const int vectors = (in.shape.channels + 3) / 4;
    const int columns = inputVectors(in.shape);
    const double operations = 2.0 * double(m_options.outputs) * double(in.shape.imageSize());
    const uint32_t subgroup = device.limits().subgroupSize;
    const uint32_t team = uint32_t(panels.team);
    const std::int64_t teams = std::max<std::int64_t>(1, subgroup / team);

    const KernelChoice choice = recording.choose(sentence("fully connected gradient ", in.shape.text(),
                                                     " from ", m_options.outputs, weightsInWords(device)),
        dataCandidates(device, in.shape, m_options.outputs, panels.team),
        std::max(b.outputGradient.layout.bytes(),
            std::min(std::uint64_t(panelBytes * panelCount), device.readableBytes())));
    forEachSlice(recording, b, operations, 1, 1, [&](int first, int images) {
        forEachPanelSlice(device.readableBytes(), panelCount, std::uint64_t(panelBytes),
            [&](std::int64_t panel, std::int64_t count) {
                const DataPush push {images, std::int32_t(b.outputGradient.layout.image / 4),
                    std::int32_t(panel), std::int32_t(count), std::int32_t(depth), columns, vectors,
                    in.shape.width, panel > 0, LayoutPush(in), LayoutPush(b.inputGradient->layout)};
                const std::vector<BufferRange> reads = {b.outputGradient.reading(first, images),
                    weightRange(device, b.parameters[0].buffer, panel * panelBytes, count * panelBytes)};
                const std::vector<BufferRange> writes = {b.inputGradient->writing(first, images)};
                const double cost = operations * images * double(count) / double(panelCount);
                if (choice.kernel == dataGeneral.shader) {
                    recording.dispatch(dataGeneral, {plainGroup, team}, reads, writes, push,
                        {groupsFor(columns), images, 1}, {cost, count}, choice.operands);
                    return;
                }
                if (stagedTile(choice, dataStaged.shader)) {
                    recordDataStaged(recording, device, choice, push, reads, writes[0], b.scratch, cost);
                    return;
                }
                const uint32_t rows = uint32_t(choice.rows);
                const uint32_t unroll = uint32_t(choice.unroll);
                recording.dispatch(dataTiles, {subgroup, team, rows, unroll}, reads, writes, push,
                    {groupsFor(columns, team), groupsFor(images, rows * teams), 1},
                    {cost, count * team / unroll}, choice.operands);
            });
    });
}

void FullyConnected::recordParameterGradients(Recording& recording, Device& device, const Backward& b) const
{
    require(!device.halfWeights(), "weights in half precision cannot be learned");
    const Layout& in = b.input.layout;
    const std::int64_t depth = fullyConnectedDepth(in);
    const Panels panels(device);
    const double operations = 2.0 * double(m_options.outputs) * double(in.shape.imageSize());
    const int outputVectors = (m_options.outputs + 3) / 4;
    if (device.subgroupKernels()) {
        WeightGradient what;
        what.run = what.runUsed = int(depth);
        what.panelsPerGroup = panels.count(m_options.outputs);
        what.filterVectors = outputVectors;
        what.operations = operations;
        recordWeightGradient(recording, device, b, what);
        return;
    }
    const std::int64_t panelBytes = depth * panels.width() * 4;
    const std::int64_t panelCount = panels.count(m_options.outputs);
    const int batch = in.shape.batch;
    const int images = std::min(recording.itemsPerDispatch(batch, in.imageBytes(), 1, operations), 50'000);
    for (int first = 0; first < batch; first += images)
        forEachPanelSlice(device.writableBytes(), panelCount, std::uint64_t(panelBytes),
            [&](std::int64_t panel, std::int64_t some) {
                const int count = std::min(images, batch - first);
                const BufferRange part {&b.parameterGradients[0], std::uint64_t(panel * panelBytes),
                    std::uint64_t(some * panelBytes)};
                const bool hasBias = b.parameterGradients.size() > 1;
                const WeightsPush push {count, std::int32_t(in.image / 4),
                    std::int32_t(b.outputGradient.layout.image / 4), std::int32_t(panel),
                    std::int32_t(depth / 4), outputVectors, b.accumulate || first > 0, hasBias};
                recording.dispatch(weightsGeneral, {plainGroup, uint32_t(panels.team)},
                    {b.input.reading(first, count), b.outputGradient.reading(first, count)},
                    {part, hasBias ? whole(b.parameterGradients[1]) : part}, push,
                    {groupsFor(depth / 4 * panels.team), some, 1},
                    {operations * count * double(some) / double(panelCount), count});
            });
}

void FullyConnected::backward(Recording& recording, Device& device, const Backward& b) const
{
    if (b.inputGradient)
        recordInputGradient(recording, device, b);
    if (!b.parameterGradients.empty())
        recordParameterGradients(recording, device, b);
}

}
