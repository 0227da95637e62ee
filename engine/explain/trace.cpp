#include "engine/explain/trace.h"

#include "engine/core/error.h"
#include "engine/layers/flatten.h"
#include "engine/layers/relu.h"
#include "engine/layers/softmax.h"

namespace engine {

namespace {

void requireValues(
    const std::string& layer, const char* which, const HostTensor& values, const Shape& expected)
{
    require(values.shape == expected && values.values.size() == std::size_t(expected.size()), "why ", layer,
        ": its ", which, " is ", values.shape.text(), " with ", values.values.size(), " values, not ",
        expected.text());
}

void requireParameters(const LayerList::Entry& entry, const TraceSource& source)
{
    const std::vector<ParameterShape> shapes = entry.layer->parameterShapes(source.input.shape);
    require(source.parameters.size() == shapes.size(), "why ", entry.name, ": it has ", shapes.size(),
        " parameters, not ", source.parameters.size());
    for (std::size_t i = 0; i < shapes.size(); ++i)
        require(source.parameters[i].size() == std::size_t(shapes[i].size()), "why ", entry.name, ": its ",
            shapes[i].name, " has ", shapes[i].size(), " values, not ", source.parameters[i].size());
}

void check(const LayerList::Entry& entry, const Place& place, const TraceSource& source)
{
    requireValues(entry.name, "input", source.input, source.input.shape.withBatch(1));
    const Shape output = entry.layer->outputShape(source.input.shape);
    requireValues(entry.name, "output", source.output, output);
    requireParameters(entry, source);
    if (place.channel < 0 || place.channel >= output.channels || !isInside(output, place.y, place.x))
        throw UsageError(sentence("there is no unit ", place.channel, " at row ", place.y, ", column ",
            place.x, " in ", entry.name, ", whose output is ", output.text()));
}

/// The shape to fold a fully connected layer's input back to.
Shape foldedShape(const LayerList& layers, std::size_t layer, const TraceSource& source)
{
    if (!source.networkInput)
        return source.input.shape;
    const Shape shape = shapeBeforeFlatten(layers, layer, *source.networkInput);
    require(shape.imageSize() == source.input.shape.imageSize(), "why ", layers[layer].name,
        ": its input has ", source.input.shape.imageSize(), " values, but for a network's input of ",
        source.networkInput->text(), " it would have ", shape.imageSize());
    return shape;
}

SoftmaxTrace softmaxAt(const Place& place, const TraceSource& source)
{
    std::vector<float> scores;
    for (int c = 0; c < source.input.shape.channels; ++c)
        scores.push_back(source.input.at(0, c, place.y, place.x));
    return traceSoftmax(scores, place.channel, source.temperature);
}

TraceRule ruleOf(const LayerList& layers, std::size_t index, const Place& place, const TraceSource& source)
{
    const Layer& layer = *layers[index].layer;
    if (const auto* convolution = dynamic_cast<const Convolution*>(&layer)) {
        auto rule = traceConvolution(convolution->options(), place, source.input, source.parameters);
        rule.afterRelu = source.afterRelu;
        return rule;
    }
    if (const auto* connected = dynamic_cast<const FullyConnected*>(&layer)) {
        auto rule = traceFullyConnected(connected->options(), place.channel, source.input, source.parameters,
            foldedShape(layers, index, source));
        rule.afterRelu = source.afterRelu;
        return rule;
    }
    if (const auto* pool = dynamic_cast<const MaxPool*>(&layer))
        return traceMaxPool(pool->options(), place, source.input);
    if (const auto* pool = dynamic_cast<const AveragePool*>(&layer))
        return traceAveragePool(*pool, place, source.input);
    if (const auto* lrn = dynamic_cast<const Lrn*>(&layer))
        return traceLrn(lrn->options(), place, source.input, source.output);
    if (const auto* dropout = dynamic_cast<const Dropout*>(&layer))
        return traceDropout(dropout->options(), place, source.input, index, source.dropoutKey);
    if (dynamic_cast<const Softmax*>(&layer))
        return softmaxAt(place, source);
    if (dynamic_cast<const Relu*>(&layer))
        return traceRelu(place, source.input);
    if (dynamic_cast<const Flatten*>(&layer))
        return traceFlatten(place.channel, source.input);
    throw Error(sentence("it is not known how a ", layer.kind(), " layer such as ", layers[index].name,
        " computes a number; tell engine/explain/trace.cpp"));
}

}

Trace trace(const LayerList& layers, std::size_t layer, const Place& place, const TraceSource& source)
{
    if (layer >= layers.size())
        throw UsageError(
            sentence("there is no layer ", layer, "; the network has ", layers.size(), " layers"));
    check(layers[layer], place, source);
    TraceRule rule = ruleOf(layers, layer, place, source);
    const double total = std::visit([](const auto& of) { return of.total; }, rule);
    return {layers[layer].name, place, source.output.at(0, place.channel, place.y, place.x), total,
        std::move(rule)};
}

Shape shapeBeforeFlatten(const LayerList& layers, std::size_t layer, const Shape& networkInput)
{
    Shape shape = networkInput.withBatch(1), unflattened = shape;
    for (std::size_t i = 0; i < layer; ++i) {
        shape = layers[i].layer->outputShape(shape);
        const bool keepsPlaces
            = dynamic_cast<const Flatten*>(layers[i].layer.get()) || layers[i].layer->isElementwise();
        unflattened = keepsPlaces ? unflattened : shape;
    }
    return unflattened;
}

}
