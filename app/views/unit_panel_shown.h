#pragma once

#include "app/views/unit_panel.h"

/// What the inspector speaks of: one unit of a layer, or all of the layer.
struct UnitPanel::Shown {
    const Classification& answer;
    int layer;
    const LayerInfo& info;
    int unit; ///< −1: the whole layer
    std::optional<QPoint> position;

    const engine::HostTensor& output() const { return answer.outputOf(layer); }
    bool isMap() const { return unit >= 0 && !info.vector; }
    /// Of the unit, or of the whole layer; for vectors always of the layer.
    std::span<const float> values(const engine::HostTensor& of) const
    {
        return isMap() ? engine::mapOf(of, unit) : std::span<const float>(of.values);
    }
    bool precedesRelu() const
    {
        const std::vector<LayerInfo>& layers = answer.network->layers;
        return layer + 1 < int(layers.size()) && layers[std::size_t(layer) + 1].kind == "ReLU";
    }
    QPoint peak() const
    {
        const std::span<const float> map = engine::mapOf(output(), unit);
        const int at = int(std::max_element(map.begin(), map.end()) - map.begin());
        return {at % info.output.width, at / info.output.width};
    }
};
