#include "engine/layers/convolution.h"
#include "engine/layers/dropout.h"
#include "engine/layers/fully_connected.h"
#include "engine/layers/lrn.h"
#include "engine/layers/max_pool.h"
#include "engine/layers/relu.h"
#include "engine/layers/softmax.h"
#include "engine/network/architectures.h"

namespace engine {

/// Berkeley's replication (BVLC AlexNet): the paper's order with Caffe's constants, alpha divided by the number of maps
/// and k = 1; Caffe rounds the sizes of pools up.
Architecture alexnetBvlc()
{
    const LrnOptions caffe {.size = 5, .bias = 1, .alpha = 1e-4f / 5, .beta = 0.75f};
    const MaxPoolOptions overlapping {.size = 3, .stride = 2, .rounding = Rounding::Up};

    LayerList net;
    net.add<Convolution>("conv1", ConvolutionOptions {.filters = 96, .size = 11, .stride = 4});
    net.add<Relu>("relu1");
    net.add<Lrn>("norm1", caffe);
    net.add<MaxPool>("pool1", overlapping);
    net.add<Convolution>("conv2", ConvolutionOptions {.filters = 256, .size = 5, .padding = 2, .groups = 2});
    net.add<Relu>("relu2");
    net.add<Lrn>("norm2", caffe);
    net.add<MaxPool>("pool2", overlapping);
    net.add<Convolution>("conv3", ConvolutionOptions {.filters = 384, .size = 3, .padding = 1});
    net.add<Relu>("relu3");
    net.add<Convolution>("conv4", ConvolutionOptions {.filters = 384, .size = 3, .padding = 1, .groups = 2});
    net.add<Relu>("relu4");
    net.add<Convolution>("conv5", ConvolutionOptions {.filters = 256, .size = 3, .padding = 1, .groups = 2});
    net.add<Relu>("relu5");
    net.add<MaxPool>("pool5", overlapping);
    net.add<FullyConnected>("fc6", FullyConnectedOptions {.outputs = 4096});
    net.add<Relu>("relu6");
    net.add<Dropout>("drop6");
    net.add<FullyConnected>("fc7", FullyConnectedOptions {.outputs = 4096});
    net.add<Relu>("relu7");
    net.add<Dropout>("drop7");
    net.add<FullyConnected>("fc8", FullyConnectedOptions {.outputs = 1000});
    net.add<Softmax>("prob");

    InputRecipe recipe {.order = InputRecipe::Order::Bgr,
        .resizing = InputRecipe::Resize::Squash,
        .resize = 256,
        .crop = 227};
    recipe.mean = {104, 117, 123};
    return {"alexnet-bvlc", "BVLC AlexNet: the paper's order, Caffe's constants", recipe, 1000,
        std::move(net), false, "BVLC's weights: unrestricted use"};
}

}
