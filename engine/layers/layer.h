#pragma once

#include "engine/layers/parameter.h"
#include "engine/vulkan/device.h"
#include "engine/vulkan/recording.h"
#include "engine/vulkan/tensor.h"

#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace engine {

/// Where random layers draw from: for every image a 64-bit key as four halves of 16 bits, each an exact float, one vec4
/// an image. Layers of one network are told apart by `layer`.
struct Chance {
    const Buffer* keys = nullptr;
    std::uint32_t layer = 0;
};

/// What a layer reads and writes on its way forward.
struct Forward {
    const Tensor& input;
    const Tensor& output;
    std::span<const Parameter> parameters;
    /// Convolutions and fully connected layers apply max(0, x) while they write, saving a pass.
    bool relu = false;
    /// Training differs from inference in dropout only; it draws from this, or is off when null.
    const Chance* chance = nullptr;
    /// Where max-pooling keeps its switches; null when nobody asks for them.
    const Buffer* switches = nullptr;
    const Buffer* derived = nullptr; ///< as derive() left it
    const Buffer* scratch = nullptr; ///< forwardScratchBytes() of room; contents undefined
};

/// How a gradient passes a ReLU, y being its output and dy the gradient that arrives: the true gradient dy [y > 0];
/// guided backpropagation dy [y > 0] [dy > 0] (Springenberg et al. 2015); the deconvolution of Zeiler and Fergus
/// (2014) dy [dy > 0].
enum class ReluRule { Gradient, Guided, Deconvolution };

/// What a layer reads and writes on its way back. Gradients are of one number, the loss say, with respect to the
/// activation or parameter they belong to.
struct Backward {
    const Tensor& input; ///< as on the way forward
    const Tensor& output; ///< as on the way forward; after the ReLU where that was applied while writing
    const Tensor& outputGradient; ///< lies as the layer's gradientArrangement() says
    /// Every picture value of it is overwritten; null when nobody needs it, as for the first layer in training.
    const Tensor* inputGradient = nullptr;
    std::span<const Parameter> parameters;
    /// One per parameter, in the layout of the parameter; empty when nobody needs them. What is padding in the
    /// parameter stays zero.
    std::span<const Buffer> parameterGradients = {};
    /// Whether parameter gradients are added to what is there (further micro-batches) or replace it.
    bool accumulate = false;
    ReluRule rule = ReluRule::Gradient;
    /// The input is a ReLU's output, and the gradient wanted is that of the ReLU's input: what canApplyReluBackward()
    /// promises.
    bool reluInput = false;
    const Chance* chance = nullptr; ///< as on the way forward
    const Buffer* switches = nullptr; ///< of max-pooling, as kept on the way forward
    const Buffer* scratch = nullptr; ///< scratchBytes() of room; contents undefined
};

/// How many input pixels a layer looks at, per axis, for receptive fields. Zero: the whole input.
struct Window {
    int size = 1;
    int stride = 1;
};

/// A layer is a description: options, shapes, formulas; cheap to copy and independent of any device. forward() and
/// backward() write down their work for the device that a recording belongs to. Shapes are N x C x H x W.
class Layer {
public:
    virtual ~Layer() = default;

    virtual std::string_view kind() const = 0;
    /// Throws Error when the layer cannot take such an input.
    virtual Shape outputShape(const Shape& input) const = 0;
    virtual std::vector<ParameterShape> parameterShapes(const Shape&) const { return {}; }
    /// Multiplications with an addition for one image, biases not counted; zero for layers without weights.
    virtual std::int64_t multiplyAdds(const Shape&) const { return 0; }
    virtual Window window() const { return {}; }
    /// Whether the outputs are a vector that people write without height and width.
    virtual bool makesVector() const { return false; }

    /// How the layer wants its input stored on this device.
    virtual Arrangement arrangement(const Device&, const Shape&) const { return {}; }
    /// Floats of a parameter in the device's layout.
    virtual std::int64_t parameterFloats(int, const Device&, const Layout&) const { return 0; }
    /// Brings a parameter from a file's order (as in PyTorch and Caffe) into the device's; `device` is zero before.
    virtual void packParameter(
        int, const Device&, const Layout&, std::span<const float> /*host*/, std::span<float> /*device*/) const
    {
    }
    /// The opposite of packParameter, also for what has the parameter's layout, as its gradient.
    virtual void unpackParameter(
        int, const Device&, const Layout&, std::span<const float> /*device*/, std::span<float> /*host*/) const
    {
    }
    /// Bytes of what the layer works out from its parameters once, for an input stored like this; zero for most. Batches
    /// for which it takes the same room share it.
    virtual std::uint64_t derivedBytes(const Device&, const Layout& /*input*/) const { return 0; }
    /// Writes down the work that fills them, to be run again whenever a parameter has changed.
    virtual void derive(Recording&, Device&, const Layout& /*input*/, std::span<const Parameter>,
        const Buffer& /*derived*/) const
    {
    }
    /// Room that forward() needs besides, in bytes, for an input stored like this.
    virtual std::uint64_t forwardScratchBytes(const Device&, const Layout& /*input*/) const { return 0; }
    /// Writes down the work that computes `output` from `input`.
    virtual void forward(Recording&, Device&, const Forward&) const = 0;

    /// How the layer wants the gradient of its output stored.
    virtual Arrangement gradientArrangement(const Device&, const Shape& /*input*/) const { return {}; }
    /// Room that backward() needs besides, in bytes, for an input stored like this.
    virtual std::uint64_t scratchBytes(const Device&, const Layout& /*input*/) const { return 0; }
    /// Writes down the work that computes the gradients.
    virtual void backward(Recording&, Device&, const Backward&) const = 0;
    /// True when each value of the input's gradient comes from one value of the output's, in the same place: the two
    /// may share their memory.
    virtual bool isElementwise() const { return false; }
    /// Whether training computes something else than inference (dropout).
    virtual bool isRandom() const { return false; }

    /// True for max(0, x), which the layer before may take over, ...
    virtual bool isRelu() const { return false; }
    /// ... if it can.
    virtual bool canApplyRelu() const { return false; }
    /// Whether the way back can at once go through the ReLU before, saving a pass.
    virtual bool canApplyReluBackward() const { return false; }
    /// Output equals input at inference: nothing is computed or stored.
    virtual bool passesThrough() const { return false; }
    /// Bytes of the switches kept for an input, zero for layers that have none.
    virtual std::uint64_t switchBytes(const Shape&) const { return 0; }
};

}
