#include "engine/network/architecture.h"

#include "engine/core/error.h"
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

Architecture withClasses(const Architecture& architecture, int classes)
{
    Architecture changed = architecture;
    changed.classes = classes;
    changed.layers = {};
    const auto& entries = architecture.layers.entries();
    const auto isHead = [](const LayerList::Entry& entry) {
        return dynamic_cast<const FullyConnected*>(entry.layer.get()) != nullptr;
    };
    const auto head = std::find_if(entries.rbegin(), entries.rend(), isHead);
    for (const LayerList::Entry& entry : entries) {
        if (head != entries.rend() && &entry == &*head)
            changed.layers.add<FullyConnected>(entry.name, FullyConnectedOptions {.outputs = classes});
        else
            changed.layers.add(entry);
    }
    return changed;
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
