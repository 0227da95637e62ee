#pragma once

#include "engine/core/host_tensor.h"
#include "engine/core/image.h"
#include "engine/core/input_recipe.h"

namespace engine {

/// Width and height in pixels.
struct PictureSize {
    int width = 0;
    int height = 0;
};

/// The size that a picture is resized to before the crop is cut from it; the resized picture need not ever exist as a
/// whole. Throws Error for a recipe or a picture that does not allow it.
PictureSize resizedSize(const Image& picture, const InputRecipe& recipe);

/// The recipe's part that ends in pixels: the picture resized (the shorter side to `resize`, the longer one
/// in proportion with its fraction dropped; or both) and cut to the crop x crop pixels in its middle, as
/// torchvision's Resize and CenterCrop do. A picture that has the size already keeps its pixels. Time and
/// memory stay small for a picture of any proportions. Throws Error when the recipe crops more than it
/// resizes to.
Image preparedPicture(const Image& picture, const InputRecipe& recipe);

/// The numbers a network expects for a picture, 1 x 3 x crop x crop: preparedPicture() with its channels in
/// the recipe's order, each value divided by the divisor, minus the mean, divided by the deviation.
HostTensor prepare(const Image& picture, const InputRecipe& recipe);

/// The last step of prepare() alone: the numbers of a picture of crop x crop pixels, written to place `index` of the
/// tensor.
void writeView(const Image& view, const InputRecipe& recipe, HostTensor& tensor, int index);

/// The same for ten windows, 10 x 3 x crop x crop, in the order and with the content of torchvision's
/// TenCrop: top left, top right, bottom left, bottom right and centre of the resized picture, then those five
/// of its mirror image (so the sixth mirrors the second). Where a recipe resizes to the crop itself, as those
/// of the 32-pixel networks do, the windows lie in the prepared picture widened by four pixels on each side,
/// which repeat its border.
HostTensor prepareTenViews(const Image& picture, const InputRecipe& recipe);

}
