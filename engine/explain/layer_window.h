#pragma once

#include "engine/layers/layer.h"

#include <optional>

namespace engine {

/// A window along one axis: output i looks at the inputs stride i - before + dilation u, u from 0 to size - 1.
struct AxisWindow {
    int size = 1;
    int stride = 1;
    int before = 0; ///< padding in front
    int dilation = 1;

    /// The input under place u of the window of an output; negative or too large where the window lies in the padding.
    int inputAt(int output, int u) const { return stride * output - before + dilation * u; }
    /// How many of the windows of `outputs` outputs contain an input.
    int windowsWith(int input, int outputs) const;
};

struct LayerWindow {
    AxisWindow rows;
    AxisWindow columns;
};

/// What a layer's output looks at; nothing when that is its whole input (fully connected, flatten, global pooling).
/// Layers that work value by value or across maps (ReLU, LRN, dropout, softmax) look at one place. Throws Error for a
/// kind of layer that it does not know and that looks further.
std::optional<LayerWindow> windowOf(const Layer& layer);

}
