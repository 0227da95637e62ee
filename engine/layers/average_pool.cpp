#include "engine/layers/average_pool.h"

#include "engine/layers/slices.h"

namespace engine {

namespace {

struct Push {
    GridPush grid;
    LayoutPush input, output;
    std::int32_t height, width;
    std::int32_t sizeY, sizeX, strideY, strideX, top, left, bottom, right;
    std::int32_t countPadding;
};

struct BackwardPush {
    GridPush grid;
    LayoutPush from, to;
    std::int32_t height, width, outputHeight, outputWidth;
    std::int32_t sizeY, sizeX, strideY, strideX, top, left, bottom, right;
    std::int32_t countPadding;
};

constexpr KernelInterface kernel {"average_pool", 1, 1, sizeof(Push), 1};
constexpr KernelInterface backwardKernel {"average_pool_backward", 1, 1, sizeof(BackwardPush), 1};

}

AveragePoolOptions AveragePool::optionsFor(const Shape& input) const
{
    if (!m_options.global)
        return m_options;
    return {.size = {input.height, input.width}, .stride = 1};
}

Window AveragePool::window() const
{
    return m_options.global ? Window {0, 1} : Window {m_options.size.height, m_options.stride.height};
}

Shape AveragePool::outputShape(const Shape& input) const
{
    const AveragePoolOptions o = optionsFor(input);
    const Padding& p = o.padding;
    return {input.batch, input.channels,
        poolPositions(
            "average pool", input.height, o.size.height, o.stride.height, p.top, p.bottom, 1, o.rounding),
        poolPositions(
            "average pool", input.width, o.size.width, o.stride.width, p.left, p.right, 1, o.rounding)};
}

void AveragePool::forward(Recording& recording, Device&, const Forward& f) const
{
    const Shape& in = f.input.shape();
    const Shape& out = f.output.shape();
    const AveragePoolOptions o = optionsFor(in);
    const Push push {GridPush(out), LayoutPush(f.input.layout), LayoutPush(f.output.layout), in.height,
        in.width, o.size.height, o.size.width, o.stride.height, o.stride.width, o.padding.top, o.padding.left,
        o.padding.bottom, o.padding.right, o.countPadding};
    const double operations = double(out.imageSize()) * o.size.height * o.size.width;
    const std::int64_t iterations = std::int64_t(o.size.height) * ((o.size.width + 3) / 4 + 1);
    require(iterations < maxLoopIterations, "average pool: a window of ", o.size.height, " x ", o.size.width,
        " is too large");
    forEachSlice(recording, f, operations, 1, 2, [&](int first, int count) {
        recording.dispatch(kernel, {plainGroup}, {f.input.reading(first, count)},
            {f.output.writing(first, count)}, push, push.grid.groups(out, count),
            {operations * count, iterations});
    });
}

void AveragePool::backward(Recording& recording, Device&, const Backward& b) const
{
    if (!b.inputGradient)
        return;
    const Shape& in = b.input.shape();
    const Shape& out = b.output.shape();
    const AveragePoolOptions o = optionsFor(in);
    const BackwardPush push {GridPush(in), LayoutPush(b.outputGradient.layout), LayoutPush(b.inputGradient->layout),
        in.height, in.width, out.height, out.width, o.size.height, o.size.width, o.stride.height, o.stride.width,
        o.padding.top, o.padding.left, o.padding.bottom, o.padding.right, o.countPadding};
    const double operations = 2.0 * double(out.imageSize()) * o.size.height * o.size.width;
    // Windows that one input is in.
    const std::int64_t iterations = std::int64_t(std::min(o.size.height, out.height * o.stride.height) / o.stride.height + 1)
        * (std::min(o.size.width, out.width * o.stride.width) / o.stride.width + 2);
    require(iterations < maxLoopIterations, "average pool: an input in ", iterations, " windows is too much");
    forEachSlice(recording, b, operations, 1, 2, [&](int first, int count) {
        recording.dispatch(backwardKernel, {plainGroup}, {b.outputGradient.reading(first, count)},
            {b.inputGradient->writing(first, count)}, push, push.grid.groups(in, count),
            {operations * count, iterations});
    });
}

}
