#include "tests/support/check_layer.h"

#include "engine/core/error.h"
#include "tests/support/gpu.h"
#include "tests/support/near.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>

using namespace engine;

HostTensor noise(const Shape& shape, unsigned seed)
{
    std::mt19937 random(seed);
    HostTensor tensor(shape);
    for (float& value : tensor.values)
        value = float(random() >> 8) / float(1 << 23) - 1;
    return tensor;
}

reference::Parameters noiseParameters(const Layer& layer, const Shape& input, unsigned seed)
{
    reference::Parameters parameters;
    for (const ParameterShape& shape : layer.parameterShapes(input))
        parameters.push_back(noise({1, int(shape.size()), 1, 1}, ++seed).values);
    return parameters;
}

std::vector<Arrangement> arrangementsFor(const Shape& shape)
{
    std::vector<Arrangement> list = {{}, {.groups = 1, .border = {1, 2, 3, 1}}};
    if (shape.channels % 8 == 0)
        list.push_back({.groups = 2, .border = {2, 2, 2, 2}});
    return list;
}

std::string firstDifference(const HostTensor& found, const reference::Array& expected, double tolerance)
{
    if (found.shape != expected.shape)
        return "shape " + found.shape.text() + " instead of " + expected.shape.text();
    double range = 0;
    for (double value : expected.values)
        range = std::max(range, std::abs(value));
    for (int n = 0; n < found.shape.batch; ++n)
        for (int c = 0; c < found.shape.channels; ++c)
            for (int y = 0; y < found.shape.height; ++y)
                for (int x = 0; x < found.shape.width; ++x)
                    if (!(std::abs(found.at(n, c, y, x) - expected.at(n, c, y, x)) <= tolerance * range))
                        return sentence("[", n, ", ", c, ", ", y, ", ", x, "] is ", found.at(n, c, y, x),
                            ", not ", expected.at(n, c, y, x));
    return {};
}

namespace {

std::string checkBatch(Device& device, const LayerRequest& whole, const LayerResult& result)
{
    const Shape shape = whole.input.shape;
    for (int image = 0; image < shape.batch; ++image) {
        HostTensor one(shape.withBatch(1));
        std::copy_n(
            whole.input.values.begin() + image * shape.imageSize(), shape.imageSize(), one.values.begin());
        const LayerResult alone
            = runLayer(device, {.layer = whole.layer, .input = one, .parameters = whole.parameters});
        const auto size = std::size_t(alone.output.shape.imageSize());
        std::vector<double> expected(alone.output.values.begin(), alone.output.values.end());
        const std::vector<float> found(result.output.values.begin() + std::ptrdiff_t(size * image),
            result.output.values.begin() + std::ptrdiff_t(size * (image + 1)));
        if (relativeError(found, expected) > near::layer)
            return sentence("image ", image, " of the batch differs from the same image alone");
    }
    return {};
}

std::string checkShape(
    Device& device, const Layer& layer, const ReferenceForward& expected, const Shape& shape, bool relu)
{
    const HostTensor input = noise(shape, 1);
    const reference::Parameters parameters = noiseParameters(layer, shape, 2);
    reference::Array wanted = expected(reference::Array(input), parameters);
    if (relu)
        wanted = reference::relu(wanted);
    for (const Arrangement& arrangement : arrangementsFor(wanted.shape)) {
        const LayerRequest request {
            .layer = layer, .input = input, .parameters = parameters, .output = arrangement, .relu = relu};
        const LayerResult result = runLayer(device, request);
        std::string fault
            = result.fault.empty() ? firstDifference(result.output, wanted, near::layer) : result.fault;
        if (fault.empty() && runLayer(device, request).output.values != result.output.values)
            fault = "two runs differ";
        if (fault.empty() && shape.batch > 1 && !relu && arrangement == Arrangement {})
            fault = checkBatch(device, request, result);
        if (!fault.empty())
            return sentence(result.kernel, ", output in ", arrangement.groups, " groups, border ",
                arrangement.border.top, relu ? ", with ReLU: " : ": ", fault);
    }
    return {};
}

}

std::string forEveryKernel(Device& device, const std::function<std::string()>& check)
{
    device.choices().forget();
    std::string fault = check();
    for (const std::string& way : device.choices().otherKernels()) {
        if (!fault.empty())
            break;
        device.choices().prefer(way);
        fault = check();
        device.choices().prefer({});
        if (!fault.empty())
            fault = way + ": " + fault;
    }
    return fault;
}

std::string checkLayer(const Layer& layer, const ReferenceForward& expected, const std::vector<Shape>& shapes)
{
    for (const DeviceVariant& variant : deviceVariants()) {
        Device& device = testDevice(variant);
        for (const Shape& shape : shapes)
            for (bool relu : {false, true}) {
                if (relu && !layer.canApplyRelu())
                    continue;
                std::string fault = forEveryKernel(
                    device, [&] { return checkShape(device, layer, expected, shape, relu); });
                if (fault.empty())
                    fault = newValidationMessages();
                if (!fault.empty())
                    return sentence(layer.kind(), " (", variant.name, "), input ", shape.text(), ", ", fault);
            }
    }
    return {};
}
