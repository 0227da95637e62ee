#include "tests/scene/alexnet_scene.h"

#include <random>

using namespace engine;

AlexnetLayers::AlexnetLayers(int groups)
{
    using enum LayerLook;
    m_layers = {{"data", Picture, 3, 227, 227}, {"conv1", Convolution, 96, 55, 55},
        {"norm1", Norm, 96, 55, 55}, {"pool1", Pool, 96, 27, 27}, {"conv2", Convolution, 256, 27, 27, groups},
        {"norm2", Norm, 256, 27, 27}, {"pool2", Pool, 256, 13, 13}, {"conv3", Convolution, 384, 13, 13},
        {"conv4", Convolution, 384, 13, 13, groups}, {"conv5", Convolution, 256, 13, 13, groups},
        {"pool5", Pool, 256, 6, 6}, {"fc6", Vector, 4096}, {"fc7", Vector, 4096}, {"fc8", Vector, 1000}};
    m_values.resize(m_layers.size());
    std::minstd_rand random(1);
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        SceneLayer& layer = m_layers[i];
        if (layer.look == Picture) {
            layer.picture = Image(layer.width, layer.height);
            for (std::size_t byte = 0; byte < layer.picture.pixels.size(); ++byte)
                layer.picture.pixels[byte] = byte % 3 == 0 ? 200 : 90;
            continue;
        }
        m_values[i].resize(
            std::size_t(layer.channels) * std::size_t(layer.height) * std::size_t(layer.width));
        for (float& value : m_values[i])
            value = std::max(0.0f, float(random()) / float(random.max()) * 2 - 1);
        layer.values = m_values[i];
    }
}

std::size_t AlexnetLayers::row(const std::string& name) const
{
    std::size_t row = 0;
    while (m_layers.at(row).name != name)
        ++row;
    return row;
}

namespace {

void setColours(Scene& scene)
{
    for (std::size_t i = 0; i < scene.colours.size(); ++i)
        scene.colours[i] = {std::uint8_t(i), std::uint8_t(i), std::uint8_t(i)};
    scene.background = {16, 18, 99};
    scene.wireColour = {255, 255, 255};
}

}

Scene alexnetScene()
{
    AlexnetLayers alexnet;
    Scene scene = buildScene(alexnet.layers());
    setColours(scene);
    return scene;
}

Scene smallScene(int height, int width, std::vector<float> values)
{
    const std::vector<float> flat(4, 1);
    const std::vector<SceneLayer> layers = {{.name = "before", .height = 2, .width = 2, .values = flat},
        {.name = "shown", .height = height, .width = width, .values = values},
        {.name = "after", .height = 2, .width = 2, .values = flat}};
    Scene scene = buildScene(layers);
    setColours(scene);
    return scene;
}
