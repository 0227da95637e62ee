#include "engine/weights/caffemodel.h"

#include "engine/core/error.h"
#include "engine/weights/caffe_layers.h"
#include "engine/weights/protobuf_bytes.h"
#include "engine/weights/safetensors_header.h"
#include "engine/weights/text.h"

#include <algorithm>
#include <memory>

namespace engine {

namespace {

constexpr const char* ourNames[] = {"conv1", "conv2", "conv3", "conv4", "conv5", "fc6", "fc7", "fc8"};
constexpr std::int64_t mostValues = std::int64_t(1) << 28;

std::vector<std::int64_t> shapeOf(const caffe::Blob& blob)
{
    if (blob.has_shape())
        return {blob.shape().dim().begin(), blob.shape().dim().end()};
    return {blob.num(), blob.channels(), blob.height(), blob.width()};
}

/// Older files count four dimensions even where there are fewer.
void dropLeadingOnes(std::vector<std::int64_t>& shape, std::size_t dimensions)
{
    while (shape.size() > dimensions && shape.front() == 1)
        shape.erase(shape.begin());
}

WeightEntry entryOf(const caffe::Blob& blob, const std::string& name, std::size_t dimensions, const std::string& file,
    const std::shared_ptr<const void>& owner)
{
    checkTensorName(name, file);
    const std::string tensor = sentence(file, ": tensor ", inQuotes(name));
    const bool single = blob.double_data().empty();
    WeightEntry entry {name, shapeOf(blob), single ? WeightEntry::Type::F32 : WeightEntry::Type::F64,
        single ? "F32" : "F64", {}};
    entry.owner = owner;
    std::int64_t count = 1;
    for (std::int64_t extent : entry.shape) {
        require(extent > 0 && extent <= mostValues / count, tensor, " has an impossible shape");
        count *= extent;
    }
    const std::int64_t found = single ? blob.data_size() : blob.double_data_size();
    require(found == count, tensor, " of ", entry.shapeText(), " should have ", count, " values, but has ", found);
    const auto bytes = [](const auto& list) {
        return std::span(reinterpret_cast<const std::uint8_t*>(list.data()), std::size_t(list.size()) * sizeof(list[0]));
    };
    entry.bytes = single ? bytes(blob.data()) : bytes(blob.double_data());
    dropLeadingOnes(entry.shape, dimensions);
    return entry;
}

}

bool isCaffemodel(std::span<const std::uint8_t> bytes)
{
    // NetParameter: name, layers (older and newer), inputs and their sizes, state, two switches.
    const ProtobufField known[]
        = {{1, 2}, {2, 2}, {100, 2}, {3, 2}, {4, 0}, {4, 2}, {8, 2}, {6, 2}, {5, 0}, {7, 0}};
    bool layers = false;
    for (const ProtobufField& field : outermostFields(bytes)) {
        if (std::find(std::begin(known), std::end(known), field) == std::end(known))
            return false;
        layers = layers || field.number == 2 || field.number == 100;
    }
    return layers;
}

WeightFile readCaffemodel(MappedFile file)
{
    const std::string path = file.path().string();
    caffe::Net net;
    parseProtobuf(file, net);
    const auto layers = std::make_shared<const std::vector<caffe::Layer>>(takeLayers(net, path));
    const std::string network = recogniseCaffe(*layers);
    std::map<std::string, std::string> metadata;
    if (!network.empty())
        metadata["alexscope.network"] = network;

    std::vector<WeightEntry> entries;
    std::size_t number = 0;
    for (const caffe::Layer& layer : *layers) {
        const bool matrix = layer.type() == "InnerProduct";
        if (layer.type() != "Convolution" && !matrix) {
            require(layer.blobs().empty(), path, ": layer ", inQuotes(layer.name()), " has weights, but is neither ",
                "a convolution nor fully connected; AlexScope does not know such layers");
            continue;
        }
        const std::string name = network.empty() ? layer.name() : ourNames[number++];
        require(layer.blobs_size() > 0, path, ": layer ", inQuotes(layer.name()), " has no weights; a .prototxt or a "
            "network that was never trained?");
        require(layer.blobs_size() <= 2, path, ": layer ", inQuotes(layer.name()), " has more than weights and biases");
        entries.push_back(entryOf(layer.blobs(0), name + ".weight", matrix ? 2 : 4, path, layers));
        if (layer.blobs_size() > 1)
            entries.push_back(entryOf(layer.blobs(1), name + ".bias", 1, path, layers));
    }
    require(!entries.empty(), path, " has no weights");
    return WeightFile(std::move(file), std::move(entries), std::move(metadata));
}

}
