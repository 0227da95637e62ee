#include "engine/layers/dropout.h"

#include "engine/core/error.h"
#include "engine/layers/slices.h"

#include <cmath>

namespace engine {

namespace {

struct Push {
    GridPush grid;
    LayoutPush input, output;
    std::uint32_t layer, threshold; ///< a unit stays when its random word is at least the threshold
    std::int32_t firstImage;
    float scale;
};

constexpr KernelInterface kernel {"dropout", 2, 1, sizeof(Push), 1};

}

Shape Dropout::outputShape(const Shape& input) const
{
    require(m_options.ratio >= 0 && m_options.ratio < 1, "dropout: the ratio must be at least 0 and below 1");
    return input;
}

void Dropout::scale(Recording& recording, const Tensor& from, const Tensor& to, const Chance* chance) const
{
    const Shape& shape = to.shape();
    const float kept = 1 - m_options.ratio;
    const float factor = m_options.scaleAtTest ? (chance ? 1 : kept) : (chance ? 1 / kept : 1);
    const std::uint32_t threshold = chance ? std::uint32_t(std::ldexp(double(m_options.ratio), 32)) : 0;
    const double operations = double(shape.imageSize());
    forEachSlice(recording, from, to, operations, 1, 2, [&](int first, int count) {
        const Push push {GridPush(shape), LayoutPush(from.layout), LayoutPush(to.layout), chance ? chance->layer : 0,
            threshold, first, factor};
        recording.dispatch(kernel, {plainGroup},
            {from.reading(first, count),
                chance ? whole(*chance->keys) : from.reading(first, count)},
            {to.writing(first, count)}, push, push.grid.groups(shape, count), {operations * count, 10});
    });
}

void Dropout::forward(Recording& recording, Device&, const Forward& f) const
{
    scale(recording, f.input, f.output, f.chance);
}

void Dropout::backward(Recording& recording, Device&, const Backward& b) const
{
    if (b.inputGradient)
        scale(recording, b.outputGradient, *b.inputGradient, b.chance);
}

}
