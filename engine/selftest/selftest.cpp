#include "engine/selftest/selftest.h"

#include "engine/layers/flatten.h"
#include "engine/layers/relu.h"
#include "engine/layers/softmax.h"
#include "engine/reference/backward.h"
#include "engine/selftest/layer_run.h"

#include <algorithm>
#include <memory>
#include <random>
#include <set>

namespace engine {

namespace {

using reference::Array;
using reference::Gradients;
using reference::Parameters;

/// A layer, an input for it, and what ought to come out on the ways forward and back.
struct Case {
    std::string name;
    std::shared_ptr<const Layer> layer;
    Shape input;
    std::function<Array(const Array&, const Parameters&)> forward;
    std::function<Gradients(const Array&, const Parameters&, const Array&)> backward;
    bool hasGeneralKernel = false; ///< runs again without subgroup operations
};

template <class Type, class Options, class Forward, class Backward>
Case weighted(
    const std::string& name, const Options& options, const Shape& input, Forward forward, Backward backward)
{
    return {name, std::make_shared<Type>(options), input, std::bind_front(forward, options),
        std::bind_front(backward, options), true};
}

template <class Type, class Options, class Forward, class Backward>
Case plain(
    const std::string& name, const Options& options, const Shape& input, Forward forward, Backward backward)
{
    return {name, std::make_shared<Type>(options), input,
        [=](const Array& x, const Parameters&) { return forward(options, x); },
        [=](const Array& x, const Parameters&, const Array& gradient) {
            return Gradients {backward(options, x, gradient), {}};
        }};
}

template <class Type, class Forward, class Backward>
Case simple(const std::string& name, const Shape& input, Forward forward, Backward backward)
{
    return {name, std::make_shared<Type>(), input,
        [=](const Array& x, const Parameters&) { return forward(x); },
        [=](const Array& x, const Parameters&, const Array& gradient) {
            return Gradients {backward(x, gradient), {}};
        }};
}

/// The list that every layer must be in.
std::vector<Case> cases()
{
    namespace r = reference;
    const auto maxPool = [](const MaxPoolOptions& o, const Array& x) { return r::maxPool(o, x); };
    const auto dropoutBackward = [](const DropoutOptions& o, const Array&, const Array& gradient) {
        return r::dropoutBackward(o, gradient);
    };
    return {
        weighted<Convolution>("conv1: 11 x 11, stride 4, 3 channels",
            ConvolutionOptions {.filters = 40, .size = 11, .stride = 4}, {2, 3, 43, 39}, r::convolution,
            r::convolutionBackward),
        weighted<Convolution>("conv2: 5 x 5, padding 2, 2 groups",
            ConvolutionOptions {.filters = 72, .size = 5, .padding = 2, .groups = 2}, {1, 24, 9, 7},
            r::convolution, r::convolutionBackward),
        weighted<Convolution>("conv3: 3 x 3, padding 1",
            ConvolutionOptions {.filters = 70, .size = 3, .padding = 1}, {3, 30, 13, 13}, r::convolution,
            r::convolutionBackward),
        weighted<Convolution>("3 x 3, a batch", // Winograd's tiles are larger
            ConvolutionOptions {.filters = 24, .size = 3, .padding = 1, .groups = 2}, {17, 16, 9, 10},
            r::convolution, r::convolutionBackward),
        weighted<Convolution>("1 x 1, many positions", // enough to be cut into parts
            ConvolutionOptions {.filters = 12}, {1, 8, 23, 31}, r::convolution, r::convolutionBackward),
        weighted<Convolution>("odd groups, dilation",
            ConvolutionOptions {.filters = 9, .size = 3, .padding = {2, 1, 0, 2}, .dilation = 2, .groups = 3},
            {2, 6, 11, 12}, r::convolution, r::convolutionBackward),
        weighted<FullyConnected>("one image", FullyConnectedOptions {.outputs = 75}, {1, 20, 6, 5},
            r::fullyConnected, r::fullyConnectedBackward),
        weighted<FullyConnected>("five images", FullyConnectedOptions {.outputs = 75}, {5, 20, 6, 5},
            r::fullyConnected, r::fullyConnectedBackward),
        weighted<FullyConnected>("37 images", FullyConnectedOptions {.outputs = 10}, {37, 515, 1, 1},
            r::fullyConnected, r::fullyConnectedBackward),
        simple<Relu>("ReLU", {2, 13, 7, 5}, r::relu, std::bind_front(r::reluBackward, ReluRule::Gradient)),
        plain<Lrn>("the paper's", LrnOptions {}, {2, 22, 5, 6}, r::lrn, r::lrnBackward),
        plain<Lrn>("nine maps, power 0.6", LrnOptions {.size = 9, .bias = 1, .alpha = 0.1f, .beta = 0.6f},
            {1, 22, 5, 6}, r::lrn, r::lrnBackward),
        plain<MaxPool>("overlapping", MaxPoolOptions {.size = 3, .stride = 2}, {2, 10, 13, 13}, maxPool,
            r::maxPoolBackward),
        plain<MaxPool>("padding, rounding up",
            MaxPoolOptions {.size = 3, .stride = 2, .padding = 1, .rounding = Rounding::Up}, {1, 10, 8, 9},
            maxPool, r::maxPoolBackward),
        plain<AveragePool>("padding", AveragePoolOptions {.size = 3, .stride = 2, .padding = 1}, {2, 6, 8, 9},
            r::averagePool, r::averagePoolBackward),
        plain<AveragePool>("global", AveragePoolOptions {.global = true}, {2, 6, 8, 9}, r::averagePool,
            r::averagePoolBackward),
        plain<Dropout>("the paper's, at test time", DropoutOptions {.scaleAtTest = true}, {2, 9, 3, 3},
            r::dropout, dropoutBackward),
        simple<Flatten>("Flatten", {2, 5, 3, 4}, r::flatten, r::flattenBackward),
        simple<Softmax>("1000 classes", {2, 1000, 1, 1}, r::softmax, r::softmaxBackward),
    };
}

HostTensor noise(const Shape& shape, std::mt19937& random)
{
    HostTensor tensor(shape);
    for (float& value : tensor.values)
        value = float(random() >> 8) / float(1 << 23) - 1;
    return tensor;
}

// Shares of the largest expected magnitude: sums of some thousand products, and twice as many on the way back.
constexpr double forwardTolerance = 1e-5;
constexpr double backwardTolerance = 2e-5;

SelftestRow row(const std::string& kernel, const std::string& layer, const std::string& fault, double error,
    double tolerance)
{
    return {kernel, "", layer, error, tolerance, error <= tolerance && fault.empty()};
}

std::string joined(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : " + ") + name;
    return text;
}

/// Whether anything was computed in this way since Choices::forget().
bool wasTaken(const Choices& choices, const std::string& way)
{
    return std::any_of(choices.decisions().begin(), choices.decisions().end(),
        [&](const auto& entry) { return entry.second.taken.text() == way; });
}

/// The ways that deserve a run of their own, among those there were to choose from since forget(): one of every kernel
/// that was not taken, and all that were measured to be the fastest for something.
std::set<std::string> waysBesides(const Choices& choices)
{
    std::set<std::string> winners, ways = choices.otherKernels();
    for (const auto& [piece, winner] : choices.table())
        winners.insert(winner);
    for (const auto& [piece, decision] : choices.decisions())
        for (const KernelChoice& candidate : decision.candidates)
            if (candidate != decision.taken && winners.contains(candidate.text()))
                ways.insert(candidate.text());
    return ways;
}

/// Parameters as the device keeps them: weights may be rounded to halves. Elsewhere that changes nothing.
void roundAsKept(const Device& device, const Case& test, Parameters& parameters)
{
    const Layout input(test.input, test.layer->arrangement(device, test.input));
    for (std::size_t p = 0; p < parameters.size(); ++p) {
        std::vector<float> packed(std::size_t(test.layer->parameterFloats(int(p), device, input)));
        test.layer->packParameter(int(p), device, input, parameters[p], packed);
        test.layer->unpackParameter(int(p), device, input, packed, parameters[p]);
    }
}

/// The way forward, and the way back to the input and to the parameters, each for itself so that its kernels are known.
std::vector<SelftestRow> runCase(Device& device, const Case& test)
{
    std::mt19937 random(7);
    const HostTensor input = noise(test.input, random);
    Parameters parameters;
    for (const ParameterShape& shape : test.layer->parameterShapes(test.input))
        parameters.push_back(noise({1, int(shape.size()), 1, 1}, random).values);
    roundAsKept(device, test, parameters);
    const LayerRequest request {.layer = *test.layer, .input = input, .parameters = parameters};
    const LayerResult result = runLayer(device, request);
    const Array expected = test.forward(Array(input), parameters);
    std::vector<SelftestRow> rows = {row(result.kernel, test.name, result.fault,
        relativeError(result.output.values, expected.values), forwardTolerance)};

    const HostTensor outputGradient = noise(expected.shape, random);
    const Gradients gradients = test.backward(Array(input), parameters, Array(outputGradient));
    BackwardRequest back {.forward = request, .outputGradient = outputGradient, .parameterGradients = false};
    const BackwardResult toInput = runLayerBackward(device, back);
    rows.push_back(row(joined(toInput.kernels), test.name + ", gradient of the input", toInput.fault,
        relativeError(toInput.inputGradient.values, gradients.input.values), backwardTolerance));
    if (parameters.empty() || device.halfWeights()) // halves are not learned
        return rows;
    back.inputGradient = {};
    back.parameterGradients = true;
    const BackwardResult toParameters = runLayerBackward(device, back);
    double error = 0;
    for (std::size_t p = 0; p < parameters.size(); ++p)
        error = std::max(error, relativeError(toParameters.parameterGradients[p], gradients.parameters[p]));
    rows.push_back(row(joined(toParameters.kernels), test.name + ", gradient of the parameters",
        toParameters.fault, error, backwardTolerance));
    return rows;
}

bool goesWinogradsWay(const Device& device, const Case& test)
{
    const auto* convolution = dynamic_cast<const Convolution*>(test.layer.get());
    return convolution
        && convolution->usesWinograd(device, {test.input, convolution->arrangement(device, test.input)});
}

/// The same in each of the ways that the first run did not take.
std::vector<SelftestRow> runEveryWay(Device& device, const Case& test)
{
    Choices& choices = device.choices();
    choices.forget();
    std::vector<SelftestRow> rows = runCase(device, test);
    const std::set<std::string> ways = waysBesides(choices);
    const Choices::Table winners = choices.table();
    choices.replace({}); // it would count for more than what is preferred
    for (const std::string& way : ways) {
        choices.prefer(way);
        choices.forget();
        for (SelftestRow& row : runCase(device, test))
            if ((row.kernel + " ").find(way.substr(0, way.find(' ') + 1)) != std::string::npos) {
                row.layer += " (" + way.substr(way.find(' ') + 1) + ")";
                rows.push_back(std::move(row));
            }
        if (!wasTaken(choices, way))
            rows.push_back({way, "", test.name, 0, 0, false});
    }
    choices.prefer({});
    choices.replace(winners);
    return rows;
}

}

std::vector<SelftestRow> selftest(DeviceOptions options)
{
    struct Variant {
        bool subgroups, winograd, halves;
    };
    std::vector<SelftestRow> rows;
    for (const Operands operands : {Operands::Texels, Operands::Storage})
        for (const Variant variant : {Variant {true, false, false}, Variant {true, true, false},
                 Variant {false, false, false}, Variant {true, false, true}, Variant {false, false, true}}) {
            options.operands = operands;
            options.subgroupKernels = variant.subgroups;
            options.winograd = variant.winograd;
            options.halfWeights = variant.halves;
            Device device(options);
            if (variant.subgroups && !device.subgroupKernels())
                continue; // the device lacks the operations: the general kernels follow
            const auto runs = [&](const Case& test) {
                if (variant.winograd)
                    return goesWinogradsWay(device, test);
                if (variant.halves && test.layer->kind() != "FullyConnected")
                    return false;
                return variant.subgroups || test.hasGeneralKernel || !device.limits().subgroupShuffle;
            };
            for (const Case& test : cases())
                if (runs(test))
                    for (SelftestRow& found : runEveryWay(device, test)) {
                        found.variant = operands == Operands::Texels ? "texels" : "storage";
                        found.layer += variant.halves ? ", half weights" : "";
                        rows.push_back(std::move(found));
                    }
        }
    return rows;
}

}
