#pragma once

#include "engine/layers/window.h"
#include "engine/weights/onnx_layers.h"

namespace engine {

/// The window of a Conv or a pool, as its attributes say.
struct OnnxWindow {
    Extent size, stride, dilation;
    Padding padding;
    Rounding rounding = Rounding::Down;
};

/// `size` is the filters' where there are any, otherwise the attribute kernel_shape's. Values of three dimensions,
/// N x C x W, are pictures of one row.
OnnxWindow windowOf(const OnnxStep& step, const Shape& input, const std::vector<std::int64_t>& filterSize);

/// Says that the value is now what the last layer puts out, in as many dimensions as before.
void countPixels(const OnnxStep& step);

/// Three or four dimensions, as a Shape.
Shape pictureOf(const OnnxStep& step);

}
