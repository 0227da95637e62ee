#include "engine/layers/lrn.h"

#include "engine/core/error.h"
#include "engine/layers/slices.h"

namespace engine {

namespace {

struct Push {
    GridPush grid;
    LayoutPush input, output;
    float bias, alpha, beta;
};

struct BackwardPush {
    GridPush grid;
    LayoutPush input, from, to;
    float bias, alpha, beta;
};

constexpr KernelInterface kernel {"lrn", 1, 1, sizeof(Push), 4};
constexpr KernelInterface backwardKernel {"lrn_backward", 2, 1, sizeof(BackwardPush), 5};

}

Shape Lrn::outputShape(const Shape& input) const
{
    require(m_options.size > 0 && m_options.size <= 1024, "LRN: the number of maps must be from 1 to 1024");
    return input;
}

void Lrn::forward(Recording& recording, Device&, const Forward& f) const
{
    const Shape& shape = f.output.shape();
    const Push push {GridPush(shape), LayoutPush(f.input.layout), LayoutPush(f.output.layout), m_options.bias,
        m_options.alpha, m_options.beta};
    const uint32_t before = uint32_t(m_options.size - 1) / 2;
    const uint32_t after = uint32_t(m_options.size) / 2;
    const double operations = double(shape.imageSize()) * (2 * m_options.size + 10);
    forEachSlice(recording, f, operations, 1, 2, [&](int first, int count) {
        recording.dispatch(kernel, {plainGroup, before, after, m_options.beta == 0.75f},
            {f.input.reading(first, count)}, {f.output.writing(first, count)}, push,
            push.grid.groups(shape, count), {operations * count, 2 * m_options.size + 16});
    });
}

void Lrn::backward(Recording& recording, Device&, const Backward& b) const
{
    if (!b.inputGradient)
        return;
    const Shape& shape = b.input.shape();
    const BackwardPush push {GridPush(shape), LayoutPush(b.input.layout), LayoutPush(b.outputGradient.layout),
        LayoutPush(b.inputGradient->layout), m_options.bias, m_options.alpha, m_options.beta};
    const uint32_t before = uint32_t(m_options.size - 1) / 2;
    const uint32_t after = uint32_t(m_options.size) / 2;
    const double operations = double(shape.imageSize()) * (6 * m_options.size + 30);
    forEachSlice(recording, b, operations, 1, 2, [&](int first, int count) {
        recording.dispatch(backwardKernel,
            {plainGroup, before, after, m_options.beta == 0.75f, b.reluInput},
            {b.input.reading(first, count), b.outputGradient.reading(first, count)},
            {b.inputGradient->writing(first, count)}, push, push.grid.groups(shape, count),
            {operations * count, std::int64_t(m_options.size + 8) * (m_options.size + 8)});
    });
}

}
