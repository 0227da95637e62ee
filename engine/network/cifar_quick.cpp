#include "engine/layers/convolution.h"
#include "engine/layers/fully_connected.h"
#include "engine/layers/lrn.h"
#include "engine/layers/max_pool.h"
#include "engine/layers/relu.h"
#include "engine/layers/softmax.h"
#include "engine/network/architectures.h"

namespace engine {

/// The smallest variant, for tests, benchmarks and short lessons: three convolutions and one fully connected layer.
/// Constants as PyTorch's LocalResponseNorm(3, 1e-4, 0.75, 1) has them: alpha divided by the number of maps.
Architecture cifarQuick()
{
    const LrnOptions normalization {.size = 3, .bias = 1, .alpha = 1e-4f / 3, .beta = 0.75f};
    const MaxPoolOptions overlapping {.size = 3, .stride = 2};

    LayerList net;
    net.add<Convolution>("conv1", ConvolutionOptions {.filters = 32, .size = 5, .padding = 2});
    net.add<Relu>("relu1");
    net.add<MaxPool>("pool1", overlapping);
    net.add<Lrn>("norm1", normalization);
    net.add<Convolution>("conv2", ConvolutionOptions {.filters = 32, .size = 5, .padding = 2});
    net.add<Relu>("relu2");
    net.add<MaxPool>("pool2", overlapping);
    net.add<Lrn>("norm2", normalization);
    net.add<Convolution>("conv3", ConvolutionOptions {.filters = 64, .size = 5, .padding = 2});
    net.add<Relu>("relu3");
    net.add<MaxPool>("pool3", overlapping);
    net.add<FullyConnected>("fc4", FullyConnectedOptions {.outputs = 10});
    net.add<Softmax>("prob");

    InputRecipe recipe {.order = InputRecipe::Order::Rgb, .resize = 32, .crop = 32, .divisor = 255};
    recipe.mean = {0.4914f, 0.4822f, 0.4465f};
    recipe.deviation = {0.247f, 0.2435f, 0.2616f};
    return {"cifar-quick", "A small convolutional network for 32-pixel pictures: quick to run and to train",
        recipe, 10, std::move(net), false, "weights: train your own"};
}

}
