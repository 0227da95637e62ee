#include "engine/layers/relu.h"

#include "engine/layers/slices.h"

namespace engine {

namespace {

struct Push {
    GridPush grid;
    LayoutPush input, output;
};

struct BackwardPush {
    GridPush grid;
    LayoutPush output, from, to;
};

constexpr KernelInterface kernel {"relu", 1, 1, sizeof(Push), 1};
constexpr KernelInterface backwardKernel {"relu_backward", 2, 1, sizeof(BackwardPush), 3};

}

void Relu::forward(Recording& recording, Device&, const Forward& f) const
{
    const Shape& shape = f.output.shape();
    const Push push {GridPush(shape), LayoutPush(f.input.layout), LayoutPush(f.output.layout)};
    forEachSlice(recording, f, double(shape.imageSize()), 1, 2, [&](int first, int count) {
        recording.dispatch(kernel, {plainGroup}, {f.input.reading(first, count)},
            {f.output.writing(first, count)}, push, push.grid.groups(shape, count),
            {double(shape.imageSize()) * count, 0});
    });
}

void Relu::backward(Recording& recording, Device&, const Backward& b) const
{
    if (!b.inputGradient)
        return;
    const Shape& shape = b.output.shape();
    const BackwardPush push {GridPush(shape), LayoutPush(b.output.layout), LayoutPush(b.outputGradient.layout),
        LayoutPush(b.inputGradient->layout)};
    const uint32_t byOutput = b.rule != ReluRule::Deconvolution;
    const uint32_t byGradient = b.rule != ReluRule::Gradient;
    forEachSlice(recording, b, double(shape.imageSize()), 1, 2, [&](int first, int count) {
        recording.dispatch(backwardKernel, {plainGroup, byOutput, byGradient},
            {b.output.reading(first, count), b.outputGradient.reading(first, count)},
            {b.inputGradient->writing(first, count)}, push, push.grid.groups(shape, count),
            {double(shape.imageSize()) * count, 0});
    });
}

}
