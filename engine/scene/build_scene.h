#pragma once

#include "engine/scene/scene.h"

#include <span>
#include <string>

namespace engine {

/// How a layer is drawn.
enum class LayerLook {
    Picture, ///< the input, in its own colours
    Convolution,
    Pool,
    Norm, ///< a thin plate behind the layer before it
    Vector, ///< fully connected: its units in rows on a plate
};

/// One layer of a network with what a picture made of it.
struct SceneLayer {
    std::string name; ///< for messages
    LayerLook look = LayerLook::Convolution;
    int channels = 1;
    int height = 1;
    int width = 1;
    int groups = 1; ///< of a convolution
    std::span<const float> values; ///< C x H x W; not looked at for a picture
    Image picture; ///< of the input
    int selected = -1; ///< the unit to show in front; -1 shows the one with the largest mean
};

/// The blocks and wires of a network. If a convolution has groups, all layers but the input and the last vector are
/// drawn as that many towers; wires cross wherever a layer sees more than its own tower. Colours stay to be set.
/// Throws Error naming the layer when its values are not as many as its extent says.
Scene buildScene(std::span<const SceneLayer> layers);

/// Rows and columns on which the units of a vector are drawn: 4096 is 64 x 64, 1000 a column of 10.
struct UnitGrid {
    int rows = 1;
    int columns = 1;
};
UnitGrid unitGrid(int units);

}
