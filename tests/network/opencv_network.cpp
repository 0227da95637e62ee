#include "tests/network/opencv_network.h"

#include "engine/layers/convolution.h"
#include "engine/layers/fully_connected.h"
#include "engine/layers/lrn.h"
#include "engine/layers/max_pool.h"
#include "engine/layers/softmax.h"

#include <cmath>
#include <random>
#include <stdexcept>

using namespace engine;

namespace {

cv::Mat blob(const std::vector<int>& sizes, const std::vector<float>& values)
{
    cv::Mat mat(sizes, CV_32F);
    std::copy(values.begin(), values.end(), mat.ptr<float>());
    return mat;
}

std::string describe(const Convolution& layer, cv::dnn::LayerParams& params)
{
    const ConvolutionOptions& o = layer.options();
    params.set("num_output", o.filters);
    params.set("kernel_h", o.size.height);
    params.set("kernel_w", o.size.width);
    params.set("stride_h", o.stride.height);
    params.set("stride_w", o.stride.width);
    params.set("pad_t", o.padding.top);
    params.set("pad_l", o.padding.left);
    params.set("pad_b", o.padding.bottom);
    params.set("pad_r", o.padding.right);
    params.set("group", o.groups);
    params.set("bias_term", o.bias);
    return "Convolution";
}

std::string describe(const MaxPool& layer, cv::dnn::LayerParams& params)
{
    const MaxPoolOptions& o = layer.options();
    params.set("pool", "max");
    params.set("kernel_h", o.size.height);
    params.set("kernel_w", o.size.width);
    params.set("stride_h", o.stride.height);
    params.set("stride_w", o.stride.width);
    params.set("ceil_mode", o.rounding == Rounding::Up);
    return "Pooling";
}

std::string describe(const Lrn& layer, cv::dnn::LayerParams& params)
{
    const LrnOptions& o = layer.options();
    params.set("local_size", o.size);
    params.set("alpha", o.alpha);
    params.set("beta", o.beta);
    params.set("bias", o.bias);
    params.set("norm_by_size", false);
    return "LRN";
}

std::vector<cv::Mat> blobsFor(
    const Layer& layer, const std::string& name, const Shape& input, const NamedParameters& parameters)
{
    std::vector<cv::Mat> blobs;
    for (const ParameterShape& shape : layer.parameterShapes(input)) {
        const std::vector<int> sizes(shape.dimensions.begin(), shape.dimensions.end());
        blobs.push_back(blob(sizes.size() > 1 ? sizes : std::vector<int> {1, sizes[0]},
            parameters.at(name + "." + shape.name)));
    }
    return blobs;
}

}

NamedParameters randomParameters(Network& network, unsigned seed)
{
    std::mt19937 random(seed);
    NamedParameters parameters;
    network.setParameters([&](const ParameterShape& shape, std::span<float> values) {
        const double inputs = double(shape.size()) / double(shape.dimensions[0]);
        const float limit = shape.dimensions.size() > 1 ? float(std::sqrt(6 / inputs)) : 0.1f;
        for (float& value : values)
            value = limit * (float(random() >> 8) / float(1 << 23) - 1);
        parameters[shape.name].assign(values.begin(), values.end());
    });
    return parameters;
}

cv::dnn::Net opencvNetwork(const LayerList& layers, const Shape& input, const NamedParameters& parameters)
{
    cv::dnn::Net net;
    Shape shape = input;
    for (const LayerList::Entry& entry : layers.entries()) {
        const Layer& layer = *entry.layer;
        cv::dnn::LayerParams params;
        std::string type;
        if (const auto* convolution = dynamic_cast<const Convolution*>(&layer))
            type = describe(*convolution, params);
        else if (const auto* pool = dynamic_cast<const MaxPool*>(&layer))
            type = describe(*pool, params);
        else if (const auto* lrn = dynamic_cast<const Lrn*>(&layer))
            type = describe(*lrn, params);
        else if (const auto* connected = dynamic_cast<const FullyConnected*>(&layer)) {
            type = "InnerProduct";
            params.set("num_output", connected->options().outputs);
            params.set("bias_term", connected->options().bias);
        } else if (layer.isRelu())
            type = "ReLU";
        else if (dynamic_cast<const Softmax*>(&layer))
            type = "Softmax";
        else if (!layer.passesThrough())
            throw std::runtime_error("no OpenCV layer for " + entry.name);
        params.blobs = blobsFor(layer, entry.name, shape, parameters);
        if (!type.empty())
            net.addLayerToPrev(entry.name, type, params);
        shape = layer.outputShape(shape);
    }
    net.enableFusion(false);
    return net;
}

std::vector<double> opencvActivation(cv::dnn::Net& net, const HostTensor& input, const std::string& layer)
{
    const Shape& s = input.shape;
    net.setInput(blob({s.batch, s.channels, s.height, s.width}, input.values));
    const cv::Mat output = net.forward(layer);
    const float* values = output.ptr<float>();
    return {values, values + output.total()};
}
