#pragma once

#include "engine/network/layer_list.h"

#include <map>

namespace engine {

/// What is known of a network on a device before any picture: the shape of every activation, and how each and its
/// gradient lie. Activation 0 is the input, activation i + 1 the output of layer i.
class Plan {
public:
    /// Throws Error when there is no layer, or one cannot take its input.
    Plan(Device& device, LayerList layers, const Shape& input);

    Device& device() const { return m_device; }
    const LayerList& layers() const { return m_layers; }
    const Layer& layer(std::size_t i) const { return *m_layers[i].layer; }
    std::size_t layerCount() const { return m_layers.size(); }
    /// One image.
    const Shape& shape(std::size_t activation) const { return m_shapes[activation]; }
    Layout layout(std::size_t activation, int batch) const
    {
        return {m_shapes[activation].withBatch(batch), m_arrangements[activation]};
    }
    Layout gradientLayout(std::size_t activation, int batch) const
    {
        return {m_shapes[activation].withBatch(batch), m_gradientArrangements[activation]};
    }
    /// The activation that a layer of this name writes. Throws UsageError naming the layers there are.
    std::size_t activationOf(const std::string& layer) const;

private:
    Device& m_device;
    LayerList m_layers;
    std::vector<Shape> m_shapes;
    std::vector<Arrangement> m_arrangements; ///< as their readers want them
    std::vector<Arrangement> m_gradientArrangements; ///< as the layers before want them
};

}
