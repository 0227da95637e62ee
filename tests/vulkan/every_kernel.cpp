#include "tests/vulkan/every_kernel.h"

#include "engine/bench/ceilings.h"
#include "engine/layers/average_pool.h"
#include "engine/layers/convolution.h"
#include "engine/layers/dropout.h"
#include "engine/layers/flatten.h"
#include "engine/layers/fully_connected.h"
#include "engine/layers/lrn.h"
#include "engine/layers/max_pool.h"
#include "engine/layers/relu.h"
#include "engine/layers/softmax.h"
#include "engine/training/trainer.h"
#include "tests/support/check_layer.h"

using namespace engine;

namespace {

struct Case {
    std::shared_ptr<const Layer> layer;
    Shape input;
    Arrangement output = {};
    bool everyWay
        = false; ///< also with kernels that the device does not take by itself; they take long to compile
};

template <class Type, class... Options>
std::shared_ptr<const Layer> make(const Options&... options)
{
    return std::make_shared<const Type>(options...);
}

std::vector<Case> cases()
{
    using Conv = ConvolutionOptions;
    const Arrangement bordered {.groups = 1, .border = {1, 2, 2, 1}};
    const Arrangement grouped {.groups = 2, .border = {2, 2, 2, 2}};
    return {
        {make<Convolution>(Conv {.filters = 40, .size = 11, .stride = 4}), {2, 3, 43, 39}},
        {make<Convolution>(Conv {.filters = 40, .size = 11, .stride = 4, .padding = 2}), {3, 3, 32, 35},
            grouped},
        {make<Convolution>(Conv {.filters = 72, .size = 5, .padding = 2, .groups = 2}), {1, 24, 9, 7},
            grouped},
        {make<Convolution>(Conv {.filters = 70, .size = 3, .padding = 1}), {3, 30, 13, 13}, bordered},
        {make<Convolution>(Conv {.filters = 5}), {1, 1, 1, 1}},
        {make<Convolution>(Conv {.filters = 12}), {1, 8, 23, 31}, {},
            true}, // positions enough to be cut into parts
        {make<Convolution>(
             Conv {.filters = 9, .size = 3, .padding = {2, 1, 0, 2}, .dilation = 2, .groups = 3}),
            {2, 6, 11, 12}},
        {make<FullyConnected>(FullyConnectedOptions {.outputs = 75}), {1, 20, 6, 5}, {}, true},
        {make<FullyConnected>(FullyConnectedOptions {.outputs = 75}), {3, 20, 6, 5}, {}, true},
        {make<FullyConnected>(FullyConnectedOptions {.outputs = 10, .bias = false}), {37, 515, 1, 1}},
        {make<Relu>(), {3, 13, 7, 5}, bordered},
        {make<Lrn>(LrnOptions {}), {3, 22, 5, 6}, bordered},
        {make<Lrn>(LrnOptions {.size = 9, .beta = 0.6f}), {1, 22, 5, 6}},
        {make<MaxPool>(MaxPoolOptions {.size = 3, .stride = 2}), {3, 10, 13, 13}, bordered},
        {make<MaxPool>(MaxPoolOptions {.size = {17, 19}, .stride = 1}), {1, 6, 20, 20}},
        {make<MaxPool>(MaxPoolOptions {.size = 3, .stride = 2, .padding = 1, .rounding = Rounding::Up}),
            {3, 10, 8, 9}},
        {make<AveragePool>(AveragePoolOptions {.size = 3, .stride = 2, .padding = 1}), {3, 6, 8, 9},
            bordered},
        {make<AveragePool>(AveragePoolOptions {.global = true}), {1, 6, 8, 9}},
        {make<Dropout>(DropoutOptions {}), {3, 9, 3, 3}, bordered},
        {make<Flatten>(), {3, 5, 3, 4}},
        {make<Softmax>(), {3, 1000, 1, 1}},
        {make<Softmax>(), {1, 10, 1, 1}},
    };
}

}

/// A step of a small network: the loss and the optimizer.
static void train(Device& device)
{
    LayerList layers;
    layers.add<FullyConnected>("fc", FullyConnectedOptions {.outputs = 3});
    layers.add<Softmax>("prob");
    Network network(device, layers, {1, 4, 3, 3});
    network.randomize(1);
    Trainer(network, {}, 2).step({noise({2, 4, 3, 3}, 1), {0, 2}, {0, 1}}, 0.1, 0);
}

/// A case forward and back; what is wrong, in lines.
static std::string runCase(Device& device, const Case& test)
{
    std::string faults;
    const HostTensor input = noise(test.input, 1);
    const HostTensor outputGradient = noise(test.layer->outputShape(test.input), 3);
    const LayerRequest request {.layer = *test.layer,
        .input = input,
        .parameters = noiseParameters(*test.layer, test.input, 2),
        .output = test.output,
        .keys = std::vector<std::uint64_t>(std::size_t(test.input.batch), 99)};
    const LayerResult forward = runLayer(device, request);
    if (!forward.fault.empty())
        faults += sentence(forward.kernel, ", input ", test.input.text(), ": ", forward.fault, '\n');
    for (bool accumulate : {false, true}) {
        const BackwardResult back = runLayerBackward(device,
            {.forward = request,
                .outputGradient = outputGradient,
                .before = accumulate ? request.parameters : reference::Parameters()});
        if (!back.fault.empty())
            faults
                += sentence(test.layer->kind(), " back, input ", test.input.text(), ": ", back.fault, '\n');
    }
    return faults;
}

std::string runEveryKernel(Device& device, bool usualOnly)
{
    train(device);
    measureCeilings(device, 0);
    std::string faults;
    for (const Case& test : cases())
        faults += test.everyWay && !usualOnly ? forEveryKernel(device, [&] { return runCase(device, test); })
                                              : runCase(device, test);
    return faults;
}
