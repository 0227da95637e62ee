#include "engine/layers/dropout.h"

#include "engine/core/error.h"
#include "engine/layers/slices.h"

#include <cmath>

namespace engine {

namespace {

struct Push {
    GridPush grid;
    LayoutPush input, output;
    std::uint32_t seed, threshold; ///< a unit stays when its random word is at least the threshold
    std::int32_t firstImage;
    float scale;
};

constexpr KernelInterface kernel {"dropout", 1, 1, sizeof(Push), 1};

}

Shape Dropout::outputShape(const Shape& input) const
{
    require(m_options.ratio >= 0 && m_options.ratio < 1, "dropout: the ratio must be at least 0 and below 1");
    return input;
}

void Dropout::forward(Recording& recording, Device&, const Forward& f) const
{
    const Shape& shape = f.output.shape();
    const float kept = 1 - m_options.ratio;
    const float scale = m_options.scaleAtTest ? (f.training ? 1 : kept) : (f.training ? 1 / kept : 1);
    const std::uint32_t threshold = f.training ? std::uint32_t(std::ldexp(double(m_options.ratio), 32)) : 0;
    const double operations = double(shape.imageSize());
    forEachSlice(recording, f, operations, 1, 2, [&](int first, int count) {
        const Push push {GridPush(shape), LayoutPush(f.input.layout), LayoutPush(f.output.layout), f.seed,
            threshold, first, scale};
        recording.dispatch(kernel, {plainGroup}, {f.input.reading(first, count)},
            {f.output.writing(first, count)}, push, push.grid.groups(shape, count), {operations * count, 10});
    });
}

}
