#include "engine/network/architecture.h"

#include "engine/core/error.h"
#include "engine/layers/dropout.h"
#include "engine/layers/fully_connected.h"
#include "engine/network/architectures.h"

#include <algorithm>

namespace engine {

const std::vector<Architecture>& architectures()
{
    static const std::vector<Architecture> list
        = {alexnetCifar10(), alexnet(), alexnetBvlc(), caffenet(), alexnetTorchvision(), cifarQuick()};
    return list;
}

const Architecture& findArchitecture(const std::string& name)
{
    std::string known;
    for (const Architecture& architecture : architectures()) {
        if (architecture.name == name)
            return architecture;
        known += (known.empty() ? "" : ", ") + architecture.name;
    }
    throw UsageError(sentence("there is no model \"", name, "\"; the models are ", known));
}

std::vector<ParameterShape> parameterShapes(const LayerList& layers, const Shape& input)
{
    std::vector<ParameterShape> shapes;
    Shape shape = input.withBatch(1);
    for (const LayerList::Entry& entry : layers.entries()) {
        for (const ParameterShape& parameter : entry.layer->parameterShapes(shape))
            shapes.push_back({entry.name + "." + parameter.name, parameter.dimensions});
        shape = entry.layer->outputShape(shape);
    }
    return shapes;
}

Architecture withClasses(Architecture architecture, int classes)
{
    LayerList& layers = architecture.layers;
    for (std::size_t i = layers.size(); i-- > 0;)
        if (const auto* last = dynamic_cast<const FullyConnected*>(layers[i].layer.get())) {
            layers.replace<FullyConnected>(
                i, FullyConnectedOptions {.outputs = classes, .bias = last->options().bias});
            architecture.classes = classes;
            return architecture;
        }
    throw Error(sentence(architecture.name, " has no fully connected layer to tell classes apart"));
}

Architecture withDropout(Architecture architecture, float ratio)
{
    LayerList& layers = architecture.layers;
    for (std::size_t i = 0; i < layers.size(); ++i)
        if (const auto* dropout = dynamic_cast<const Dropout*>(layers[i].layer.get()))
            layers.replace<Dropout>(
                i, DropoutOptions {.ratio = ratio, .scaleAtTest = dropout->options().scaleAtTest});
    return architecture;
}

std::vector<LayerSummary> summarize(const LayerList& layers, const Shape& input)
{
    std::vector<LayerSummary> rows;
    Shape shape = input.withBatch(1);
    bool vector = false;
    int field = 1; // pixels that reach one value, ...
    int step = 1; // ... and pixels between neighbours
    for (const LayerList::Entry& entry : layers.entries()) {
        const Layer& layer = *entry.layer;
        const Shape output = layer.outputShape(shape);
        LayerSummary row;
        row.name = entry.name;
        row.type = layer.kind();
        vector = vector || layer.makesVector();
        row.output = vector ? std::vector<int> {output.channels}
                            : std::vector<int> {output.channels, output.height, output.width};
        for (const ParameterShape& parameter : layer.parameterShapes(shape))
            row.parameters += parameter.size();
        row.multiplyAdds = layer.multiplyAdds(shape);
        row.neurons = row.parameters > 0 ? output.size() : 0;
        const Window window = layer.window();
        const int size = window.size > 0 ? window.size : shape.height; // zero: the whole input
        field += (size - 1) * step;
        step *= window.stride;
        row.receptiveField = field;
        rows.push_back(row);
        shape = output;
    }
    return rows;
}

}
