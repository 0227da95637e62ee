#include "app/session/batch_work.h"

#include "app/session/engine_state.h"
#include "app/session/thumbnail.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/image/decode.h"
#include "engine/image/find_pictures.h"
#include "engine/image/prepare.h"

#include <QFile>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace engine;

std::vector<QString> filesOf(const QString& folder)
{
    mayWait("looking for pictures in a folder");
    std::vector<QString> files;
    for (const std::filesystem::path& file : findPictures(QFile::encodeName(folder).toStdString()))
        files.push_back(QFile::decodeName(file.c_str()));
    return files;
}

/// The five most probable classes and the spread over all.
static void fillAnswer(
    BatchRow& row, const std::vector<float>& probabilities, const std::vector<float>& scores)
{
    require(std::all_of(probabilities.begin(), probabilities.end(), [](float p) { return std::isfinite(p); }),
        "the network's numbers grow beyond all bounds with these weights: they are damaged or not trained");
    std::vector<int> order(probabilities.size());
    std::iota(order.begin(), order.end(), 0);
    const auto best = order.begin() + std::min<std::ptrdiff_t>(5, std::ptrdiff_t(order.size()));
    std::partial_sort(order.begin(), best, order.end(), [&](int a, int b) {
        return std::pair(-probabilities[std::size_t(a)], a) < std::pair(-probabilities[std::size_t(b)], b);
    });
    for (auto index = order.begin(); index != best; ++index)
        row.best.push_back({*index, probabilities[std::size_t(*index)], scores[std::size_t(*index)]});
    row.spread = spreadOf(probabilities);
}

BatchRow answerFile(EngineState& state, const QString& file, const QString& name)
{
    Network& network = state.openNetwork();
    BatchRow row {file, name, {}, {}, {}, 0};
    Image picture;
    try {
        picture = decodeFile(QFile::encodeName(file).toStdString(), name.toStdString());
    } catch (const Error& problem) {
        row.problem = QString::fromUtf8(problem.what());
        return row;
    }
    row.small = thumbnailOf(QImage(picture.pixels.data(), picture.width, picture.height, 3 * picture.width,
                                QImage::Format_RGB888),
        Batch::smallSize);
    // With Keep::Answer: the activations of the picture under the microscope stay as they are on the device.
    const HostTensor probabilities = network.forward(prepare(picture, state.model.recipe), Keep::Answer);
    const auto& layers = network.layers().entries();
    const HostTensor scores = network.activation(layers[layers.size() - 2].name, 1, Keep::Answer);
    fillAnswer(row, probabilities.values, scores.values);
    return row;
}
