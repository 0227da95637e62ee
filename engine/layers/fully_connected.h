#pragma once

#include "engine/layers/layer.h"

namespace engine {

struct FullyConnectedOptions {
    int outputs = 1;
    bool bias = true;
};

/// y[o] = b[o] + sum over i of w[o, i] x[i]
///
/// i counts the input in NCHW order: channel, row, column, as PyTorch, Caffe and ONNX flatten it. Weights are
/// outputs x inputs. On a device with halfWeights() they are rounded to halves, and cannot be learned.
class FullyConnected : public Layer {
public:
    explicit FullyConnected(const FullyConnectedOptions& options)
        : m_options(options)
    {
    }
    const FullyConnectedOptions& options() const { return m_options; }

    std::string_view kind() const override { return "FullyConnected"; }
    Shape outputShape(const Shape& input) const override;
    std::vector<ParameterShape> parameterShapes(const Shape& input) const override;
    std::int64_t multiplyAdds(const Shape& input) const override;
    Window window() const override { return {0, 1}; }
    bool makesVector() const override { return true; }
    std::int64_t parameterFloats(int index, const Device&, const Layout& input) const override;
    void packParameter(int index, const Device&, const Layout& input, std::span<const float>,
        std::span<float>) const override;
    void unpackParameter(int index, const Device&, const Layout& input, std::span<const float>,
        std::span<float>) const override;
    std::uint64_t forwardScratchBytes(const Device&, const Layout& input) const override;
    void forward(Recording&, Device&, const Forward&) const override;
    std::uint64_t scratchBytes(const Device&, const Layout& input) const override;
    void backward(Recording&, Device&, const Backward&) const override;
    bool canApplyRelu() const override { return true; }

private:
    void recordInputGradient(Recording&, Device&, const Backward&) const;
    void recordParameterGradients(Recording&, Device&, const Backward&) const;

    FullyConnectedOptions m_options;
};

}
