#include "engine/weights/onnx.h"

#include "engine/core/error.h"
#include "engine/weights/onnx_graph.h"
#include "engine/weights/onnx_layers.h"
#include "engine/weights/protobuf_bytes.h"
#include "engine/weights/text.h"

#include <algorithm>

namespace engine {

namespace {

/// "Nx3x224x224"; a dimension that is left open is a letter.
std::string dimensionsText(const std::vector<std::int64_t>& dimensions)
{
    std::string text;
    for (std::size_t i = 0; i < dimensions.size(); ++i) {
        text += i > 0 ? "x" : "";
        text += i == 0 ? "N" : dimensions[i] == 0 ? "?" : std::to_string(dimensions[i]);
    }
    return text;
}

/// The declared dimensions; those that are left open, and the batch, are taken from the wish.
std::vector<std::int64_t> dimensionsFor(const OnnxGraph& graph, const std::vector<std::int64_t>& wished)
{
    const std::string input = sentence(graph.file, ": the input ", inQuotes(graph.input));
    const auto& declared = graph.inputDimensions;
    require((declared && !declared->empty()) || !wished.empty(), input, " does not say how large it is");
    std::vector<std::int64_t> dimensions = declared && !declared->empty() ? *declared : wished;
    for (std::size_t i = 0; i < dimensions.size() && dimensions.size() == wished.size(); ++i)
        if (i == 0 || dimensions[i] == 0)
            dimensions[i] = wished[i];
    if (dimensions[0] == 0)
        dimensions[0] = 1;
    require(std::find(dimensions.begin() + 1, dimensions.end(), 0) == dimensions.end(), input, " is ",
        dimensionsText(dimensions), ": it does not say how large pictures are");
    countOf(dimensions, input);
    return dimensions;
}

}

bool isOnnx(std::span<const std::uint8_t> bytes)
{
    // ModelProto: ir_version, producer's name and version, domain, model version, documentation, graph, opsets, metadata,
    // training, functions, configuration.
    constexpr int texts[] = {2, 3, 4, 6, 7, 8, 14, 20, 25, 26};
    bool graph = false;
    for (const ProtobufField& field : outermostFields(bytes)) {
        const bool number = field == ProtobufField {1, 0} || field == ProtobufField {5, 0};
        const bool text = field.type == 2 && std::find(std::begin(texts), std::end(texts), field.number) != std::end(texts);
        if (!number && !text)
            return false;
        graph = graph || field.number == 7;
    }
    return graph;
}

WeightFile readOnnx(MappedFile file, const std::vector<std::int64_t>& input)
{
    const OnnxGraph graph = readOnnxGraph(file);
    OnnxChain chain = makeLayers(graph, dimensionsFor(graph, input));
    std::vector<WeightEntry> weights = chain.takeWeights();
    StoredNetwork network = chain.finish(graph.output);
    network.name = graph.model->graph().name();
    std::map<std::string, std::string> metadata;
    for (const auto& property : graph.model->metadata_props())
        metadata[property.key()] = property.value();
    return WeightFile(std::move(file), std::move(weights), std::move(metadata), std::move(network));
}

}
