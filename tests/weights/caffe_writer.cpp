#include "tests/weights/caffe_writer.h"

#include "engine/layers/convolution.h"
#include "engine/layers/dropout.h"
#include "engine/layers/fully_connected.h"
#include "engine/layers/lrn.h"
#include "engine/layers/max_pool.h"

#include <google/protobuf/text_format.h>

using namespace engine;

namespace {

/// Numbers of V1LayerParameter.LayerType.
int typeNumber(const std::string& type)
{
    const std::map<std::string, int> numbers = {{"Convolution", 4}, {"Dropout", 6}, {"InnerProduct", 14}, {"LRN", 15},
        {"Pooling", 17}, {"ReLU", 18}, {"Softmax", 20}};
    return numbers.at(type);
}

/// The layer's own options; its type.
template <class Target>
std::string describe(const Layer& layer, Target& to)
{
    if (const auto* convolution = dynamic_cast<const Convolution*>(&layer)) {
        const ConvolutionOptions& o = convolution->options();
        auto& c = *to.mutable_convolution_param();
        c.set_num_output(std::uint32_t(o.filters));
        c.add_kernel_size(std::uint32_t(o.size.height));
        c.add_stride(std::uint32_t(o.stride.height));
        c.add_pad(std::uint32_t(o.padding.top));
        c.set_group(std::uint32_t(o.groups));
        return "Convolution";
    }
    if (const auto* connected = dynamic_cast<const FullyConnected*>(&layer)) {
        to.mutable_inner_product_param()->set_num_output(std::uint32_t(connected->options().outputs));
        return "InnerProduct";
    }
    if (const auto* lrn = dynamic_cast<const Lrn*>(&layer)) {
        to.mutable_lrn_param()->set_local_size(std::uint32_t(lrn->options().size));
        to.mutable_lrn_param()->set_alpha(1e-4f);
        to.mutable_lrn_param()->set_beta(lrn->options().beta);
        return "LRN";
    }
    if (const auto* pool = dynamic_cast<const MaxPool*>(&layer)) {
        to.mutable_pooling_param()->set_kernel_size(std::uint32_t(pool->options().size.height));
        to.mutable_pooling_param()->set_stride(std::uint32_t(pool->options().stride.height));
        return "Pooling";
    }
    if (const auto* dropout = dynamic_cast<const Dropout*>(&layer)) {
        to.mutable_dropout_param()->set_dropout_ratio(dropout->options().ratio);
        return "Dropout";
    }
    return layer.isRelu() ? "ReLU" : "Softmax";
}

void setShape(caffe_file::BlobProto& blob, const std::vector<std::int64_t>& shape, CaffeGeneration generation)
{
    if (generation == CaffeGeneration::Second) {
        for (std::int64_t extent : shape)
            blob.mutable_shape()->add_dim(extent);
        return;
    }
    std::vector<int> four(4 - shape.size(), 1);
    four.insert(four.end(), shape.begin(), shape.end());
    blob.set_num(four[0]);
    blob.set_channels(four[1]);
    blob.set_height(four[2]);
    blob.set_width(four[3]);
}

}

caffe_file::NetParameter caffeNet(
    const Architecture& architecture, const CaffeValues& values, CaffeGeneration generation)
{
    caffe_file::NetParameter net;
    net.set_name("AlexNet");
    std::string last = "data";
    Shape shape = architecture.input();
    for (const LayerList::Entry& entry : architecture.layers.entries()) {
        const auto fill = [&](auto& layer) {
            layer.set_name(entry.name);
            layer.add_bottom(last);
            layer.add_top(entry.name);
            for (const ParameterShape& parameter : entry.layer->parameterShapes(shape)) {
                caffe_file::BlobProto& blob = *layer.add_blobs();
                setShape(blob, parameter.dimensions, generation);
                const std::vector<float> filled = values({entry.name + "." + parameter.name, parameter.dimensions});
                blob.mutable_data()->Add(filled.begin(), filled.end());
            }
            return describe(*entry.layer, layer);
        };
        if (generation == CaffeGeneration::Second) {
            auto& layer = *net.add_layer();
            layer.set_type(fill(layer));
        } else {
            auto& layer = *net.add_layers();
            layer.set_type(typeNumber(fill(layer)));
        }
        last = entry.name;
        shape = entry.layer->outputShape(shape);
    }
    return net;
}

QByteArray prototxt(const Architecture& architecture)
{
    caffe_file::NetParameter net = caffeNet(architecture, [](const ParameterShape&) { return std::vector<float>(); },
        CaffeGeneration::Second);
    for (auto& layer : *net.mutable_layer())
        layer.clear_blobs();
    net.add_input("data");
    const Shape input = architecture.input();
    for (int extent : {1, input.channels, input.height, input.width})
        net.add_input_dim(extent);
    std::string text;
    google::protobuf::TextFormat::PrintToString(net, &text);
    return QByteArray::fromStdString(text);
}

QByteArray bytesOf(const caffe_file::NetParameter& net) { return QByteArray::fromStdString(net.SerializeAsString()); }
