#include "tests/support/check_backward.h"

#include "engine/core/error.h"
#include "tests/support/gpu.h"
#include "tests/support/near.h"

#include <algorithm>

using namespace engine;

namespace {

/// One layer on one device with one input.
struct Check {
    Device& device;
    const Layer& layer;
    const BackwardSetting& setting;
    bool reluInput;
    HostTensor input;
    reference::Parameters parameters;
    HostTensor outputGradient;
    reference::Gradients expected;

    BackwardRequest request() const
    {
        return {.forward = {.layer = layer,
                    .input = input,
                    .parameters = parameters,
                    .keys = setting.keys,
                    .randomLayer = setting.randomLayer},
            .outputGradient = outputGradient,
            .rule = setting.rule,
            .reluInput = reluInput};
    }
};

std::string parameterDifference(
    const Check& check, const BackwardRequest& request, const BackwardResult& result)
{
    for (std::size_t p = 0; p < result.parameterGradients.size(); ++p) {
        const int size = int(result.parameterGradients[p].size());
        HostTensor found({1, size, 1, 1});
        found.values = result.parameterGradients[p];
        reference::Array wanted(found.shape);
        wanted.values = check.expected.parameters[p];
        for (std::size_t i = 0; !request.before.empty() && i < wanted.values.size(); ++i)
            wanted.values[i] += double(request.before[p][i]);
        const std::string difference = firstDifference(found, wanted, near::gradient);
        if (!difference.empty())
            return sentence("gradient of parameter ", p, difference);
    }
    return {};
}

/// Runs a request and returns what is wrong; `result` receives what came out.
std::string fault(const Check& check, const BackwardRequest& request, BackwardResult& result)
{
    result = runLayerBackward(check.device, request);
    if (!result.fault.empty())
        return result.fault;
    if (request.parameterGradients && result.parameterGradients.size() != check.expected.parameters.size())
        return "not every parameter has a gradient";
    const std::string difference = request.inputGradient
        ? firstDifference(result.inputGradient, check.expected.input, near::gradient)
        : "";
    return difference.empty() ? parameterDifference(check, request, result) : "input's gradient" + difference;
}

HostTensor rectified(HostTensor values)
{
    for (float& value : values.values)
        value = std::max(value, 0.0f);
    return values;
}

struct NamedRequest {
    std::string name;
    BackwardRequest request;
};

/// Everything that may be asked of a layer.
std::vector<NamedRequest> requestsFor(const Check& check)
{
    std::vector<NamedRequest> list = {{"", check.request()}};
    for (const Arrangement& arrangement : arrangementsFor(check.input.shape)) {
        list.push_back({sentence("in ", arrangement.groups, " groups, border ", arrangement.border.top, ": "),
            check.request()});
        list.back().request.inputGradient = arrangement;
        list.back().request.parameterGradients = false;
    }
    if (check.layer.isElementwise()) {
        list.push_back({"in place: ", check.request()});
        list.back().request.inPlace = true;
    }
    list.push_back({"added to what was there: ", check.request()});
    list.back().request.inputGradient = {};
    list.back().request.before = noiseParameters(check.layer, check.input.shape, 20);
    return list;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::string checkRequests(const Check& check)
{
    for (const NamedRequest& named : requestsFor(check)) {
        BackwardResult result;
        std::string wrong = fault(check, named.request, result);
        if (wrong.empty() && check.parameters.empty() && !named.request.inputGradient
            && !result.kernels.empty())
            wrong = "works without need";
        if (wrong.empty() && named.name.empty()) {
            const BackwardResult again = runLayerBackward(check.device, named.request);
            if (again.inputGradient.values != result.inputGradient.values
                || again.parameterGradients != result.parameterGradients)
                wrong = "two runs differ";
        }
        if (!wrong.empty())
            return joined(result.kernels) + ": " + named.name + wrong;
    }
    return {};
}

}

std::string checkBackward(const Layer& layer, const ReferenceBackward& expected,
    const std::vector<Shape>& shapes, const BackwardSetting& setting)
{
    for (const Shape& shape : shapes)
        for (bool reluInput : {false, true}) {
            if (reluInput && !layer.canApplyReluBackward())
                continue;
            const HostTensor input = reluInput ? rectified(setting.input(shape)) : setting.input(shape);
            const reference::Parameters parameters = noiseParameters(layer, shape, 2);
            const HostTensor outputGradient = noise(layer.outputShape(shape), 7);
            reference::Gradients wanted
                = expected(reference::Array(input), parameters, reference::Array(outputGradient));
            if (reluInput)
                wanted.input
                    = reference::reluBackward(ReluRule::Gradient, reference::Array(input), wanted.input);
            for (const DeviceVariant& variant : deviceVariants()) {
                Device& device = testDevice(variant);
                std::string wrong = forEveryKernel(device, [&] {
                    return checkRequests(
                        {device, layer, setting, reluInput, input, parameters, outputGradient, wanted});
                });
                if (wrong.empty())
                    wrong = newValidationMessages();
                if (!wrong.empty())
                    return sentence(layer.kind(), " back (", variant.name, reluInput ? ", through ReLU" : "",
                        "), input ", shape.text(), ", ", wrong);
            }
        }
    return {};
}
