#include "engine/image/augment.h"

#include "engine/core/error.h"
#include "engine/image/prepare.h"
#include "engine/image/resize.h"

#include <algorithm>
#include <cmath>

namespace engine {

namespace {

struct Word {
    const char* name;
    bool Augmentation::*member;
};

}

static constexpr Word words[] = {
    {"crop", &Augmentation::crop},
    {"mirror", &Augmentation::mirror},
    {"scale", &Augmentation::scale},
    {"colour", &Augmentation::colour},
    {"pca", &Augmentation::pca},
};

Augmentation augmentationNamed(const std::string& text)
{
    Augmentation augmentation;
    if (text == "none")
        return augmentation;
    std::istringstream stream(text + ',');
    for (std::string word; std::getline(stream, word, ',');) {
        const auto known = std::find_if(std::begin(words), std::end(words),
            [&](const Word& candidate) { return word == candidate.name; });
        if (known == std::end(words))
            throw UsageError(sentence("'", word,
                "' is no way to vary pictures: choose among crop, mirror, scale, colour and pca with commas "
                "between them, or none"));
        augmentation.*known->member = true;
    }
    return augmentation;
}

std::string augmentationName(const Augmentation& augmentation)
{
    std::string name;
    for (const Word& word : words)
        if (augmentation.*word.member)
            name += (name.empty() ? "" : ",") + std::string(word.name);
    return name.empty() ? "none" : name;
}

Image keptPicture(const Image& picture, const InputRecipe& recipe, const Augmentation& augmentation)
{
    if (!augmentation.crop && !augmentation.scale)
        return preparedPicture(picture, recipe);
    InputRecipe finest = recipe;
    if (augmentation.scale)
        finest.resize *= 2; // the closest view
    const PictureSize size = resizedSize(picture, finest);
    const int width = std::min(size.width, picture.width);
    const int height = std::min(size.height, picture.height);
    const bool same = width == picture.width && height == picture.height;
    return same ? picture : resizeBilinear(picture, width, height);
}

static double logUniform(Random& random, double low, double high)
{
    return std::exp(random.uniform(std::log(low), std::log(high)));
}

/// The width and height of the window shown, in pixels of the resized picture.
static std::array<double, 2> windowSize(int crop, const Augmentation& augmentation, Random& random)
{
    if (!augmentation.scale)
        return {double(crop), double(crop)};
    const bool close = random.below(6) == 0;
    const double zoom = close ? logUniform(random, 1.2, 2) : logUniform(random, 0.85, 1.2);
    const double stretch = std::sqrt(logUniform(random, 0.8, 1.25));
    return {crop / zoom * stretch, crop / zoom / stretch};
}

/// Where a window begins along an axis: anywhere inside the picture, or anywhere with the picture inside it, and at
/// least `freedom` pixels to either side of the middle. Whole pixels, if wanted, keep the picture sharp.
static double windowStart(double size, double window, double freedom, bool whole, Random& random)
{
    const double middle = (size - window) / 2;
    const double reach = std::max(std::abs(middle), freedom);
    if (whole)
        return std::floor(middle - reach) + random.below(std::uint32_t(2 * reach) + 1);
    return random.uniform(middle - reach, middle + reach);
}

Image variedView(
    const Image& kept, const InputRecipe& recipe, const Augmentation& augmentation, Random& random)
{
    const bool mirror = augmentation.mirror && random.below(2) == 1;
    if (!augmentation.crop && !augmentation.scale)
        return mirror ? mirrored(kept) : kept;

    const PictureSize size = resizedSize(kept, recipe);
    const int freedom = augmentation.crop && recipe.resize == recipe.crop ? recipe.crop / 8 : 0;
    const auto [width, height] = windowSize(recipe.crop, augmentation, random);
    const double x = windowStart(size.width, width, freedom, !augmentation.scale, random);
    const double y = windowStart(size.height, height, freedom, !augmentation.scale, random);
    const double across = double(kept.width) / size.width;
    const double down = double(kept.height) / size.height;
    const Image view
        = resizeWindow(kept, {x * across, y * down, width * across, height * down}, recipe.crop, recipe.crop);
    return mirror ? mirrored(view) : view;
}

static constexpr std::array<float, 3> luminance = {0.299f, 0.587f, 0.114f}; // ITU-R BT.601

static double meanLuminance(const Image& view)
{
    std::array<std::uint64_t, 3> sums = {};
    for (std::size_t i = 0; i < view.pixels.size(); i += 3)
        for (std::size_t c = 0; c < 3; ++c)
            sums[c] += view.pixels[i + c];
    double sum = 0;
    for (std::size_t c = 0; c < 3; ++c)
        sum += luminance[c] * double(sums[c]);
    return sum / std::max<double>(1, double(view.pixels.size() / 3));
}

ColourChange randomColourChange(
    const Image& view, const Augmentation& augmentation, const PrincipalColours& principal, Random& random)
{
    ColourChange change;
    if (augmentation.colour) {
        // Brightness times each value, contrast about the picture's mean grey, saturation about each pixel's grey.
        const double brightness = random.uniform(0.75, 1.25);
        const double contrast = random.uniform(0.75, 1.25);
        const double saturation = random.uniform(0.75, 1.25);
        for (std::size_t to = 0; to < 3; ++to)
            for (std::size_t from = 0; from < 3; ++from)
                change.matrix[to][from] = float(brightness * contrast
                    * ((to == from ? saturation : 0) + (1 - saturation) * luminance[from]));
        change.offset = float(meanLuminance(view) * brightness * (1 - contrast));
    }
    if (augmentation.pca)
        change.noise = principalNoise(principal, random);
    return change;
}

void writeView(
    const Image& view, const ColourChange& change, const InputRecipe& recipe, HostTensor& tensor, int index)
{
    for (int channel = 0; channel < 3; ++channel) {
        const auto colour = std::size_t(recipe.order == InputRecipe::Order::Rgb ? channel : 2 - channel);
        const std::array<float, 3> row = change.matrix[colour];
        const float noise = change.noise[colour];
        const float mean = recipe.mean[std::size_t(channel)];
        const float deviation = recipe.deviation[std::size_t(channel)];
        const std::uint8_t* in = view.pixels.data();
        float* out = &tensor.at(index, channel, 0, 0);
        for (int i = 0; i < view.width * view.height; ++i, in += 3) {
            const float value
                = row[0] * float(in[0]) + row[1] * float(in[1]) + row[2] * float(in[2]) + change.offset;
            out[i] = ((std::clamp(value, 0.f, 255.f) + noise) / recipe.divisor - mean) / deviation;
        }
    }
}

}
