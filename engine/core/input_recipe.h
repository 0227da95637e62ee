#pragma once

#include <array>

namespace engine {

/// How a picture becomes the numbers a network expects. It belongs to the weights as much as to the network: weights
/// trained with one recipe answer nonsense with another.
struct InputRecipe {
    enum class Order { Rgb, Bgr };
    /// ShorterSide keeps the aspect ratio; Squash resizes both sides to `resize`, as Caffe does.
    enum class Resize { ShorterSide, Squash };

    Order order = Order::Rgb;
    Resize resizing = Resize::ShorterSide;
    int resize = 256; ///< pixels
    int crop = 227; ///< pixels per side, taken from the centre
    /// Values are divided by this first (1 keeps 0..255, 255 gives 0..1), ...
    float divisor = 1;
    /// ... then, per channel in `order`, the mean is subtracted and the result divided by `deviation`.
    std::array<float, 3> mean = {0, 0, 0};
    std::array<float, 3> deviation = {1, 1, 1};

    bool operator==(const InputRecipe&) const = default;
};

}
