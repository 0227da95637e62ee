#include "engine/network/plan.h"

#include "engine/core/error.h"

namespace engine {

Plan::Plan(Device& device, LayerList layers, const Shape& input)
    : m_device(device)
    , m_layers(std::move(layers))
    , m_shapes {input.withBatch(1)}
    , m_gradientArrangements {Arrangement {}}
{
    const std::size_t count = layerCount();
    require(count > 0, "a network needs at least one layer");
    for (std::size_t i = 0; i < count; ++i) {
        m_shapes.push_back(layer(i).outputShape(m_shapes[i]));
        m_gradientArrangements.push_back(layer(i).isElementwise()
                ? m_gradientArrangements[i]
                : layer(i).gradientArrangement(device, m_shapes[i]));
    }
    // A layer that only passes its input on has no wish of its own.
    m_arrangements.resize(count + 1);
    for (std::size_t i = count; i-- > 0;)
        m_arrangements[i]
            = layer(i).passesThrough() ? m_arrangements[i + 1] : layer(i).arrangement(device, m_shapes[i]);
}

std::size_t Plan::activationOf(const std::string& name) const
{
    std::string known;
    for (std::size_t i = 0; i < layerCount(); ++i) {
        if (m_layers[i].name == name)
            return i + 1;
        known += (known.empty() ? "" : ", ") + m_layers[i].name;
    }
    throw UsageError(sentence("there is no layer \"", name, "\"; the layers are ", known));
}

}
