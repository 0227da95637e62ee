#include "engine/scene/build_scene.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace engine {

namespace {

/// From this many units on a vector is a plate, below a narrow column.
constexpr int plateUnits = 2048;

int strongestMap(const Block& block)
{
    const std::size_t size = std::size_t(block.height) * std::size_t(block.width);
    double most = -std::numeric_limits<double>::infinity();
    int strongest = 0;
    for (int map = 0; map < block.maps; ++map) {
        const float* first = block.values.data() + std::size_t(map) * size;
        double sum = 0;
        for (std::size_t i = 0; i < size; ++i)
            sum += std::isfinite(first[i]) ? first[i] : 0;
        if (sum > most) {
            most = sum;
            strongest = map;
        }
    }
    return strongest;
}

/// The towers of the network: as many as its convolutions have groups.
int towersOf(std::span<const SceneLayer> layers)
{
    int towers = 1;
    for (const SceneLayer& layer : layers)
        towers = std::max(towers, layer.look == LayerLook::Convolution ? layer.groups : 1);
    return towers;
}

Block blockOf(const SceneLayer& layer, int tower, int towers)
{
    Block block;
    block.tower = tower;
    block.behind = layer.look == LayerLook::Norm;
    block.height = layer.height;
    block.width = layer.width;
    block.maps = layer.channels / towers;
    if (layer.look == LayerLook::Picture) {
        block.picture = layer.picture;
        return block;
    }
    const std::size_t size = layer.values.size() / std::size_t(towers);
    const auto first = layer.values.begin() + std::ptrdiff_t(size) * tower;
    block.values.assign(first, first + std::ptrdiff_t(size));
    if (layer.look == LayerLook::Vector) {
        const UnitGrid grid = unitGrid(int(size));
        block.maps = 1;
        block.height = grid.rows;
        block.width = grid.columns;
        const std::size_t cells = std::size_t(grid.rows) * std::size_t(grid.columns);
        block.values.resize(cells, std::numeric_limits<float>::quiet_NaN());
        return block;
    }
    const int selected = layer.selected - tower * block.maps;
    block.frontMap = selected >= 0 && selected < block.maps ? selected : strongestMap(block);
    return block;
}

void check(const SceneLayer& layer)
{
    const bool picture = layer.look == LayerLook::Picture;
    require(layer.channels > 0 && layer.height > 0 && layer.width > 0, layer.name, " has no units to draw");
    const std::size_t expected
        = std::size_t(layer.channels) * std::size_t(layer.height) * std::size_t(layer.width);
    require(picture || layer.values.size() == expected, layer.name, " has ", layer.values.size(),
        " values to draw; its extent ", layer.channels, "x", layer.height, "x", layer.width, " asks for ",
        expected);
    require(!picture || (layer.picture.width > 0 && layer.picture.height > 0), layer.name,
        " has no picture to draw");
}

}

UnitGrid unitGrid(int units)
{
    const double wish = units >= plateUnits ? std::sqrt(units) : std::max(1.0, std::sqrt(units) / 3);
    int columns = int(wish);
    double off = std::log(4); // nearly prime numbers leave the last row incomplete
    for (int divisor = 1; divisor * divisor <= units; ++divisor)
        if (units % divisor == 0 && std::abs(std::log(divisor / wish)) < off) {
            off = std::abs(std::log(divisor / wish));
            columns = divisor;
        }
    return {(units + columns - 1) / columns, columns};
}

Scene buildScene(std::span<const SceneLayer> layers)
{
    const int towers = towersOf(layers);
    std::size_t lastVector = layers.size();
    for (std::size_t i = 0; i < layers.size(); ++i)
        if (layers[i].look == LayerLook::Vector)
            lastVector = i;

    Scene scene;
    std::vector<int> before; // the blocks that the next layer is wired to
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const SceneLayer& layer = layers[i];
        check(layer);
        const bool whole
            = layer.look == LayerLook::Picture || i == lastVector || layer.channels % towers != 0;
        const int parts = whole ? 1 : towers;
        const bool ownTowerOnly = layer.look == LayerLook::Pool
            || (layer.look == LayerLook::Convolution && layer.groups == towers);
        std::vector<int> here;
        for (int tower = 0; tower < parts; ++tower) {
            here.push_back(int(scene.blocks.size()));
            scene.blocks.push_back(blockOf(layer, tower, parts));
            scene.blocks.back().layer = int(i);
        }
        if (layer.look == LayerLook::Norm)
            continue;
        const bool straight = ownTowerOnly && before.size() == here.size();
        for (std::size_t from = 0; from < before.size(); ++from)
            for (std::size_t to = 0; to < here.size(); ++to)
                if (!straight || from == to)
                    scene.wires.push_back({before[from], here[to]});
        before = here;
    }
    return scene;
}

}
