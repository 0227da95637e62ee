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

}
