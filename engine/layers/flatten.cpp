#include "engine/layers/flatten.h"

#include "engine/layers/slices.h"

namespace engine {

namespace {

struct Push {
    GridPush grid;
    LayoutPush input, output;
    std::int32_t height, width, values;
};

constexpr KernelInterface kernel {"flatten", 1, 1, sizeof(Push), 1};
constexpr KernelInterface backwardKernel {"flatten_backward", 1, 1, sizeof(Push), 1};

}

Shape Flatten::outputShape(const Shape& input) const { return {input.batch, int(input.imageSize()), 1, 1}; }

void Flatten::forward(Recording& recording, Device&, const Forward& f) const
{
    const Shape& in = f.input.shape();
    const Shape& out = f.output.shape();
    const Push push {GridPush(out), LayoutPush(f.input.layout), LayoutPush(f.output.layout), in.height,
        in.width, out.channels};
    const double operations = double(out.imageSize());
    forEachSlice(recording, f, operations, 1, 2, [&](int first, int count) {
        recording.dispatch(kernel, {plainGroup}, {f.input.reading(first, count)},
            {f.output.writing(first, count)}, push, push.grid.groups(out, count), {operations * count, 0});
    });
}

void Flatten::backward(Recording& recording, Device&, const Backward& b) const
{
    if (!b.inputGradient)
        return;
    const Shape& in = b.input.shape();
    const Push push {GridPush(in), LayoutPush(b.outputGradient.layout), LayoutPush(b.inputGradient->layout), in.height,
        in.width, in.channels};
    const double operations = double(in.imageSize());
    forEachSlice(recording, b, operations, 1, 2, [&](int first, int count) {
        recording.dispatch(backwardKernel, {plainGroup}, {b.outputGradient.reading(first, count)},
            {b.inputGradient->writing(first, count)}, push, push.grid.groups(in, count), {operations * count, 0});
    });
}

}
