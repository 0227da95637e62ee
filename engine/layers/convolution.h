#pragma once

#include "engine/layers/layer.h"
#include "engine/layers/window.h"

namespace engine {

struct ConvolutionOptions {
    int filters = 1;
    Extent size = 1;
    Extent stride = 1;
    Padding padding = {};
    Extent dilation = 1;
    int groups = 1; ///< must divide the input's channels and the filters
    Rounding rounding = Rounding::Down;
    bool bias = true;
};

/// y[f, i, j] = b[f] + sum over c, u, v of w[f, c, u, v] x[g C/G + c, s i + d u - p, s j + d v - p]
///
/// the filters of group g seeing only the C/G channels of theirs; x is zero outside of the picture (paper, section
/// 3.5; strictly a cross-correlation, as in every framework). Weights are filters x C/G x height x width.
class Convolution : public Layer {
public:
    explicit Convolution(const ConvolutionOptions& options)
        : m_options(options)
    {
    }
    const ConvolutionOptions& options() const { return m_options; }

    std::string_view kind() const override { return "Convolution"; }
    Shape outputShape(const Shape& input) const override;
    std::vector<ParameterShape> parameterShapes(const Shape& input) const override;
    std::int64_t multiplyAdds(const Shape& input) const override;
    Window window() const override;
    Arrangement arrangement(const Device&, const Shape& input) const override;
    std::int64_t parameterFloats(int index, const Device&, const Layout& input) const override;
    void packParameter(int index, const Device&, const Layout& input, std::span<const float>,
        std::span<float>) const override;
    void unpackParameter(int index, const Device&, const Layout& input, std::span<const float>,
        std::span<float>) const override;
    std::uint64_t derivedBytes(const Device&, const Layout& input) const override;
    void derive(
        Recording&, Device&, const Layout& input, std::span<const Parameter>, const Buffer&) const override;
    std::uint64_t forwardScratchBytes(const Device&, const Layout& input) const override;
    void forward(Recording&, Device&, const Forward&) const override;
    Arrangement gradientArrangement(const Device&, const Shape& input) const override;
    std::uint64_t scratchBytes(const Device&, const Layout& input) const override;
    void backward(Recording&, Device&, const Backward&) const override;
    bool canApplyRelu() const override { return true; }

    /// Whether the kernels for matrix tiles can do it; otherwise the general one does.
    bool usesTiles(const Device&, const Shape& input) const;
    /// Whether so many images go Winograd's way, forward.
    bool usesWinograd(const Device&, const Layout& input) const;

private:
    ConvolutionOptions m_options;
};

}
