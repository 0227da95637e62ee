#include "app/session/data_work.h"
#include "engine/core/error.h"
#include "engine/image/augment.h"
#include "engine/image/prepare.h"
#include "engine/network/architecture.h"

#include <algorithm>
#include <cmath>

using namespace engine;

namespace {

constexpr int coloursFrom = 200; ///< pictures, evenly spread over the set: close to what a run measures

PrincipalColours coloursOf(const TrainingData& data, const InputRecipe& recipe)
{
    const Dataset& pictures = *data.training;
    const int count = std::min(pictures.size(), coloursFrom);
    std::vector<float> colours;
    for (int i = 0; i < count; ++i)
        try {
            const auto index = int(std::int64_t(i) * pictures.size() / count);
            sampleColours(preparedPicture(pictures.image(index), recipe), colours);
        } catch (const OutOfMemoryError&) {
            throw;
        } catch (const Error&) {
            continue; // it is among the bad files
        }
    return principalColours(colours);
}

/// The numbers of a network's input as the picture that they came from.
QImage pictureOf(const HostTensor& input, const InputRecipe& recipe)
{
    const int side = recipe.crop;
    const std::size_t plane = std::size_t(side) * std::size_t(side);
    const bool bgr = recipe.order == InputRecipe::Order::Bgr;
    QImage picture(side, side, QImage::Format_RGB32);
    for (int y = 0; y < side; ++y) {
        auto* line = reinterpret_cast<QRgb*>(picture.scanLine(y));
        for (int x = 0; x < side; ++x) {
            int colour[3] = {};
            for (std::size_t c = 0; c < 3; ++c) {
                const float value
                    = input.values[c * plane + std::size_t(y) * std::size_t(side) + std::size_t(x)];
                const float whole = (value * recipe.deviation[c] + recipe.mean[c]) * recipe.divisor;
                colour[bgr ? 2 - c : c] = std::clamp(int(std::lround(whole)), 0, 255);
            }
            line[x] = qRgb(colour[0], colour[1], colour[2]);
        }
    }
    return picture;
}

}

std::vector<QImage> variantsOf(const std::shared_ptr<const TrainingData>& data, const TrainingPlan& plan,
    int picture, int count, PreviewColours& colours)
{
    const InputRecipe recipe = findArchitecture(plan.model.toStdString()).recipe;
    const AugmentationChoice& chosen = plan.augmentation;
    const Augmentation augmentation {chosen.crop, chosen.mirror, chosen.scale, chosen.colour, chosen.pca};
    if (colours.data != data)
        colours = {data, {}};
    if (chosen.pca && !colours.colours)
        colours.colours = coloursOf(*data, recipe);
    const Image original = data->training->image(picture);
    const Image kept = keptPicture(original, recipe, augmentation);
    std::vector<QImage> variants {imageFrom(preparedPicture(original, recipe))};
    for (int i = 1; i < count; ++i) {
        Random random(plan.seed, Purpose::Augmentation, std::uint32_t(i - 1), std::uint32_t(picture));
        const Image view = variedView(kept, recipe, augmentation, random);
        ColourChange change;
        if (chosen.colour || chosen.pca)
            change = randomColourChange(
                view, augmentation, colours.colours.value_or(PrincipalColours()), random);
        HostTensor input({1, 3, recipe.crop, recipe.crop});
        writeView(view, change, recipe, input, 0);
        variants.push_back(pictureOf(input, recipe));
    }
    return variants;
}
