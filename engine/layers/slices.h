#pragma once

#include "engine/layers/layer.h"
#include "engine/layers/panels.h"

namespace engine {

inline BufferRange whole(const Buffer& buffer) { return {&buffer, 0, buffer.bytes()}; }

/// Ranges start at multiples of 256 bytes.
inline std::uint64_t aligned(std::uint64_t bytes) { return (bytes + 255) / 256 * 256; }

/// Calls body(first image, count) for parts of the batch that are small enough for one dispatch each: by the size of
/// their bindings, by time (`operations` is for one image) and by the work groups an image needs along an axis.
template <class Body>
void forEachSlice(const Recording& recording, const Tensor& read, const Tensor& written, double operations,
    std::int64_t groups, int axis, Body body)
{
    const int batch = read.shape().batch;
    const int images = recording.itemsPerDispatch(
        batch, read.layout.imageBytes(), written.layout.imageBytes(), operations, groups, axis);
    for (int first = 0; first < batch; first += images)
        body(first, std::min(images, batch - first));
}

template <class Body>
void forEachSlice(
    const Recording& recording, const Forward& f, double operations, std::int64_t groups, int axis, Body body)
{
    forEachSlice(recording, f.input, f.output, operations, groups, axis, body);
}

/// On the way back from the output's gradient to the input's, of which there must be one; bindings may be as large as
/// the largest of the activations and gradients.
template <class Body>
void forEachSlice(const Recording& recording, const Backward& b, double operations, std::int64_t groups,
    int axis, Body body)
{
    const auto larger = [](const Tensor& one, const Tensor& other) -> const Tensor& {
        return one.layout.image >= other.layout.image ? one : other;
    };
    forEachSlice(recording, larger(larger(b.input, b.output), b.outputGradient), *b.inputGradient, operations,
        groups, axis, body);
}

/// How kernels with one invocation per vec4 of an activation find theirs: columns run along x (four channels of a
/// pixel after the other), rows along y, images along z. Matches `Grid` in shaders/common/grid.glsl.
struct GridPush {
    std::int32_t vectors; ///< of one pixel
    std::int32_t columns; ///< width x vectors
    float perVector; ///< 1 / vectors

    explicit GridPush(const Shape& shape)
        : vectors((shape.channels + 3) / 4)
        , columns(shape.width * vectors)
        , perVector(inverse(vectors))
    {
    }
    std::array<std::int64_t, 3> groups(const Shape& shape, int images) const
    {
        return {groupsFor(columns), shape.height, images};
    }
};

}
