#include "engine/layers/relu.h"

#include "engine/layers/slices.h"

namespace engine {

namespace {

struct Push {
    GridPush grid;
    LayoutPush input, output;
};

constexpr KernelInterface kernel {"relu", 1, 1, sizeof(Push), 1};

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

}
