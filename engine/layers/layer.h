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

/// What a layer reads and writes on its way forward.
struct Forward {
    const Tensor& input;
    const Tensor& output;
    std::span<const Parameter> parameters;
    /// Convolutions and fully connected layers apply max(0, x) while they write, saving a pass.
    bool relu = false;
    /// Training differs from inference in dropout only; `seed` then chooses the units that are dropped.
    bool training = false;
    std::uint32_t seed = 0;
    /// Where max-pooling keeps its switches; null when nobody asks for them.
    const Buffer* switches = nullptr;
};

/// How many input pixels a layer looks at, per axis, for receptive fields. Zero: the whole input.
struct Window {
    int size = 1;
    int stride = 1;
};

/// A layer is a description: options, shapes, formulas; cheap to copy and independent of any device. forward() writes
/// down its work for the device that a recording belongs to. Shapes are N x C x H x W.
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
    /// Writes down the work that computes `output` from `input`.
    virtual void forward(Recording&, Device&, const Forward&) const = 0;

    /// True for max(0, x), which the layer before may take over, ...
    virtual bool isRelu() const { return false; }
    /// ... if it can.
    virtual bool canApplyRelu() const { return false; }
    /// Output equals input at inference: nothing is computed or stored.
    virtual bool passesThrough() const { return false; }
    /// Bytes of the switches kept for an input, zero for layers that have none.
    virtual std::uint64_t switchBytes(const Shape&) const { return 0; }
};

}
