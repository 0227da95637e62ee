#include "engine/network/architecture.h"

#include "engine/core/error.h"
#include "engine/layers/dropout.h"
#include "engine/layers/fully_connected.h"
#include "engine/network/architectures.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <string_view>

namespace engine {

const std::vector<Architecture>& architectures()
{
    static const std::vector<Architecture> list
        = {alexnetCifar10(), alexnet(), alexnetBvlc(), caffenet(), alexnetTorchvision(), cifarQuick()};
    return list;
}

static bool hasLayer(const Architecture& architecture, std::string_view kind)
{
    return std::ranges::any_of(architecture.layers.entries(),
        [kind](const LayerList::Entry& entry) { return entry.layer->kind() == kind; });
}

static Architecture withoutLayers(
    const Architecture& whole, std::string_view kind, const std::string& name, const std::string& words)
{
    Architecture rest = whole;
    rest.name = name;
    rest.title += ", " + words;
    rest.builtIn = false;
    rest.licence = "weights: train your own";
    rest.layers = {};
    for (const LayerList::Entry& entry : whole.layers.entries())
        if (entry.layer->kind() != kind)
            rest.layers.add(entry);
    return rest;
}

/// The variant whose name ends in what is left out; made at the first call.
static const Architecture* reducedArchitecture(const std::string& name)
{
    struct Ending {
        std::string words;
        std::string_view kind;
        const char* title;
    };
    static const Ending endings[]
        = {{"-without-norm", "LRN", "without normalization"}, {"-without-relu", "ReLU", "without ReLUs"}};
    static std::mutex mutex;
    static std::map<std::string, Architecture> made;
    for (const auto& [words, kind, title] : endings) {
        if (!name.ends_with(words))
            continue;
        const Architecture* whole = knownArchitecture(name.substr(0, name.size() - words.size()));
        if (!whole || !hasLayer(*whole, kind))
            return nullptr;
        const std::lock_guard lock(mutex);
        if (const auto found = made.find(name); found != made.end())
            return &found->second;
        return &made.emplace(name, withoutLayers(*whole, kind, name, title)).first->second;
    }
    return nullptr;
}

const Architecture* knownArchitecture(const std::string& name)
{
    for (const Architecture& architecture : architectures())
        if (architecture.name == name)
            return &architecture;
    return reducedArchitecture(name);
}

const Architecture& findArchitecture(const std::string& name)
{
    if (const Architecture* architecture = knownArchitecture(name))
        return *architecture;
    std::string known;
    for (const Architecture& architecture : architectures())
        known += (known.empty() ? "" : ", ") + architecture.name;
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
