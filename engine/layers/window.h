#pragma once

#include "engine/core/error.h"
#include "engine/vulkan/layout.h"

#include <string_view>

namespace engine {

enum class Rounding { Down, Up };

/// A two-dimensional extent of a window option: {3} means 3 x 3.
struct Extent {
    int height = 1;
    int width = 1;

    Extent() = default;
    Extent(int both)
        : height(both)
        , width(both)
    {
    }
    Extent(int h, int w)
        : height(h)
        , width(w)
    {
    }
    bool operator==(const Extent&) const = default;
};

/// Zero padding around the input, per side: {1} pads all four.
struct Padding {
    int top = 0;
    int left = 0;
    int bottom = 0;
    int right = 0;

    Padding() = default;
    Padding(int all)
        : top(all)
        , left(all)
        , bottom(all)
        , right(all)
    {
    }
    Padding(int t, int l, int b, int r)
        : top(t)
        , left(l)
        , bottom(b)
        , right(r)
    {
    }
    bool operator==(const Padding&) const = default;
};

/// How many positions a window of `size` (spread by `dilation`) has along an axis of `input` values:
/// (input + before + after - dilation (size - 1) - 1) / stride + 1, the quotient rounded as asked
/// (Dumoulin and Visin 2016, relationship 15). Throws Error when the window does not fit once.
inline int windowPositions(std::string_view layer, int input, int size, int stride, int before, int after,
    int dilation, Rounding rounding)
{
    require(size > 0 && stride > 0 && dilation > 0 && before >= 0 && after >= 0, layer,
        ": window, stride and dilation must be positive and the padding not negative");
    const int room = input + before + after - dilation * (size - 1) - 1;
    require(room >= 0, layer, ": a window of ", dilation * (size - 1) + 1, " does not fit into an input of ",
        input, " with padding ", before, " + ", after);
    return (rounding == Rounding::Up ? (room + stride - 1) / stride : room / stride) + 1;
}

/// The same for pooling: rounding up must not make a window that lies wholly in the padding behind the input
/// (as Caffe and PyTorch clip it).
inline int poolPositions(std::string_view layer, int input, int size, int stride, int before, int after,
    int dilation, Rounding rounding)
{
    const int positions = windowPositions(layer, input, size, stride, before, after, dilation, rounding);
    return rounding == Rounding::Up && (positions - 1) * stride >= input + before ? positions - 1 : positions;
}

}
