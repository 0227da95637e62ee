#include "engine/learn/last_layer.h"

#include "engine/core/error.h"
#include "engine/layers/fully_connected.h"

namespace engine {

LastLayer lastLayer(const Network& network)
{
    const Plan& plan = network.plan();
    std::size_t i = plan.layerCount();
    while (i > 0 && network.parameters()[i - 1].empty())
        --i;
    require(i > 1, "this network has no features below its last layer: choose another one to learn from");
    const std::string& name = network.layers()[i - 1].name;
    const auto* connected = dynamic_cast<const FullyConnected*>(&plan.layer(i - 1));
    require(connected != nullptr, "the last layer with weights of this network, ", name,
        ", is not fully connected: choose another network to learn from");
    for (std::size_t after = i; after < plan.layerCount(); ++after)
        require(plan.layer(after).kind() == "Softmax" || plan.layer(after).passesThrough(), "after ", name,
            ", its last layer with weights, this network computes ", network.layers()[after].name,
            ": choose another one to learn from");
    return {i - 1, name, network.layers()[i - 2].name, plan.shape(i - 1), connected->options().bias};
}

LayerList withLastLayer(const LayerList& layers, const LastLayer& last, int classes)
{
    LayerList list = layers;
    list.replace<FullyConnected>(last.index, FullyConnectedOptions {.outputs = classes, .bias = last.bias});
    return list;
}

}
