#include "engine/image/prepare.h"

#include "engine/core/error.h"
#include "engine/image/resize.h"

#include <algorithm>
#include <limits>

namespace engine {

namespace {

struct Place {
    int x = 0;
    int y = 0;
};

}

PictureSize resizedSize(const Image& picture, const InputRecipe& recipe)
{
    require(recipe.crop > 0 && recipe.crop <= recipe.resize, "An input recipe crops ", recipe.crop,
        " pixels of a picture resized to ", recipe.resize, ": the crop must be between 1 and that size");
    require(picture.width > 0 && picture.height > 0,
        "A picture without pixels cannot be prepared: choose another");
    if (recipe.resizing == InputRecipe::Resize::Squash)
        return {recipe.resize, recipe.resize};

    const auto [shortSide, longSide] = std::minmax({picture.width, picture.height});
    const double length = double(std::int64_t(recipe.resize) * longSide) / shortSide;
    require(length <= std::numeric_limits<int>::max(), "A picture of ", picture.width, " x ", picture.height,
        " pixels is too narrow to be resized to ", recipe.resize, ": cut off a part of its length first");
    const bool wide = picture.width >= picture.height;
    return {wide ? int(length) : recipe.resize, wide ? recipe.resize : int(length)};
}

/// Half of what is left over, a half rounded to the even number, as Python's round() does.
static int centred(int size, int crop)
{
    const int left = size - crop;
    return left / 2 + (left % 2 != 0 && left / 2 % 2 != 0 ? 1 : 0);
}

static Place centre(const PictureSize& size, int crop)
{
    return {centred(size.width, crop), centred(size.height, crop)};
}

Image preparedPicture(const Image& picture, const InputRecipe& recipe)
{
    const PictureSize size = resizedSize(picture, recipe);
    const Place middle = centre(size, recipe.crop);
    return resizeRegion(picture, size.width, size.height, {middle.x, middle.y, recipe.crop, recipe.crop});
}

void writeView(const Image& view, const InputRecipe& recipe, HostTensor& tensor, int index)
{
    for (int channel = 0; channel < 3; ++channel) {
        const int colour = recipe.order == InputRecipe::Order::Rgb ? channel : 2 - channel;
        const float mean = recipe.mean[channel];
        const float deviation = recipe.deviation[channel];
        const std::uint8_t* in = view.pixels.data() + colour;
        float* out = &tensor.at(index, channel, 0, 0);
        for (int i = 0; i < view.width * view.height; ++i)
            out[i] = (float(in[i * 3]) / recipe.divisor - mean) / deviation;
    }
}

HostTensor prepare(const Image& picture, const InputRecipe& recipe)
{
    const Image view = preparedPicture(picture, recipe);
    HostTensor tensor({1, 3, recipe.crop, recipe.crop});
    writeView(view, recipe, tensor, 0);
    return tensor;
}

static Image widened(const Image& picture, int border)
{
    Image result(picture.width + 2 * border, picture.height + 2 * border);
    for (int y = 0; y < result.height; ++y) {
        for (int x = 0; x < result.width; ++x) {
            const std::uint8_t* in = picture.pixel(
                std::clamp(x - border, 0, picture.width - 1), std::clamp(y - border, 0, picture.height - 1));
            std::copy(in, in + 3, result.pixel(x, y));
        }
    }
    return result;
}

HostTensor prepareTenViews(const Image& picture, const InputRecipe& recipe)
{
    constexpr int border = 4;
    // Resized as a whole, up to this, the picture is read once and not once per window.
    constexpr std::int64_t fewPixels = 4'000'000;
    PictureSize size = resizedSize(picture, recipe);
    Image canvas;
    if (recipe.resize == recipe.crop)
        canvas = widened(preparedPicture(picture, recipe), border);
    else if (std::int64_t(size.width) * size.height <= fewPixels)
        canvas = resizeBilinear(picture, size.width, size.height);
    if (canvas.width > 0)
        size = {canvas.width, canvas.height};

    const int crop = recipe.crop;
    const auto window = [&](const Place& place) {
        return canvas.width > 0
            ? engine::crop(canvas, place.x, place.y, crop, crop)
            : resizeRegion(picture, size.width, size.height, {place.x, place.y, crop, crop});
    };
    const int right = size.width - crop;
    const int bottom = size.height - crop;
    const Place places[] = {{0, 0}, {right, 0}, {0, bottom}, {right, bottom}, centre(size, crop)};
    HostTensor tensor({10, 3, crop, crop});
    for (int i = 0; i < 5; ++i) {
        const Place& place = places[i];
        writeView(window(place), recipe, tensor, i);
        writeView(mirrored(window({right - place.x, place.y})), recipe, tensor, 5 + i);
    }
    return tensor;
}

}
