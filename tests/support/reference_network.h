#pragma once

#include "engine/network/layer_list.h"
#include "engine/reference/backward.h"

#include <map>

/// A list of layers in double precision, one reference after the other. Activation 0 is the input, activation i + 1 the
/// output of layer i.
class ReferenceNetwork {
public:
    /// Parameters by their names in the network: "conv1.weight".
    using Weights = std::map<std::string, std::vector<float>>;
    using Arrays = std::vector<engine::reference::Array>;

    ReferenceNetwork(const engine::LayerList& layers, const Weights& weights)
        : m_layers(layers)
        , m_weights(weights)
    {
    }

    /// What each image draws with; none for inference.
    void setKeys(const std::vector<std::uint64_t>& keys) { m_keys = keys; }

    /// All activations for an input.
    Arrays forward(const engine::HostTensor& images) const;

    struct Back {
        std::map<std::size_t, engine::reference::Array> activations; ///< gradients from `from` down to 0
        std::map<std::string, std::vector<double>> parameters; ///< gradients by name
    };
    /// From the gradient of an activation down to the input. `activations` are those of forward(), or a device's.
    Back backward(const Arrays& activations, std::size_t from, const engine::reference::Array& gradient,
        engine::ReluRule rule = engine::ReluRule::Gradient) const;

private:
    engine::reference::Parameters parameters(std::size_t layer, const engine::Shape& input) const;
    std::string parameterName(std::size_t layer, std::size_t parameter, const engine::Shape& input) const;

    engine::LayerList m_layers;
    Weights m_weights;
    std::vector<std::uint64_t> m_keys;
};
