#include "engine/layers/max_pool.h"

#include "engine/layers/slices.h"

namespace engine {

namespace {

struct Push {
    GridPush grid;
    LayoutPush input, output;
    std::int32_t height, width;
    std::int32_t strideY, strideX, dilationY, dilationX, top, left;
    std::int32_t switchVectors; ///< of one image
};

struct BackwardPush {
    GridPush grid;
    LayoutPush input, from, to;
    std::int32_t inputHeight, inputWidth;
    std::int32_t height, width;
    std::int32_t top, left;
    std::int32_t switchVectors, switchRow;
};

/// Vec4s of switches of one image, rounded up so that every image begins at a multiple of 256 bytes.
int switchVectors(const Shape& output)
{
    return (output.height * output.width * ((output.channels + 3) / 4) + 63) / 64 * 64;
}

constexpr KernelInterface kernel {"max_pool", 1, 2, sizeof(Push), 5};
constexpr KernelInterface backwardKernel {"max_pool_backward", 3, 1, sizeof(BackwardPush), 13};

/// Inputs along an axis that an invocation of the way back computes: as many as have the same windows, if they are few.
int blockOf(int stride, int dilation) { return dilation == 1 && stride <= 2 ? stride : 1; }

/// Blocks along an axis, the first of which may begin in the border.
int blocksOf(int extent, int before, int block)
{
    return (before + extent + block - 1) / block - before / block;
}

}

Shape MaxPool::outputShape(const Shape& input) const
{
    const MaxPoolOptions& o = m_options;
    const Padding& p = o.padding;
    return {input.batch, input.channels,
        poolPositions("max-pool", input.height, o.size.height, o.stride.height, p.top, p.bottom,
            o.dilation.height, o.rounding),
        poolPositions("max-pool", input.width, o.size.width, o.stride.width, p.left, p.right,
            o.dilation.width, o.rounding)};
}

int MaxPool::switchBits() const
{
    const std::int64_t places = std::int64_t(m_options.size.height) * m_options.size.width;
    return places <= 256 ? 8 : places <= 65536 ? 16 : 32;
}

std::uint64_t MaxPool::switchBytes(const Shape& input) const
{
    return std::uint64_t(input.batch) * std::uint64_t(switchVectors(outputShape(input)))
        * std::uint64_t(switchBits() / 2);
}

std::vector<std::uint32_t> MaxPool::unpackSwitches(
    const Shape& input, std::span<const std::uint32_t> words) const
{
    const Shape o = outputShape(input);
    const int bits = switchBits();
    const int vectors = (o.channels + 3) / 4;
    std::vector<std::uint32_t> switches;
    for (int image = 0; image < o.batch; ++image)
        for (int c = 0; c < o.channels; ++c)
            for (int y = 0; y < o.height; ++y)
                for (int x = 0; x < o.width; ++x) {
                    const std::size_t vector = std::size_t(image) * std::size_t(switchVectors(o))
                        + (std::size_t(y) * o.width + x) * vectors + c / 4;
                    const std::size_t bit = (vector * 4 + c % 4) * bits;
                    const std::uint32_t word = words[bit / 32] >> bit % 32;
                    switches.push_back(bits == 32 ? word : word & ((1u << bits) - 1));
                }
    return switches;
}

void MaxPool::forward(Recording& recording, Device&, const Forward& f) const
{
    const MaxPoolOptions& o = m_options;
    const std::int64_t iterations = std::int64_t(o.size.height) * ((o.size.width + 3) / 4 + 1);
    require(iterations < maxLoopIterations, "max-pool: a window of ", o.size.height, " x ", o.size.width,
        " is too large");
    const Shape& in = f.input.shape();
    const Shape& out = f.output.shape();
    const Push push {GridPush(out), LayoutPush(f.input.layout), LayoutPush(f.output.layout), in.height,
        in.width, o.stride.height, o.stride.width, o.dilation.height, o.dilation.width, o.padding.top,
        o.padding.left, switchVectors(out)};
    const auto inside = [](int positions, int stride, int dilation, int size, int before, int extent) {
        return before == 0 && (positions - 1) * stride + dilation * (size - 1) < extent;
    };
    const bool checked
        = !inside(out.height, o.stride.height, o.dilation.height, o.size.height, o.padding.top, in.height)
        || !inside(out.width, o.stride.width, o.dilation.width, o.size.width, o.padding.left, in.width);
    const double operations = double(out.imageSize()) * o.size.height * o.size.width;
    const std::uint64_t switchesEach = switchBytes(in.withBatch(1));
    forEachSlice(recording, f, operations, 1, 2, [&](int first, int count) {
        const BufferRange output = f.output.writing(first, count);
        const BufferRange switches
            = f.switches ? BufferRange {f.switches, first * switchesEach, count * switchesEach} : output;
        recording.dispatch(kernel,
            {plainGroup, f.switches ? uint32_t(switchBits()) : 0u, uint32_t(o.size.height),
                uint32_t(o.size.width), checked},
            {f.input.reading(first, count)}, {output, switches}, push, push.grid.groups(out, count),
            {operations * count, iterations});
    });
}

void MaxPool::backward(Recording& recording, Device&, const Backward& b) const
{
    if (!b.inputGradient)
        return;
    require(b.switches, "max-pool: the way back needs the switches of the way forward");
    const MaxPoolOptions& o = m_options;
    const Shape& in = b.input.shape();
    const Shape& out = b.output.shape();
    const int blockY = blockOf(o.stride.height, o.dilation.height);
    const int blockX = blockOf(o.stride.width, o.dilation.width);
    const Shape blocks {in.batch, in.channels, blocksOf(in.height, o.padding.top, blockY),
        blocksOf(in.width, o.padding.left, blockX)};
    const BackwardPush push {GridPush(blocks), LayoutPush(b.input.layout),
        LayoutPush(b.outputGradient.layout), LayoutPush(b.inputGradient->layout), in.height, in.width,
        out.height, out.width, o.padding.top, o.padding.left, switchVectors(out), GridPush(out).columns};
    // Windows that one input may be in; the shader unrolls them.
    const auto windows = [](int size, int stride, int dilation, int positions) {
        return std::min(dilation * (size - 1) / stride + 1, positions + size);
    };
    const int rows = windows(o.size.height, o.stride.height, o.dilation.height, out.height);
    const int columns = windows(o.size.width, o.stride.width, o.dilation.width, out.width);
    require(std::int64_t(rows) * columns < maxLoopIterations, "max-pool: an input in ", rows, " x ", columns,
        " windows is too much");
    const double operations = 4.0 * double(out.imageSize()) * o.size.height * o.size.width;
    const std::uint64_t switchesEach = switchBytes(in.withBatch(1));
    forEachSlice(recording, b, operations, 1, 2, [&](int first, int count) {
        recording.dispatch(backwardKernel,
            {plainGroup, uint32_t(switchBits()), uint32_t(rows), uint32_t(columns), uint32_t(o.size.height),
                uint32_t(o.size.width), uint32_t(o.stride.height), uint32_t(o.stride.width),
                uint32_t(o.dilation.height), uint32_t(o.dilation.width), b.reluInput, uint32_t(blockY),
                uint32_t(blockX)},
            {b.outputGradient.reading(first, count), {b.switches, first * switchesEach, count * switchesEach},
                b.reluInput ? b.input.reading(first, count) : b.outputGradient.reading(first, count)},
            {b.inputGradient->writing(first, count)}, push, push.grid.groups(blocks, count),
            {operations * count, std::int64_t(rows) * (columns + 1)});
    });
}

}
