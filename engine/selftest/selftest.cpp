#include "engine/selftest/selftest.h"

#include "engine/layers/flatten.h"
#include "engine/layers/relu.h"
#include "engine/layers/softmax.h"
#include "engine/reference/reference.h"
#include "engine/selftest/layer_run.h"

#include <memory>
#include <random>

namespace engine {

namespace {

using Reference = std::function<reference::Array(const reference::Array&, const reference::Parameters&)>;

/// A layer, an input for it, and what ought to come out.
struct Case {
    std::string name;
    std::shared_ptr<const Layer> layer;
    Shape input;
    Reference expected;
    bool hasGeneralKernel = false; ///< runs again without subgroup operations
};

template <class Type, class Options, class Function>
Case weighted(const std::string& name, const Options& options, const Shape& input, Function function)
{
    return {name, std::make_shared<Type>(options), input,
        [options, function](
            const auto& x, const auto& parameters) { return function(options, x, parameters); },
        true};
}

template <class Type, class Options, class Function>
Case plain(const std::string& name, const Options& options, const Shape& input, Function function)
{
    return {name, std::make_shared<Type>(options), input,
        [options, function](const auto& x, const auto&) { return function(options, x); }};
}

template <class Type, class Function>
Case simple(const std::string& name, const Shape& input, Function function)
{
    return {name, std::make_shared<Type>(), input,
        [function](const auto& x, const auto&) { return function(x); }};
}

/// The list that every layer must be in.
std::vector<Case> cases()
{
    namespace r = reference;
    const auto maxPool = [](const MaxPoolOptions& o, const r::Array& x) { return r::maxPool(o, x); };
    return {
        weighted<Convolution>("conv1: 11 x 11, stride 4, 3 channels",
            ConvolutionOptions {.filters = 40, .size = 11, .stride = 4}, {2, 3, 43, 39}, r::convolution),
        weighted<Convolution>("conv2: 5 x 5, padding 2, 2 groups",
            ConvolutionOptions {.filters = 72, .size = 5, .padding = 2, .groups = 2}, {1, 24, 9, 7},
            r::convolution),
        weighted<Convolution>("conv3: 3 x 3, padding 1",
            ConvolutionOptions {.filters = 70, .size = 3, .padding = 1}, {3, 30, 13, 13}, r::convolution),
        weighted<Convolution>("odd groups, dilation",
            ConvolutionOptions {.filters = 9, .size = 3, .padding = {2, 1, 0, 2}, .dilation = 2, .groups = 3},
            {2, 6, 11, 12}, r::convolution),
        weighted<FullyConnected>(
            "one image", FullyConnectedOptions {.outputs = 75}, {1, 20, 6, 5}, r::fullyConnected),
        weighted<FullyConnected>(
            "five images", FullyConnectedOptions {.outputs = 75}, {5, 20, 6, 5}, r::fullyConnected),
        weighted<FullyConnected>(
            "37 images", FullyConnectedOptions {.outputs = 10}, {37, 515, 1, 1}, r::fullyConnected),
        simple<Relu>("ReLU", {2, 13, 7, 5}, r::relu),
        plain<Lrn>("the paper's", LrnOptions {}, {2, 22, 5, 6}, r::lrn),
        plain<Lrn>("nine maps, power 0.6", LrnOptions {.size = 9, .bias = 1, .alpha = 0.1f, .beta = 0.6f},
            {1, 22, 5, 6}, r::lrn),
        plain<MaxPool>("overlapping", MaxPoolOptions {.size = 3, .stride = 2}, {2, 10, 13, 13}, maxPool),
        plain<MaxPool>("padding, rounding up",
            MaxPoolOptions {.size = 3, .stride = 2, .padding = 1, .rounding = Rounding::Up}, {1, 10, 8, 9},
            maxPool),
        plain<AveragePool>("padding", AveragePoolOptions {.size = 3, .stride = 2, .padding = 1}, {2, 6, 8, 9},
            r::averagePool),
        plain<AveragePool>("global", AveragePoolOptions {.global = true}, {2, 6, 8, 9}, r::averagePool),
        plain<Dropout>(
            "the paper's, at test time", DropoutOptions {.scaleAtTest = true}, {2, 9, 3, 3}, r::dropout),
        simple<Flatten>("Flatten", {2, 5, 3, 4}, r::flatten),
        simple<Softmax>("1000 classes", {2, 1000, 1, 1}, r::softmax),
    };
}

HostTensor noise(const Shape& shape, std::mt19937& random)
{
    HostTensor tensor(shape);
    for (float& value : tensor.values)
        value = float(random() >> 8) / float(1 << 23) - 1;
    return tensor;
}

SelftestRow runCase(Device& device, const Case& test, const std::string& variant)
{
    std::mt19937 random(7);
    const HostTensor input = noise(test.input, random);
    reference::Parameters parameters;
    for (const ParameterShape& shape : test.layer->parameterShapes(test.input))
        parameters.push_back(noise({1, int(shape.size()), 1, 1}, random).values);
    const LayerResult result
        = runLayer(device, {.layer = *test.layer, .input = input, .parameters = parameters});
    const reference::Array expected = test.expected(reference::Array(input), parameters);
    SelftestRow row {
        result.kernel, variant, test.name, relativeError(result.output.values, expected.values), 1e-5, false};
    row.ok = row.maxError <= row.tolerance && result.fault.empty();
    return row;
}

}

std::vector<SelftestRow> selftest(DeviceOptions options)
{
    std::vector<SelftestRow> rows;
    for (const Operands operands : {Operands::Texels, Operands::Storage})
        for (const bool subgroups : {true, false}) {
            options.operands = operands;
            options.subgroupKernels = subgroups;
            Device device(options);
            if (subgroups && !device.subgroupKernels())
                continue; // the device lacks the operations: the general kernels follow
            for (const Case& test : cases())
                if (subgroups || test.hasGeneralKernel || !device.limits().subgroupShuffle)
                    rows.push_back(
                        runCase(device, test, operands == Operands::Texels ? "texels" : "storage"));
        }
    return rows;
}

}
