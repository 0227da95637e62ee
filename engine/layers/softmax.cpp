#include "engine/layers/softmax.h"

#include "engine/layers/slices.h"

namespace engine {

namespace {

struct Push {
    LayoutPush input, output;
    std::int32_t channels;
};

struct BackwardPush {
    LayoutPush output, from, to;
    std::int32_t vectors;
};

constexpr KernelInterface kernel {"softmax", 1, 1, sizeof(Push), 1};
constexpr KernelInterface backwardKernel {"softmax_backward", 2, 1, sizeof(BackwardPush), 1};
constexpr uint32_t group = 32;

}

void Softmax::forward(Recording& recording, Device&, const Forward& f) const
{
    const Shape& shape = f.output.shape();
    const Push push {LayoutPush(f.input.layout), LayoutPush(f.output.layout), shape.channels};
    const double operations = 4.0 * double(shape.imageSize());
    forEachSlice(recording, f, operations, 1, 2, [&](int first, int count) {
        recording.dispatch(kernel, {group}, {f.input.reading(first, count)}, {f.output.writing(first, count)},
            push, {shape.width, shape.height, count},
            {operations * count, 3 * (groupsFor(groupsFor(shape.channels, 4), group) + 6)});
    });
}

void Softmax::backward(Recording& recording, Device&, const Backward& b) const
{
    if (!b.inputGradient)
        return;
    const Shape& shape = b.output.shape();
    const BackwardPush push {LayoutPush(b.output.layout), LayoutPush(b.outputGradient.layout),
        LayoutPush(b.inputGradient->layout), (shape.channels + 3) / 4};
    const double operations = 4.0 * double(shape.imageSize());
    forEachSlice(recording, b, operations, 1, 2, [&](int first, int count) {
        recording.dispatch(backwardKernel, {group},
            {b.output.reading(first, count), b.outputGradient.reading(first, count)},
            {b.inputGradient->writing(first, count)}, push, {shape.width, shape.height, count},
            {operations * count, 2 * (groupsFor(push.vectors, group) + 6)});
    });
}

}
