#include "app/session/engine_state.h"
#include "app/session/open_network.h"
#include "app/session/towers.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/layers/convolution.h"
#include "engine/layers/dropout.h"

#include <algorithm>
#include <map>

using namespace engine;

namespace {

/// The network's layers with some that pass their input through.
LayerList withoutLayers(const LayerList& layers, const std::set<QString>& off)
{
    LayerList list = layers;
    for (std::size_t i = 0; i < list.size(); ++i)
        if (off.contains(QString::fromStdString(list[i].name)))
            list.replace<Dropout>(i, DropoutOptions {.ratio = 0});
    return list;
}

std::string layerOf(const std::string& parameter) { return parameter.substr(0, parameter.rfind('.')); }

/// Whether layer i has its inputs from both towers although these exist before it: there the wires cross.
bool wiresCross(const LayerList& layers, const std::vector<int>& towers, std::size_t i)
{
    const auto* convolution = dynamic_cast<const Convolution*>(layers[i].layer.get());
    return convolution && convolution->options().groups == 1 && i > 0 && towers[i] == 2 && towers[i - 1] == 2;
}

/// Sets to zero what the alterations switch off in one parameter: `values` are filters x channels x the rest.
void silence(const Alterations& alterations, bool cut, const ParameterShape& shape, std::span<float> values)
{
    const QString layer = QString::fromStdString(layerOf(shape.name));
    const bool bias = shape.dimensions.size() == 1;
    if (bias && alterations.biases.contains(layer))
        std::fill(values.begin(), values.end(), 0.0f);
    const std::size_t filters = std::size_t(shape.dimensions[0]), each = values.size() / filters;
    for (const Alterations::Unit& unit : alterations.units)
        if (unit.layer == layer && unit.index >= 0 && std::size_t(unit.index) < filters)
            std::fill_n(values.begin() + std::ptrdiff_t(unit.index * each), each, 0.0f);
    if (!cut || bias)
        return;
    const std::size_t half = each / 2; // channels of the first tower come first
    for (std::size_t f = 0; f < filters; ++f)
        std::fill_n(values.begin() + std::ptrdiff_t(f * each + (f < filters / 2 ? half : 0)), half, 0.0f);
}

/// What is zero in which layer: layers for which this differs have to be written anew.
struct Silenced {
    std::set<int> units;
    bool bias = false;
    bool wires = false;
    bool operator==(const Silenced&) const = default;
};

std::map<std::string, Silenced> silenced(const Alterations& alterations, const LayerList& layers)
{
    std::map<std::string, Silenced> map;
    for (const Alterations::Unit& unit : alterations.units)
        map[unit.layer.toStdString()].units.insert(unit.index);
    for (const QString& bias : alterations.biases)
        map[bias.toStdString()].bias = true;
    const std::vector<int> towers = towersOf(layers);
    for (std::size_t i = 0; alterations.wires && i < layers.size(); ++i)
        if (wiresCross(layers, towers, i))
            map[layers[i].name].wires = true;
    return map;
}

/// The same parameters in a network in which other layers pass their input through.
void rebuild(EngineState& state, const std::set<QString>& off)
{
    Network& old = state.openNetwork();
    auto made = std::make_unique<Network>(*state.device, withoutLayers(state.layers, off), old.input());
    for (const ParameterShape& shape : old.parameterShapes())
        made->setParameter(shape.name, old.parameter(shape.name));
    state.model.network = std::move(made);
}

}

void applyAlterationsTo(EngineState& state, const Alterations& alterations)
{
    mayWait("changing the network");
    if (alterations == state.alterations)
        return;
    if (alterations.layers != state.alterations.layers)
        rebuild(state, alterations.layers);
    Network& network = state.openNetwork();
    std::map<std::string, Silenced> before = silenced(state.alterations, state.layers);
    std::map<std::string, Silenced> after = silenced(alterations, state.layers);
    for (const ParameterShape& shape : network.parameterShapes()) {
        const std::string layer = layerOf(shape.name);
        if (before[layer] == after[layer])
            continue;
        const auto [original, unknown] = state.originals.try_emplace(shape.name);
        if (unknown)
            original->second = network.parameter(shape.name);
        std::vector<float> values = original->second;
        silence(alterations, after[layer].wires, shape, values);
        network.setParameter(shape.name, values);
        if (after[layer] == Silenced())
            state.originals.erase(original);
    }
    state.alterations = alterations;
}
