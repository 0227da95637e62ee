#include "engine/weights/onnx_windows.h"

#include "engine/core/error.h"
#include "engine/layers/average_pool.h"
#include "engine/layers/convolution.h"
#include "engine/layers/max_pool.h"
#include "engine/weights/text.h"

#include <algorithm>

namespace engine {

namespace {

constexpr std::int64_t largest = 1 << 15; ///< of a window, a stride, a padding

/// A list with one number per axis of the picture, or two.
std::vector<std::int64_t> numbers(
    const OnnxStep& step, const char* attribute, std::size_t count, std::int64_t otherwise, std::int64_t least)
{
    const std::vector<std::int64_t> list
        = step.node.integers(attribute, std::vector<std::int64_t>(count, otherwise));
    require(list.size() == count, step.where(), ": ", attribute, " has ", list.size(), " numbers instead of ",
        count);
    for (std::int64_t number : list)
        require(number >= least && number <= largest, step.where(), ": ", attribute, " has the number ", number,
            "; AlexScope takes ", least, " to ", largest);
    return list;
}

Extent extentOf(const std::vector<std::int64_t>& list)
{
    return list.size() == 1 ? Extent {1, int(list[0])} : Extent {int(list[0]), int(list[1])};
}

/// The padding of one axis that gives ceil(input / stride) positions.
int missing(int input, int size, int stride, int dilation)
{
    const int positions = (input + stride - 1) / stride;
    return std::max(0, (positions - 1) * stride + dilation * (size - 1) + 1 - input);
}

Padding samePadding(const OnnxWindow& w, const Shape& input, bool more)
{
    const int vertical = missing(input.height, w.size.height, w.stride.height, w.dilation.height);
    const int horizontal = missing(input.width, w.size.width, w.stride.width, w.dilation.width);
    const int top = more ? (vertical + 1) / 2 : vertical / 2;
    const int left = more ? (horizontal + 1) / 2 : horizontal / 2;
    return {top, left, vertical - top, horizontal - left};
}

Padding paddingOf(const OnnxStep& step, const OnnxWindow& window, const Shape& input, std::size_t axes)
{
    const std::string automatic = step.node.text("auto_pad", "NOTSET");
    const std::vector<std::int64_t> pads = numbers(step, "pads", 2 * axes, 0, 0);
    if (automatic == "SAME_UPPER" || automatic == "SAME_LOWER")
        return samePadding(window, input, automatic == "SAME_LOWER");
    require(automatic == "NOTSET" || automatic == "VALID", step.where(), " has the auto_pad ", inQuotes(automatic),
        ", which ONNX does not know");
    if (automatic == "VALID")
        return {};
    return axes == 1 ? Padding {0, int(pads[0]), 0, int(pads[1])}
                     : Padding {int(pads[0]), int(pads[1]), int(pads[2]), int(pads[3])};
}


/// A mean with gaps is a convolution: every map with a filter of its own, all weights 1 / n.
void addDilatedAverage(const OnnxStep& step, const OnnxWindow& w, const Shape& input, bool countPadding)
{
    const int positionsDown = windowPositions("average pool", input.height, w.size.height, w.stride.height,
        w.padding.top, w.padding.bottom, w.dilation.height, w.rounding);
    const int positionsRight = windowPositions("average pool", input.width, w.size.width, w.stride.width,
        w.padding.left, w.padding.right, w.dilation.width, w.rounding);
    const auto inside = [](int positions, int stride, int dilation, int size, int extent) {
        return (positions - 1) * stride + dilation * (size - 1) < extent;
    };
    const Padding& p = w.padding;
    const bool whole = inside(positionsDown, w.stride.height, w.dilation.height, w.size.height,
                           input.height + p.top + p.bottom)
        && inside(positionsRight, w.stride.width, w.dilation.width, w.size.width, input.width + p.left + p.right);
    require(whole && (countPadding || p == Padding()), step.where(),
        " has dilations and windows that lie partly outside, which AlexScope cannot compute");
    const ConvolutionOptions options {.filters = input.channels,
        .size = w.size,
        .stride = w.stride,
        .padding = w.padding,
        .dilation = w.dilation,
        .groups = input.channels,
        .bias = false};
    step.chain.add<Convolution>(step.node.output(), options);
    step.chain.addParameter("weight",
        constantFrom({input.channels, 1, w.size.height, w.size.width},
            1 / (float(w.size.height) * float(w.size.width))));
}

}

Shape pictureOf(const OnnxStep& step)
{
    const std::size_t dimensions = step.chain.dimensions().size();
    require(dimensions == 3 || dimensions == 4, step.where(), " gets a value of ", dimensions,
        " dimensions; AlexScope computes it for pictures, which have 4 (or 3, if one row high)");
    return step.chain.shape(step.where());
}

OnnxWindow windowOf(const OnnxStep& step, const Shape& input, const std::vector<std::int64_t>& filterSize)
{
    const std::size_t axes = step.chain.dimensions().size() - 2;
    std::vector<std::int64_t> size = filterSize;
    if (size.empty())
        require(step.node.has("kernel_shape"), step.where(), " has no kernel_shape");
    if (step.node.has("kernel_shape")) {
        size = numbers(step, "kernel_shape", axes, 1, 1);
        require(filterSize.empty() || size == filterSize, step.where(),
            " has another kernel_shape than its filters");
    }
    OnnxWindow window;
    window.size = extentOf(size);
    window.stride = extentOf(numbers(step, "strides", axes, 1, 1));
    window.dilation = extentOf(numbers(step, "dilations", axes, 1, 1));
    window.rounding = step.node.integer("ceil_mode", 0) != 0 ? Rounding::Up : Rounding::Down;
    window.padding = paddingOf(step, window, input, axes);
    return window;
}

void countPixels(const OnnxStep& step)
{
    const Shape& out = step.chain.lastShape();
    std::vector<std::int64_t> dimensions = {out.batch, out.channels, out.height, out.width};
    if (step.chain.dimensions().size() == 3)
        dimensions.erase(dimensions.begin() + 2);
    step.chain.count(dimensions, step.node.output());
}

void addConvolution(const OnnxStep& step)
{
    const Shape input = pictureOf(step);
    const OnnxConstant* filters = step.graph.constant(step.node, 1);
    const OnnxConstant* bias = step.graph.constant(step.node, 2);
    const std::size_t axes = step.chain.dimensions().size() - 2;
    require(filters && filters->shape().size() == axes + 2, step.where(), " has no filters of ", axes + 2,
        " dimensions");
    const std::vector<std::int64_t>& shape = filters->shape();
    const std::int64_t groups = step.node.integer("group", 1);
    require(groups >= 1 && groups <= input.channels && shape[1] * groups == input.channels, step.where(), " has ",
        groups, " groups of ", shape[1], " input channels; the value has ", input.channels);
    require(!bias || std::int64_t(bias->size()) == shape[0], step.where(), " has ", shape[0], " filters and ",
        bias ? bias->size() : 0, " biases");
    for (std::int64_t extent : shape)
        require(extent >= 1 && extent <= (1 << 20), step.where(), " has filters with a dimension of ", extent);
    const OnnxWindow window = windowOf(step, input, {shape.begin() + 2, shape.end()});
    step.chain.view(input, step.where());
    step.chain.add<Convolution>(step.node.output(),
        ConvolutionOptions {.filters = int(shape[0]),
            .size = window.size,
            .stride = window.stride,
            .padding = window.padding,
            .dilation = window.dilation,
            .groups = int(groups),
            .bias = bias != nullptr});
    step.chain.addParameter(
        "weight", reshaped(*filters, {shape[0], shape[1], window.size.height, window.size.width}));
    if (bias)
        step.chain.addParameter("bias", reshaped(*bias, {shape[0]}));
    countPixels(step);
}

void addMaxPool(const OnnxStep& step)
{
    step.node.ignore("storage_order"); // of a second output, which nothing takes
    const Shape input = pictureOf(step);
    const OnnxWindow w = windowOf(step, input, {});
    step.chain.view(input, step.where());
    step.chain.add<MaxPool>(step.node.output(),
        MaxPoolOptions {.size = w.size,
            .stride = w.stride,
            .padding = w.padding,
            .dilation = w.dilation,
            .rounding = w.rounding});
    countPixels(step);
}

void addAveragePool(const OnnxStep& step)
{
    const Shape input = pictureOf(step);
    const OnnxWindow w = windowOf(step, input, {});
    const bool countPadding = step.node.integer("count_include_pad", 0) != 0;
    step.chain.view(input, step.where());
    if (w.dilation != Extent(1))
        addDilatedAverage(step, w, input, countPadding);
    else
        step.chain.add<AveragePool>(step.node.output(),
            AveragePoolOptions {.size = w.size,
                .stride = w.stride,
                .padding = w.padding,
                .rounding = w.rounding,
                .countPadding = countPadding});
    countPixels(step);
}

void addGlobalAveragePool(const OnnxStep& step)
{
    step.chain.view(pictureOf(step), step.where());
    step.chain.add<AveragePool>(step.node.output(), AveragePoolOptions {.global = true});
    countPixels(step);
}

}
