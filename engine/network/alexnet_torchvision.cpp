#include "engine/layers/convolution.h"
#include "engine/layers/dropout.h"
#include "engine/layers/fully_connected.h"
#include "engine/layers/max_pool.h"
#include "engine/layers/relu.h"
#include "engine/layers/softmax.h"
#include "engine/network/architectures.h"

namespace engine {

/// The variant of "One weird trick" (Krizhevsky 2014) as torchvision has it: one tower of 64-192-384-256-256 filters, no
/// normalization, 224 pixels with padding 2; dropout stands before fc6 and fc7.
Architecture alexnetTorchvision()
{
    const MaxPoolOptions overlapping {.size = 3, .stride = 2};

    LayerList net;
    net.add<Convolution>("conv1", ConvolutionOptions {.filters = 64, .size = 11, .stride = 4, .padding = 2});
    net.add<Relu>("relu1");
    net.add<MaxPool>("pool1", overlapping);
    net.add<Convolution>("conv2", ConvolutionOptions {.filters = 192, .size = 5, .padding = 2});
    net.add<Relu>("relu2");
    net.add<MaxPool>("pool2", overlapping);
    net.add<Convolution>("conv3", ConvolutionOptions {.filters = 384, .size = 3, .padding = 1});
    net.add<Relu>("relu3");
    net.add<Convolution>("conv4", ConvolutionOptions {.filters = 256, .size = 3, .padding = 1});
    net.add<Relu>("relu4");
    net.add<Convolution>("conv5", ConvolutionOptions {.filters = 256, .size = 3, .padding = 1});
    net.add<Relu>("relu5");
    net.add<MaxPool>("pool5", overlapping);
    net.add<Dropout>("drop6");
    net.add<FullyConnected>("fc6", FullyConnectedOptions {.outputs = 4096});
    net.add<Relu>("relu6");
    net.add<Dropout>("drop7");
    net.add<FullyConnected>("fc7", FullyConnectedOptions {.outputs = 4096});
    net.add<Relu>("relu7");
    net.add<FullyConnected>("fc8", FullyConnectedOptions {.outputs = 1000});
    net.add<Softmax>("prob");

    InputRecipe recipe {.order = InputRecipe::Order::Rgb, .resize = 256, .crop = 224, .divisor = 255};
    recipe.mean = {0.485f, 0.456f, 0.406f};
    recipe.deviation = {0.229f, 0.224f, 0.225f};
    return {"alexnet-torchvision", "torchvision's AlexNet: one tower, no normalization, 224 pixels", recipe,
        1000, std::move(net), false, "torchvision's weights: BSD-3-Clause code, see its model page"};
}

}
