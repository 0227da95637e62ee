#include "engine/layers/convolution_tiles.h"
#include "engine/layers/convolution_winograd.h"
#include "engine/layers/convolution_winograd_planes.h"
#include "engine/layers/slices.h"
#include "engine/layers/weight_gradient.h"

#include <algorithm>

namespace engine::winograd {

namespace {

struct FiltersPush {
    std::int32_t count;
    std::int32_t rowStep, columnStep, panelStep;
    std::int32_t panelsPerGroup, groupVectors, accumulate;
};

struct BiasPush {
    LayoutPush from;
    std::int32_t positions, pixels, width;
    std::int32_t groupVectors, biasStep, accumulate;
};

constexpr KernelInterface gradientKernel {"winograd_gradient", 1, 1, sizeof(PlanesPush), 3};
constexpr KernelInterface filtersKernel {"winograd_filters", 2, 1, sizeof(FiltersPush), 4};
constexpr KernelInterface biasKernel {"bias_gradient", 1, 1, sizeof(BiasPush), 1};

/// Bytes of planes; every part of the batch adds to all panels once more.
constexpr std::uint64_t gradientBudget = 48 << 20;

/// What lies where in the scratch memory, for so many images at once.
struct GradientRoom {
    int images;
    BufferRange input, gradient, filters;

    GradientRoom(
        const ConvolutionOptions& options, const Device& device, const Layout& in, const Buffer* scratch)
    {
        const Planes planes(options, in);
        images = imagesAtOnce(planes, device, in.shape.batch, gradientBudget);
        filters = {scratch, 0, weightBytes(options, Panels(device), in)};
        input = {scratch, aligned(filters.bytes), planes.inputBytes(images)};
        gradient = {scratch, input.offset + aligned(input.bytes), planes.outputBytes(images)};
    }
    std::uint64_t bytes() const { return gradient.offset + gradient.bytes; }
};

void recordBias(
    const ConvolutionOptions& options, Recording& recording, const Panels& panels, const Backward& b)
{
    const Shape& out = b.output.shape();
    const Layout& layout = b.outputGradient.layout;
    const std::int64_t pixels = std::int64_t(out.height) * out.width;
    const int groupVectors = (options.filters / options.groups + 3) / 4;
    const std::int64_t most = std::min<std::int64_t>(1 << 22, (maxLoopIterations - 1) * 4 * plainGroup);
    const int images = int(std::min<std::int64_t>(
        recording.itemsPerDispatch(out.batch, layout.imageBytes(), 1, double(out.imageSize())),
        std::max<std::int64_t>(1, most / pixels)));
    for (int first = 0; first < out.batch; first += images) {
        const int count = std::min(images, out.batch - first);
        const BiasPush push {LayoutPush(layout), std::int32_t(count * pixels), std::int32_t(pixels),
            out.width, groupVectors, std::int32_t(tiles::panelsPerGroup(options, panels)) * panels.team,
            b.accumulate || first > 0};
        recording.dispatch(biasKernel, {plainGroup}, {b.outputGradient.reading(first, count)},
            {whole(b.parameterGradients[1])}, push, {std::int64_t(options.groups) * groupVectors, 1, 1},
            {double(out.imageSize()) * count, count * pixels / (4 * plainGroup) + 32});
    }
}

}

std::uint64_t gradientBytes(const ConvolutionOptions& options, const Device& device, const Layout& input)
{
    return GradientRoom(options, device, input, nullptr).bytes();
}

void parameterGradients(
    const ConvolutionOptions& options, Recording& recording, Device& device, const Backward& b)
{
    const Layout& in = b.input.layout;
    const Shape& out = b.output.shape();
    const Layout& gradientLayout = b.outputGradient.layout;
    const Planes planes(options, in);
    const Panels panels(device);
    const GradientRoom room(options, device, in, b.scratch);
    const std::int32_t panelsPerGroup = std::int32_t(tiles::panelsPerGroup(options, panels));
    const double operations
        = 2.0 * double(out.imageSize()) * in.groupChannels() * options.size.height * options.size.width;
    const int batch = in.shape.batch;
    const std::int64_t mostRows = std::int64_t(maxLoopIterations - 1) * 4;
    const int images
        = int(std::min<std::int64_t>({room.images, std::max<std::int64_t>(1, mostRows / planes.tiles),
            recording.itemsPerDispatch(
                batch, std::max(in.imageBytes(), gradientLayout.imageBytes()), 1, operations)}));
    std::vector<uint32_t> constants = planes.constants();
    for (int first = 0; first < batch; first += images) {
        const int count = std::min(images, batch - first);
        const BufferRange x {b.scratch, room.input.offset, planes.inputBytes(count)};
        const BufferRange dy {b.scratch, room.gradient.offset, planes.outputBytes(count)};
        const std::int32_t gradientPlane = std::int32_t(planes.planeStep(planes.outputStep, count));
        recordInput(recording, planes, b.input, first, count, x);
        const PlanesPush push {LayoutPush(gradientLayout), out.height, out.width, planes.tilesX, planes.tiles,
            planes.outputVectors, planes.outputStep, gradientPlane};
        recording.dispatch(gradientKernel, constants, {b.outputGradient.reading(first, count)}, {dy}, push,
            {groupsFor(std::int64_t(planes.tiles) * planes.outputVectors), count * planes.columnPairs(),
                options.groups},
            {});
        recordPlaneGradients(recording, device,
            {.planes = planes.planes(),
                .rows = std::int64_t(planes.tiles) * count,
                .depth = planes.inputVectors,
                .inputStep = planes.inputStep,
                .inputPlane = std::int32_t(planes.planeStep(planes.inputStep, count)),
                .panels = panelsPerGroup,
                .columns = planes.outputVectors,
                .gradientStep = planes.outputStep,
                .gradientPlane = gradientPlane,
                .accumulate = first > 0,
                .operations = operations * count},
            x, dy, room.filters);
    }
    const std::int32_t row = tiles::runVectors(options, in) * 4 * panels.team;
    const FiltersPush push {in.pixel * panels.team, row, in.pixel * panels.team, options.size.height * row,
        panelsPerGroup, planes.outputVectors, b.accumulate};
    const BufferRange weights = whole(b.parameterGradients[0]);
    constants.push_back(uint32_t(panels.team));
    recording.dispatch(filtersKernel, constants, {room.filters, weights}, {weights}, push,
        {groupsFor(push.count), std::int64_t(panelsPerGroup) * options.groups, 1}, {});
    if (b.parameterGradients.size() > 1)
        recordBias(options, recording, panels, b);
}

}
