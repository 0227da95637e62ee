#pragma once

#include "engine/network/layer_list.h"

#include <cstddef>
#include <vector>

namespace engine {

/// A box of pixels, rows `top` to `top + height - 1`; empty when it has no height or no width.
struct Rect {
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;

    bool isEmpty() const { return width <= 0 || height <= 0; }
    bool operator==(const Rect&) const = default;
};

/// Along one axis, output i is reached by the pixels jump i + offset to jump i + offset + size - 1 of the network's
/// input. A jump of 0 means that every output is reached by the same pixels, all of them.
struct FieldAxis {
    int size = 1;
    int jump = 1; ///< product of the strides
    int offset = 0; ///< negative with padding

    bool operator==(const FieldAxis&) const = default;
};

/// The receptive field of one layer's outputs, padding and what rounding up adds behind the picture counted as pixels.
struct ReceptiveField {
    FieldAxis rows;
    FieldAxis columns;

    bool isWholeInput() const { return rows.jump == 0 && columns.jump == 0; }
    /// The box of pixels that reach an output; it may reach outside of the picture.
    Rect box(int y, int x) const
    {
        return {columns.jump * x + columns.offset, rows.jump * y + rows.offset, columns.size, rows.size};
    }
};

/// One per layer, by the closed formulas of Araujo, Norris and Sim ("Computing Receptive Fields of Convolutional Neural
/// Networks", Distill 2019): a window of size k, stride s, padding p and dilation d makes size += (k - 1) d jump,
/// offset -= p jump, jump *= s. From a fully connected layer, flatten or global pooling on it is the whole input.
std::vector<ReceptiveField> receptiveFields(const LayerList& layers, const Shape& input);

/// The box of pixels of a network's input (N x C x H x W) that reach the outputs of a layer at (y, x), whatever the
/// channel; it may reach outside of the picture. Throws UsageError when there is no such layer or place.
Rect receptiveField(const LayerList& layers, std::size_t layer, int y, int x, const Shape& input);

/// The smallest box that holds the pixels of the picture that really reach that place: cut layer by layer, so that
/// neither padding on the way nor pixels that a stride passes over count. Empty when only padding reaches it.
Rect receptiveFieldInPicture(const LayerList& layers, std::size_t layer, int y, int x, const Shape& input);

}
