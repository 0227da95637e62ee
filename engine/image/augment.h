#pragma once

#include "engine/core/host_tensor.h"
#include "engine/core/image.h"
#include "engine/core/input_recipe.h"
#include "engine/core/random.h"
#include "engine/image/principal_colours.h"

#include <string>

namespace engine {

/// How training pictures are varied. Words are those of `--augment`. Lengths are those of the picture as the recipe
/// resizes it.
/// "crop" goes, where the recipe crops all that it resizes to, up to an eighth of the crop beyond the picture, which is
/// continued by its border. "scale" shows things 0.85 to 1.2 times as large as the recipe does, one time in six up to
/// twice, and stretched by up to 4 : 5.
struct Augmentation {
    bool crop = false; ///< "crop": a window at a random place in the picture
    bool mirror = false; ///< "mirror": left and right exchanged half of the time
    bool scale = false; ///< "scale": a random part of the picture, enlarged or shrunk to size
    bool colour = false; ///< "colour": brightness, contrast and saturation, each by up to a quarter
    bool pca = false; ///< "pca": the paper's noise along the principal colours (section 4.1)

    bool operator==(const Augmentation&) const = default;
};

/// "crop,mirror", in any order; "none" for none. Throws UsageError for another word.
Augmentation augmentationNamed(const std::string& words);
/// The opposite, in the order of the members.
std::string augmentationName(const Augmentation& augmentation);

/// What of a picture its variations can show, at a size that keeps their detail: this is worth keeping in memory.
/// Throws Error as prepare() does.
Image keptPicture(const Image& picture, const InputRecipe& recipe, const Augmentation& augmentation);

/// A variation of a kept picture, drawn from `random`: crop x crop pixels, only its geometry varied. Without "crop",
/// "mirror" and "scale" it is preparedPicture() of the original.
Image variedView(
    const Image& kept, const InputRecipe& recipe, const Augmentation& augmentation, Random& random);

/// How the colours of a picture change: new = matrix * old, plus offset, cut to 0..255, plus noise. Red, green, blue
/// from 0 to 255.
struct ColourChange {
    std::array<std::array<float, 3>, 3> matrix = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
    float offset = 0;
    std::array<float, 3> noise = {0, 0, 0};
};

/// Draws the change for a view. `principal` matters for "pca" alone.
ColourChange randomColourChange(
    const Image& view, const Augmentation& augmentation, const PrincipalColours& principal, Random& random);

/// The numbers of a view with its colours changed, normalised by the recipe, written to place `index` of the tensor.
void writeView(
    const Image& view, const ColourChange& change, const InputRecipe& recipe, HostTensor& tensor, int index);

}
