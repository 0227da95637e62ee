#include "engine/weights/caffe_layers.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cmath>

namespace engine {

namespace {

constexpr int mostLayers = 1000;

struct NumberedType {
    int number;
    const char* name;
};

/// V1LayerParameter.LayerType, as far as it matters here.
constexpr NumberedType numberedTypes[] = {
    {4, "Convolution"},
    {14, "InnerProduct"},
    {15, "LRN"},
    {17, "Pooling"},
    {18, "ReLU"},
};

std::string typeName(int number)
{
    for (const NumberedType& type : numberedTypes)
        if (type.number == number)
            return type.name;
    return "";
}

/// A repeated number that may be left out, or given for both axes.
bool isEach(const google::protobuf::RepeatedField<std::uint32_t>& list, std::uint32_t wanted, std::uint32_t otherwise)
{
    if (list.empty())
        return wanted == otherwise;
    return list.size() <= 2 && std::all_of(list.begin(), list.end(), [&](std::uint32_t n) { return n == wanted; });
}

struct ConvolutionRow {
    std::uint32_t filters, size, stride, pad, groups;
};

constexpr ConvolutionRow convolutions[] = {
    {96, 11, 4, 0, 1},
    {256, 5, 1, 2, 2},
    {384, 3, 1, 1, 1},
    {384, 3, 1, 1, 2},
    {256, 3, 1, 1, 2},
};

bool fits(const caffe::Convolution& c, const ConvolutionRow& row)
{
    return c.num_output() == row.filters && isEach(c.kernel_size(), row.size, 0)
        && isEach(c.stride(), row.stride, 1) && isEach(c.pad(), row.pad, 0)
        && std::max(c.group(), 1u) == row.groups;
}

bool fits(const caffe::Lrn& lrn)
{
    return lrn.local_size() == 5 && std::abs(lrn.alpha() - 1e-4f) < 1e-8f && lrn.beta() == 0.75f && lrn.k() == 1
        && lrn.norm_region() == 0;
}

bool fits(const caffe::Pooling& pooling)
{
    return pooling.pool() == 0 && pooling.kernel_size() == 3 && pooling.stride() == 2 && pooling.pad() == 0;
}

/// One letter for each layer that has a say in what the network computes, a dot for one that is not AlexNet's.
std::string letters(const std::vector<caffe::Layer>& layers)
{
    std::string text;
    std::size_t convolution = 0;
    for (const caffe::Layer& layer : layers) {
        if (layer.type() == "Convolution") {
            const bool known = convolution < std::size(convolutions)
                && fits(layer.convolution(), convolutions[convolution]);
            text += known ? 'c' : '.';
            ++convolution;
        } else if (layer.type() == "InnerProduct") {
            text += 'f';
        } else if (layer.type() == "LRN") {
            text += fits(layer.lrn()) ? 'n' : '.';
        } else if (layer.type() == "Pooling") {
            text += fits(layer.pooling()) ? 'p' : '.';
        }
    }
    return text;
}

}

std::vector<caffe::Layer> takeLayers(caffe::Net& net, const std::string& file)
{
    require(net.layers_size() <= mostLayers && net.layer_size() <= mostLayers, file, " has more than ", mostLayers,
        " layers");
    std::vector<caffe::Layer> layers;
    for (caffe::Layer& layer : *net.mutable_layer())
        layers.push_back(std::move(layer));
    for (caffe::FirstLayer& old : *net.mutable_layers()) {
        require(!old.has_layer(), file,
            " is of Caffe's first generation; bring it up to date with Caffe's upgrade_net_proto_binary");
        caffe::Layer layer;
        layer.set_name(old.name());
        layer.set_type(typeName(old.type()));
        layer.mutable_blobs()->Swap(old.mutable_blobs());
        layer.mutable_convolution()->Swap(old.mutable_convolution());
        layer.mutable_lrn()->Swap(old.mutable_lrn());
        layer.mutable_pooling()->Swap(old.mutable_pooling());
        layers.push_back(std::move(layer));
    }
    require(!layers.empty(), file, " has no layers");
    return layers;
}

std::string recogniseCaffe(const std::vector<caffe::Layer>& layers)
{
    const std::string found = letters(layers);
    if (found == "cnpcnpcccpfff")
        return "alexnet-bvlc";
    return found == "cpncpncccpfff" ? "caffenet" : "";
}

}
