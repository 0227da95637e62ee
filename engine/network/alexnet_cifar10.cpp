#include "engine/layers/convolution.h"
#include "engine/layers/dropout.h"
#include "engine/layers/fully_connected.h"
#include "engine/layers/lrn.h"
#include "engine/layers/max_pool.h"
#include "engine/layers/relu.h"
#include "engine/layers/softmax.h"
#include "engine/network/architectures.h"

namespace engine {

/// The built-in network: AlexNet's plan at the scale of 32-pixel pictures. Five convolutions (conv2, conv4 and conv5 in
/// two groups), three fully connected layers, normalization after conv1 and conv2, overlapping pools. Normalization is
/// stronger than the paper's, since inputs are scaled to about 1, not 100.
Architecture alexnetCifar10()
{
    const LrnOptions normalization {.size = 5, .bias = 1, .alpha = 0.02f, .beta = 0.75f};
    const MaxPoolOptions overlapping {.size = 3, .stride = 2};

    LayerList net;
    net.add<Convolution>("conv1", ConvolutionOptions {.filters = 64, .size = 5, .padding = 2});
    net.add<Relu>("relu1");
    net.add<Lrn>("norm1", normalization);
    net.add<MaxPool>("pool1", overlapping);
    net.add<Convolution>("conv2", ConvolutionOptions {.filters = 128, .size = 3, .padding = 1, .groups = 2});
    net.add<Relu>("relu2");
    net.add<Lrn>("norm2", normalization);
    net.add<MaxPool>("pool2", overlapping);
    net.add<Convolution>("conv3", ConvolutionOptions {.filters = 128, .size = 3, .padding = 1});
    net.add<Relu>("relu3");
    net.add<Convolution>("conv4", ConvolutionOptions {.filters = 128, .size = 3, .padding = 1, .groups = 2});
    net.add<Relu>("relu4");
    net.add<Convolution>("conv5", ConvolutionOptions {.filters = 128, .size = 3, .padding = 1, .groups = 2});
    net.add<Relu>("relu5");
    net.add<MaxPool>("pool5", overlapping);
    net.add<FullyConnected>("fc6", FullyConnectedOptions {.outputs = 512});
    net.add<Relu>("relu6");
    net.add<Dropout>("drop6", DropoutOptions {.ratio = 0.4f});
    net.add<FullyConnected>("fc7", FullyConnectedOptions {.outputs = 512});
    net.add<Relu>("relu7");
    net.add<Dropout>("drop7", DropoutOptions {.ratio = 0.4f});
    net.add<FullyConnected>("fc8", FullyConnectedOptions {.outputs = 10});
    net.add<Softmax>("prob");

    InputRecipe recipe {.order = InputRecipe::Order::Rgb, .resize = 32, .crop = 32, .divisor = 255};
    recipe.mean = {0.4914f, 0.4822f, 0.4465f};
    recipe.deviation = {0.247f, 0.2435f, 0.2616f};
    return {"alexnet-cifar10", "AlexNet for 32-pixel pictures of ten kinds of things; comes with the program",
        recipe, 10, std::move(net), true, "GPL-3.0-or-later"};
}

}
