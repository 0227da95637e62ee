#include "app/session/classify.h"

#include "app/session/engine_state.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/image/decode.h"
#include "engine/image/edit.h"
#include "engine/image/prepare.h"

#include <QFile>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace engine;

namespace {

QImage toQImage(const Image& image)
{
    const QImage view(image.pixels.data(), image.width, image.height, 3 * image.width, QImage::Format_RGB888);
    return view.copy();
}

/// The mean colour of the pictures a network was trained with, which is zero to the network.
std::array<std::uint8_t, 3> meanColour(const InputRecipe& recipe)
{
    std::array<std::uint8_t, 3> colour {};
    for (std::size_t c = 0; c < 3; ++c) {
        const std::size_t from = recipe.order == InputRecipe::Order::Bgr ? 2 - c : c;
        colour[c] = std::uint8_t(std::lround(std::clamp(recipe.mean[from] * recipe.divisor, 0.0f, 255.0f)));
    }
    return colour;
}

Image edited(Image picture, const PictureEdits& edits, const InputRecipe& recipe)
{
    if (edits.rotation != 0)
        picture = rotated(picture, edits.rotation);
    if (edits.brightness != 0 || edits.saturation != 1)
        picture = recoloured(picture, edits.brightness, edits.saturation);
    if (!edits.shift.isNull())
        picture = shifted(picture, edits.shift.x(), edits.shift.y());
    for (const BrushStroke& stroke : edits.strokes) {
        std::vector<Position> path;
        for (const QPointF& point : stroke.points)
            path.push_back({point.x() * picture.width, point.y() * picture.height});
        const double radius = stroke.radius * picture.width;
        picture = stroke.kind == BrushStroke::Kind::Erase ? painted(picture, path, radius, meanColour(recipe))
                                                          : blurred(picture, path, radius);
    }
    return picture;
}

std::vector<int> bestFirst(const std::vector<float>& probabilities)
{
    std::vector<int> order(probabilities.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
        [&](int a, int b) { return probabilities[std::size_t(a)] > probabilities[std::size_t(b)]; });
    return order;
}

}

void decodePicture(EngineState& state, const PictureSource& source)
{
    const std::string name = source.name.toStdString();
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(source.bytes.constData());
    Image picture = source.path.isEmpty()
        ? decodeBytes({bytes, std::size_t(source.bytes.size())}, name)
        : decodeFile(std::filesystem::path(QFile::encodeName(source.path).toStdString()));
    state.pictureName = source.name;
    state.pictureSize = {picture.width, picture.height};
    constexpr int most = 1600;
    state.shown = toQImage(picture);
    if (std::max(picture.width, picture.height) > most)
        state.shown = state.shown.scaled(most, most, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    state.edits = {};
    state.picture = std::move(picture);
}

ClassificationPointer classify(EngineState& state, const std::stop_token& stop)
{
    mayWait("answering a picture");
    Network& network = state.openNetwork();
    const InputRecipe& recipe = state.model.recipe;
    const Image seen = edited(preparedPicture(*state.picture, recipe), state.edits, recipe);
    auto answer = std::make_shared<Classification>();
    static quint64 number = 0;
    answer->number = ++number;
    answer->network = state.network;
    answer->name = state.pictureName;
    answer->picture = state.shown;
    answer->pictureSize = state.pictureSize;
    answer->seen = toQImage(seen);
    answer->input = HostTensor(network.input());
    writeView(seen, recipe, answer->input, 0);

    network.setInput(answer->input, Keep::Everything);
    if (!network.run(1, Keep::Everything, stop, Timing::Sections))
        return nullptr;
    for (const LayerList::Entry& entry : network.layers().entries())
        answer->activations.push_back(network.activation(entry.name, 1, Keep::Everything));
    answer->probabilities = answer->activations.back().values;
    answer->scores = answer->activations[answer->activations.size() - 2].values;
    require(std::all_of(answer->probabilities.begin(), answer->probabilities.end(),
                [](float p) { return std::isfinite(p); }),
        "the network's numbers grow beyond all bounds with these weights: they are damaged or not trained");
    answer->order = bestFirst(answer->probabilities);
    for (const SectionTime& time : network.recording(1, Keep::Everything).times()) {
        answer->times.push_back({QString::fromStdString(time.name), time.milliseconds});
        answer->milliseconds += time.milliseconds;
    }
    state.last = answer;
    return answer;
}
