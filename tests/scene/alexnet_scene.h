#pragma once

#include "engine/scene/build_scene.h"

#include <cstddef>
#include <vector>

/// AlexNet's layers as a scene is built from them, with half of the values above 0 and a picture of two colours.
class AlexnetLayers {
public:
    /// With `groups` 2 conv2, conv4 and conv5 have two groups.
    explicit AlexnetLayers(int groups = 2);

    std::vector<engine::SceneLayer>& layers() { return m_layers; }
    /// The row of a layer by its name.
    std::size_t row(const std::string& name) const;

private:
    std::vector<std::vector<float>> m_values;
    std::vector<engine::SceneLayer> m_layers;
};

/// AlexNet in two towers, with a grey ramp as the colour map, so that a colour tells the value, on dark blue.
engine::Scene alexnetScene();
/// A scene of one block with these values on its only map, between two others.
engine::Scene smallScene(int height, int width, std::vector<float> values);
