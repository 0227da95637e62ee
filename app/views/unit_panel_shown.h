#pragma once

#include "app/models/compared_words.h"
#include "app/models/layer_words.h"
#include "app/views/unit_panel.h"

#include <cmath>

/// What the inspector speaks of: one unit of a layer, or all of the layer; of the answer A, of B, or the difference.
struct UnitPanel::Shown {
    const Classification& answer; ///< A, or B where that is shown
    int layer; ///< of `answer`
    const LayerInfo& info;
    int unit; ///< −1: the whole layer
    std::optional<QPoint> position;
    int own = layer; ///< the layer in A
    const engine::HostTensor* a = nullptr; ///< both, where B has the layer; null without comparison
    const engine::HostTensor* b = nullptr;
    const engine::HostTensor* difference = nullptr; ///< A − B, where that is shown

    const engine::HostTensor& output() const { return difference ? *difference : answer.outputOf(layer); }
    bool isCompared() const { return b != nullptr; }
    /// Whether what the network itself knows of the layer belongs to what is shown.
    bool isOfB() const { return isCompared() && !difference && &answer.outputOf(layer) == b; }
    bool isMap() const { return unit >= 0 && !info.vector; }
    /// Of the unit, or of the whole layer; for vectors always of the layer.
    std::span<const float> values(const engine::HostTensor& of) const
    {
        return isMap() ? engine::mapOf(of, unit) : std::span<const float>(of.values);
    }
    bool isOfShares() const { return !difference && ::isOfShares(info); }
    /// A value of it as it is written.
    QString words(double value) const { return difference ? withSign(value) : valueWords(info, value); }
    bool precedesRelu() const
    {
        const std::vector<LayerInfo>& layers = answer.network->layers;
        return !difference && layer + 1 < int(layers.size()) && layers[std::size_t(layer) + 1].kind == "ReLU";
    }
    /// Where the map has its largest value, or the difference its largest magnitude.
    QPoint peak() const
    {
        const std::span<const float> map = engine::mapOf(output(), unit);
        const auto largest = difference ? std::max_element(map.begin(), map.end(),
                                 [](float x, float y) { return std::abs(x) < std::abs(y); })
                                        : std::max_element(map.begin(), map.end());
        const int at = int(largest - map.begin());
        return {at % info.output.width, at / info.output.width};
    }
};
