#include "engine/layers/weight_gradient.h"

#include "engine/core/error.h"
#include "engine/layers/slices.h"
#include "engine/layers/weight_gradient_staged.h"

namespace engine {

namespace {

constexpr KernelInterface kernel {"weight_gradient_tiles", 3, 2, sizeof(WeightGradientPush), 3, true};

constexpr int usualUnroll = 4;

/// Positions of a round, the usual number first.
std::vector<KernelChoice> unrollCandidates()
{
    std::vector<KernelChoice> list;
    for (const int unroll : {usualUnroll, 2, 8})
        list.push_back({.kernel = kernel.shader, .unroll = unroll});
    return list;
}

}

void recordWeightGradient(Recording& recording, Device& device, const Backward& b, const WeightGradient& what)
{
    const Layout& in = b.input.layout;
    const LayoutPush gradient(b.outputGradient.layout);
    const Panels panels(device);
    const int subgroup = int(device.limits().subgroupSize);
    const std::int64_t teams = subgroup / panels.team;
    const std::int64_t panelCount = what.panelsPerGroup * what.groups;
    const std::int64_t panelBytes = std::int64_t(what.filterRows) * what.run * panels.width() * 4;
    const std::int64_t kVectors = std::int64_t(what.filterRows) * what.run / 4;
    const int pixels = what.width * what.height;
    const Buffer& weights = b.parameterGradients[0];
    const bool hasBias = b.parameterGradients.size() > 1;

    const int batch = in.shape.batch;
    const std::int64_t mostPanels = std::max<std::int64_t>(
        1, std::int64_t(std::min(device.readableBytes(), device.writableBytes())) / panelBytes);
    const KernelChoice choice = recording.choose(
        sentence("weight gradient ", in.shape.text(), " to ", b.outputGradient.layout.shape.text(),
            ", filter ", what.filterRows, " rows of ", what.runUsed, ", groups ", what.groups),
        withStagedGradients(
            device, unrollCandidates(), b, what, std::int64_t(batch) * pixels, panelCount <= mostPanels),
        std::max({b.input.layout.bytes(), b.outputGradient.layout.bytes(),
            std::uint64_t(panelCount * panelBytes)}));
    const StagedTile* staged = stagedGradientTile(choice);
    const int unroll = staged ? 4 * staged->depth : choice.unroll;
    const std::int64_t mostPositions = (maxLoopIterations - 2) * unroll;
    const int images = int(std::min<std::int64_t>(
        recording.itemsPerDispatch(
            batch, std::max(in.imageBytes(), b.outputGradient.layout.imageBytes()), 1, what.operations),
        std::max<std::int64_t>(1, mostPositions / pixels)));
    for (int first = 0; first < batch; first += images) {
        const int count = std::min(images, batch - first);
        const bool accumulate = b.accumulate || first > 0;
        for (std::int64_t panel = 0; panel < panelCount; panel += mostPanels) {
            const std::int64_t some = std::min(mostPanels, panelCount - panel);
            const BufferRange part {
                &weights, std::uint64_t(panel * panelBytes), std::uint64_t(some * panelBytes)};
            const WeightGradientPush push {count * pixels, what.width, what.height,
                std::int32_t(in.image / 4), in.plane / 4, what.inputRow / 4, what.inputPixel / 4,
                what.filterRow / 4, what.run / 4, std::int32_t(kVectors), what.runUsed, gradient.origin,
                gradient.image, gradient.plane, gradient.row, gradient.pixel, gradient.groupVectors,
                std::int32_t(panel), std::int32_t(what.panelsPerGroup), what.filterVectors, accumulate,
                hasBias};
            const std::vector<BufferRange> reads
                = {b.input.reading(first, count), b.outputGradient.reading(first, count), part};
            const std::vector<BufferRange> writes = {part, hasBias ? whole(b.parameterGradients[1]) : part};
            const Work work {what.operations * count * double(some) / double(panelCount),
                (std::int64_t(count) * pixels + unroll - 1) / unroll + 1};
            if (staged) {
                recordStagedGradient(
                    recording, device, b, choice, {what, push, reads, writes[0], writes[1], some, work});
                continue;
            }
            recording.dispatch(kernel, {uint32_t(subgroup), uint32_t(panels.team), uint32_t(unroll)}, reads,
                writes, push, {groupsFor(kVectors, panels.team * teams), some, 1}, work, choice.operands);
        }
    }
}

void recordPlaneGradients(Recording& recording, Device& device, const PlaneGradients& what,
    const BufferRange& input, const BufferRange& gradient, const BufferRange& weights)
{
    // A plane is a group, and its rows are the positions of one row of one picture.
    const Panels panels(device);
    const int subgroup = int(device.limits().subgroupSize);
    const int teams = subgroup / panels.team;
    const std::int32_t rows = std::int32_t(what.rows);
    const WeightGradientPush push {rows, rows, 1, 0, what.inputPlane, 0, what.inputStep, 0, what.depth,
        what.depth, 4 * what.depth, 0, 0, what.gradientPlane, 0, what.gradientStep, what.columns, 0,
        what.panels, what.columns, what.accumulate, 0};
    recording.dispatch(kernel, {uint32_t(subgroup), uint32_t(panels.team), uint32_t(usualUnroll)},
        {input, gradient, weights}, {weights, weights}, push,
        {groupsFor(what.depth, panels.team * teams), std::int64_t(what.planes) * what.panels, 1},
        {what.operations, (what.rows + usualUnroll - 1) / usualUnroll});
}

}
