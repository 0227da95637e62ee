#include "app/session/open_network.h"

#include "app/model/resources.h"
#include "app/session/confusion_work.h"
#include "app/session/engine_state.h"
#include "app/session/towers.h"
#include "app/session/training_work.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/explain/receptive_field.h"
#include "engine/layers/convolution.h"

#include <QCoreApplication>
#include <QFile>

using namespace engine;

namespace {

ModelOptions optionsFor(const NetworkChoice& choice)
{
    ModelOptions options;
    options.model = choice.model.toStdString();
    options.weights = QFile::encodeName(choice.weights).toStdString();
    options.randomWeights = choice.random;
    options.seed = choice.seed;
    options.labels = QFile::encodeName(choice.labels).toStdString();
    options.preprocess = choice.preprocess.toStdString();
    return options;
}

std::string titleOf(const std::string& name)
{
    if (const Architecture* architecture = knownArchitecture(name))
        return architecture->title;
    return "a network that its file describes";
}

FieldSpan spanOf(const FieldAxis& axis) { return {axis.size, axis.jump, axis.offset}; }

std::vector<LayerInfo> layersOf(const Network& network)
{
    const std::vector<LayerSummary> rows = summarize(network.layers(), network.input());
    const std::vector<int> towers = towersOf(network.layers());
    const std::vector<ReceptiveField> fields = receptiveFields(network.layers(), network.input());
    std::vector<LayerInfo> layers;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const LayerSummary& row = rows[i];
        const Layer& layer = *network.layers()[i].layer;
        const auto* convolution = dynamic_cast<const Convolution*>(&layer);
        layers.push_back({QString::fromStdString(row.name), QString::fromStdString(row.type),
            network.plan().shape(i + 1), network.plan().layer(i).makesVector() || row.output.size() == 1,
            towers[i], row.parameters, row.multiplyAdds, row.neurons, row.receptiveField,
            spanOf(fields[i].rows), spanOf(fields[i].columns), layer.window().size, layer.window().stride,
            convolution ? convolution->options().groups : 1});
    }
    return layers;
}

NetworkPointer describe(const EngineState& state, const NetworkChoice& choice)
{
    const Network& network = *state.model.network;
    auto info = std::make_shared<NetworkInfo>();
    static quint64 number = 0;
    info->number = ++number;
    info->name = QString::fromStdString(state.model.name);
    info->title = QString::fromStdString(titleOf(state.model.name));
    info->weights = QString::fromStdString(state.model.weights);
    info->seed = choice.seed;
    info->device = QString::fromStdString(state.device->info().name);
    info->deviceType = QString::fromStdString(state.device->info().type);
    info->recipe = state.model.recipe;
    info->input = network.input();
    info->layers = layersOf(network);
    for (const std::string& label : state.model.labels)
        info->labels += QString::fromStdString(label);
    for (int i = int(info->labels.size()); i < info->layers.back().output.channels; ++i)
        info->labels += QCoreApplication::translate("NetworkInfo", "class %1").arg(i);
    return info;
}

}

Network& EngineState::openNetwork()
{
    require(model.network != nullptr, "no network is open: choose one under Model");
    return *model.network;
}

NetworkPointer openNetwork(EngineState& state, const NetworkChoice& choice, const QString& device)
{
    mayWait("opening a network");
    const std::string selector = device.toStdString();
    if (!state.device || state.deviceSelector != selector) {
        auto opened
            = std::make_unique<Device>(DeviceOptions {.selector = selector, .cacheFolder = cacheFolder()});
        closeRuns(state);
        state.confusion.reset();
        state.stack.reset();
        state.model = {};
        state.network.reset();
        state.device = std::move(opened);
        state.deviceSelector = selector;
    }
    const ModelOptions options = optionsFor(choice);
    Model model = openModel(*state.device, options);
    state.options = options;
    state.layers = model.network->layers();
    state.model = std::move(model);
    state.alterations = {};
    state.originals.clear();
    state.last.reset();
    state.network = describe(state, choice);
    return state.network;
}

ParameterPointer readParameter(EngineState& state, const QString& name)
{
    mayWait("reading weights");
    Network& network = state.openNetwork();
    auto read = std::make_shared<ParameterValues>();
    read->name = name;
    for (const ParameterShape& shape : network.parameterShapes())
        if (shape.name == name.toStdString())
            read->dimensions.assign(shape.dimensions.begin(), shape.dimensions.end());
    read->values = network.parameter(name.toStdString());
    return read;
}
