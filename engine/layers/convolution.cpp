#include "engine/layers/convolution.h"

#include "engine/layers/convolution_general.h"
#include "engine/layers/convolution_tiles.h"
#include "engine/layers/convolution_winograd.h"
#include "engine/layers/slices.h"
#include "engine/layers/weight_gradient.h"

namespace engine {

Shape Convolution::outputShape(const Shape& input) const
{
    const ConvolutionOptions& o = m_options;
    require(o.groups > 0 && input.channels % o.groups == 0, "convolution: ", input.channels,
        " input channels cannot be divided into ", o.groups, " groups");
    require(o.filters > 0 && o.filters % o.groups == 0, "convolution: ", o.filters,
        " filters cannot be divided into ", o.groups, " groups");
    const Padding& p = o.padding;
    return {input.batch, o.filters,
        windowPositions("convolution", input.height, o.size.height, o.stride.height, p.top, p.bottom,
            o.dilation.height, o.rounding),
        windowPositions("convolution", input.width, o.size.width, o.stride.width, p.left, p.right,
            o.dilation.width, o.rounding)};
}

std::vector<ParameterShape> Convolution::parameterShapes(const Shape& input) const
{
    std::vector<ParameterShape> shapes = {{"weight",
        {m_options.filters, input.channels / m_options.groups, m_options.size.height, m_options.size.width}}};
    if (m_options.bias)
        shapes.push_back({"bias", {m_options.filters}});
    return shapes;
}

std::int64_t Convolution::multiplyAdds(const Shape& input) const
{
    return outputShape(input.withBatch(1)).size() * (input.channels / m_options.groups)
        * m_options.size.height * m_options.size.width;
}

Window Convolution::window() const
{
    return {m_options.dilation.height * (m_options.size.height - 1) + 1, m_options.stride.height};
}

bool Convolution::usesTiles(const Device& device, const Shape& input) const
{
    // Filter rows must be runs of memory, and vec4s of channels must not straddle two groups.
    const int groups = m_options.groups;
    const bool whole
        = groups == 1 || ((input.channels / groups) % 4 == 0 && (m_options.filters / groups) % 4 == 0);
    return device.subgroupKernels() && m_options.dilation.width == 1 && whole;
}

Arrangement Convolution::arrangement(const Device& device, const Shape& input) const
{
    return usesTiles(device, input) ? tiles::arrangement(m_options, input, outputShape(input))
                                    : Arrangement {};
}

std::int64_t Convolution::parameterFloats(int index, const Device& device, const Layout& input) const
{
    return usesTiles(device, input.shape) ? tiles::parameterFloats(m_options, index, Panels(device), input)
                                          : general::parameterFloats(m_options, index, input.shape);
}

void Convolution::packParameter(int index, const Device& device, const Layout& input,
    std::span<const float> host, std::span<float> packed) const
{
    if (usesTiles(device, input.shape))
        tiles::packParameter(m_options, index, Panels(device), input, host, packed);
    else
        general::packParameter(m_options, index, input.shape, host, packed);
}

void Convolution::unpackParameter(int index, const Device& device, const Layout& input,
    std::span<const float> packed, std::span<float> host) const
{
    if (usesTiles(device, input.shape))
        tiles::unpackParameter(m_options, index, Panels(device), input, packed, host);
    else
        general::unpackParameter(m_options, index, input.shape, packed, host);
}

bool Convolution::usesWinograd(const Device& device, const Layout& input) const
{
    return usesTiles(device, input.shape)
        && winograd::wanted(winograd::Product::Forward, m_options, device, input);
}

std::uint64_t Convolution::derivedBytes(const Device& device, const Layout& input) const
{
    return usesWinograd(device, input) ? winograd::weightBytes(m_options, Panels(device), input) : 0;
}

void Convolution::derive(Recording& recording, Device& device, const Layout& input,
    std::span<const Parameter> parameters, const Buffer& derived) const
{
    winograd::transformWeights(
        m_options, recording, Panels(device), input, whole(parameters[0].buffer), whole(derived));
}

std::uint64_t Convolution::forwardScratchBytes(const Device& device, const Layout& input) const
{
    if (!usesTiles(device, input.shape))
        return 0;
    const bool may = winograd::possible(winograd::Product::Forward, m_options, device, input);
    return std::max(may ? winograd::planeBytes(m_options, device, input) : 0,
        tiles::partsBytes(m_options, device, input));
}

void Convolution::forward(Recording& recording, Device& device, const Forward& f) const
{
    const bool fast = usesTiles(device, f.input.shape());
    if (fast && winograd::choose(winograd::Product::Forward, m_options, recording, device, f.input.layout))
        winograd::multiply(m_options, recording, device, f, whole(*f.derived),
            m_options.bias ? &f.parameters[1].buffer : nullptr, whole(*f.scratch));
    else if (fast)
        tiles::forward(m_options, recording, device, f);
    else
        general::forward(m_options, recording, device, f);
}

Arrangement Convolution::gradientArrangement(const Device& device, const Shape& input) const
{
    if (!usesTiles(device, input) || !tiles::canFlip(m_options, input))
        return {};
    return tiles::arrangement(tiles::flipped(m_options, input), outputShape(input), input);
}

std::uint64_t Convolution::scratchBytes(const Device& device, const Layout& input) const
{
    if (!usesTiles(device, input.shape))
        return 0;
    const auto bytes = [&](int index) { return std::uint64_t(parameterFloats(index, device, input)) * 4; };
    return std::max({tiles::scratchBytes(m_options, device, input.shape),
        winograd::backwardScratchBytes(m_options, device, input),
        weightGradientScratchBytes(bytes(0), m_options.bias ? bytes(1) : 0)});
}

void Convolution::backward(Recording& recording, Device& device, const Backward& b) const
{
    using winograd::Product;
    const bool fast = usesTiles(device, b.input.shape());
    const auto winogradFor = [&](Product product) {
        return fast && winograd::choose(product, m_options, recording, device, b.input.layout);
    };
    if (b.inputGradient && winogradFor(Product::InputGradient))
        winograd::inputGradient(m_options, recording, device, b);
    else if (b.inputGradient && fast && tiles::canFlip(m_options, b.input.shape()))
        tiles::inputGradient(m_options, recording, device, b);
    else if (b.inputGradient)
        general::inputGradient(m_options, recording, b,
            fast ? tiles::places(m_options, Panels(device), b.input.layout)
                 : general::places(m_options, b.input.shape()));
    if (b.parameterGradients.empty())
        return;
    if (winogradFor(Product::WeightGradient))
        winograd::parameterGradients(m_options, recording, device, b);
    else if (fast)
        tiles::parameterGradients(m_options, recording, device, b);
    else
        general::parameterGradients(m_options, recording, b);
}

}
