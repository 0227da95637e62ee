#pragma once

#include "engine/layers/layer.h"
#include "engine/layers/window.h"

namespace engine {

struct AveragePoolOptions {
    Extent size = 2;
    Extent stride = 2;
    Padding padding = {};
    Rounding rounding = Rounding::Down;
    bool countPadding = false; ///< whether padded zeros enlarge the divisor
    bool global = false; ///< one window over the whole input; the other options are not used
};

/// y[c, i, j] = 1/n sum over u, v of x[c, s i + u - p, s j + v - p]
///
/// n counts the positions within the input, or with countPadding those within input and padding: rounding up never
/// counts what lies behind the padding (as in PyTorch and ONNX).
class AveragePool : public Layer {
public:
    explicit AveragePool(const AveragePoolOptions& options)
        : m_options(options)
    {
    }
    const AveragePoolOptions& options() const { return m_options; }
    /// The options with a global window spelled out for an input.
    AveragePoolOptions optionsFor(const Shape& input) const;

    std::string_view kind() const override { return "AveragePool"; }
    Shape outputShape(const Shape& input) const override;
    Window window() const override;
    void forward(Recording&, Device&, const Forward&) const override;
    void backward(Recording&, Device&, const Backward&) const override;

private:
    AveragePoolOptions m_options;
};

}
