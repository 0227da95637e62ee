#pragma once

#include "engine/layers/layer.h"
#include "engine/layers/window.h"

namespace engine {

struct MaxPoolOptions {
    Extent size = 2;
    Extent stride = 2; ///< smaller than the size: overlapping pooling (paper, section 3.4)
    Padding padding = {}; ///< never the largest value
    Extent dilation = 1;
    Rounding rounding = Rounding::Down;
};

/// y[c, i, j] = max over u, v of x[c, s i + d u - p, s j + d v - p]
///
/// Among equals the first in reading order wins. Its place in the window, u x width + v, is the switch of the output:
/// the way back and the deconvolution views go through it.
class MaxPool : public Layer {
public:
    explicit MaxPool(const MaxPoolOptions& options)
        : m_options(options)
    {
    }
    const MaxPoolOptions& options() const { return m_options; }

    std::string_view kind() const override { return "MaxPool"; }
    Shape outputShape(const Shape& input) const override;
    Window window() const override { return {m_options.size.height, m_options.stride.height}; }
    void forward(Recording&, Device&, const Forward&) const override;
    /// Needs the switches of the way forward.
    void backward(Recording&, Device&, const Backward&) const override;
    bool canApplyReluBackward() const override { return true; }

    std::uint64_t switchBytes(const Shape& input) const override;
    /// Bits of one switch: 8, 16 or 32, as wide as the window needs.
    int switchBits() const;
    /// The switches as they lie on the device ([image][row][column][channel], four channels together) in NCHW order.
    std::vector<std::uint32_t> unpackSwitches(const Shape& input, std::span<const std::uint32_t> words) const;

private:
    MaxPoolOptions m_options;
};

}
