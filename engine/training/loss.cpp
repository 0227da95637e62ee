#include "engine/training/loss.h"

#include "engine/core/error.h"
#include "engine/layers/slices.h"

namespace engine {

namespace {

struct Push {
    LayoutPush scores, gradient;
    std::int32_t classes;
};

constexpr KernelInterface kernel {"softmax_cross_entropy", 2, 2, sizeof(Push), 1};
constexpr uint32_t group = 32;

}

void recordSoftmaxCrossEntropy(Recording& recording, const Tensor& scores, const Buffer& targets,
    const Tensor& gradient, const Buffer& verdicts)
{
    const Shape& shape = scores.shape();
    require(shape.height == 1 && shape.width == 1, "the loss is taken of vectors of scores, not of ", shape.text());
    const Push push {LayoutPush(scores.layout), LayoutPush(gradient.layout), shape.channels};
    recording.dispatch(kernel, {group}, {scores.reading(0, shape.batch), whole(targets)},
        {gradient.writing(0, shape.batch), whole(verdicts)}, push, {1, 1, shape.batch},
        {8.0 * double(shape.size()), 3 * (groupsFor(groupsFor(shape.channels, 4), group) + 6)});
}

}
