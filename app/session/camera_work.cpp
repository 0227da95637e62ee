#include "app/session/camera_work.h"

#include "app/session/engine_state.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/image/prepare.h"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace engine;

namespace {

/// Without a copy of the pixels.
QImage imageOf(Image frame)
{
    auto* kept = new Image(std::move(frame));
    return QImage(
        kept->pixels.data(), kept->width, kept->height, 3 * kept->width, QImage::Format_RGB888,
        [](void* image) { delete static_cast<Image*>(image); }, kept);
}

/// The units with the largest sums, largest first.
std::vector<int> strongestUnits(const HostTensor& maps, int count)
{
    const std::size_t extent = std::size_t(maps.shape.height) * std::size_t(maps.shape.width);
    std::vector<double> sums;
    for (auto map = maps.values.begin(); map != maps.values.end(); map += std::ptrdiff_t(extent))
        sums.push_back(std::accumulate(map, map + std::ptrdiff_t(extent), 0.0));
    std::vector<int> order(sums.size());
    std::iota(order.begin(), order.end(), 0);
    const auto end = order.begin() + std::min<std::ptrdiff_t>(count, std::ptrdiff_t(order.size()));
    std::partial_sort(order.begin(), end, order.end(), [&](int a, int b) {
        return std::pair(-sums[std::size_t(a)], a) < std::pair(-sums[std::size_t(b)], b);
    });
    order.erase(end, order.end());
    return order;
}

LiveLayer liveLayer(const LayerInfo& layer, const HostTensor& maps, int count)
{
    LiveLayer live;
    live.layer = layer.name;
    live.hasNegative
        = std::any_of(maps.values.begin(), maps.values.end(), [](float value) { return value < 0; });
    if (layer.vector) {
        live.maps.push_back({-1, 1, maps.values});
        return live;
    }
    const auto extent = std::ptrdiff_t(maps.shape.height) * maps.shape.width;
    for (const int unit : strongestUnits(maps, count)) {
        const auto first = maps.values.begin() + unit * extent;
        live.maps.push_back({unit, maps.shape.width, {first, first + extent}});
    }
    return live;
}

void readLayers(CameraAnswer& answer, const Network& network, const FrameWishes& wishes)
{
    for (const LayerInfo& layer : answer.network->layers) {
        if (wishes.mapsPerLayer == 0 && layer.name != wishes.kept)
            continue;
        HostTensor maps = network.activation(layer.name.toStdString(), 1, Keep::Everything);
        if (wishes.mapsPerLayer > 0)
            answer.layers.push_back(liveLayer(layer, maps, wishes.mapsPerLayer));
        if (layer.name == wishes.kept)
            answer.kept = std::move(maps);
    }
}

void fillGuesses(CameraAnswer& answer, double notSureAbove)
{
    const std::vector<float>& probabilities = answer.probabilities;
    require(std::all_of(probabilities.begin(), probabilities.end(), [](float p) { return std::isfinite(p); }),
        "the network's numbers grow beyond all bounds with these weights: they are damaged or not trained");
    std::vector<int> order(probabilities.size());
    std::iota(order.begin(), order.end(), 0);
    const auto best = order.begin() + std::min<std::ptrdiff_t>(5, std::ptrdiff_t(order.size()));
    std::partial_sort(order.begin(), best, order.end(), [&](int a, int b) {
        return std::pair(-probabilities[std::size_t(a)], a) < std::pair(-probabilities[std::size_t(b)], b);
    });
    for (auto index = order.begin(); index != best; ++index)
        answer.best.push_back({*index, probabilities[std::size_t(*index)]});
    const int classes = int(probabilities.size());
    answer.spread = spreadOf(probabilities);
    answer.sureness = surenessOf(answer.spread, classes);
    answer.notSure = classes > 1 && answer.spread > notSureAbove * std::log2(double(classes));
}

}

CameraAnswerPointer answerFrame(EngineState& state, CameraWork& work, const std::shared_ptr<CameraFeed>& feed,
    const FrameWishes& wishes, const std::stop_token& stop)
{
    mayWait("answering a frame");
    QElapsedTimer timer;
    timer.start();
    Network& network = state.openNetwork();
    std::optional<Frame> frame = feed->take();
    if (!frame)
        return nullptr;
    if (work.network != state.network || work.feed.lock() != feed || frame->unrelated)
        work.steady.clear();
    work.network = state.network;
    work.feed = feed;
    work.steady.setCount(wishes.steady);

    const InputRecipe& recipe = state.model.recipe;
    HostTensor input(network.input());
    writeView(frameView(frame->image, recipe, work.steady.nextView()), recipe, input, 0);
    // What only the answer needs leaves the activations of the picture under the microscope on the device.
    const Keep keep = wishes.mapsPerLayer > 0 || !wishes.kept.isEmpty() ? Keep::Everything : Keep::Answer;
    if (keep == Keep::Everything && state.last) {
        work.displaced = state.last;
        state.last.reset();
    }
    network.setInput(input, keep);
    const qint64 begun = timer.nsecsElapsed();
    if (!network.run(1, keep, stop))
        return nullptr;

    auto answer = std::make_shared<CameraAnswer>();
    answer->milliseconds = double(timer.nsecsElapsed() - begun) / 1e6;
    answer->network = state.network;
    answer->frame = frame->number;
    answer->seconds = frame->seconds;
    answer->unrelated = frame->unrelated;
    const FramePart seen = seenPart(frame->image.width, frame->image.height, recipe);
    answer->seen = {seen.x, seen.y, seen.width, seen.height};
    answer->picture = imageOf(std::move(frame->image));
    answer->probabilities
        = work.steady.add(network.activation(network.layers().entries().back().name, 1, keep).values);
    answer->averaged = work.steady.averaged();
    fillGuesses(*answer, wishes.notSureAbove);
    if (keep == Keep::Everything)
        readLayers(*answer, network, wishes);
    answer->allMilliseconds = double(timer.nsecsElapsed()) / 1e6;
    return answer;
}

void giveBack(EngineState& state, CameraWork& work, const std::stop_token& stop)
{
    const ClassificationPointer displaced = std::exchange(work.displaced, nullptr);
    if (!displaced || state.last || state.network != displaced->network)
        return;
    Network& network = state.openNetwork();
    network.setInput(displaced->input, Keep::Everything);
    if (network.run(1, Keep::Everything, stop))
        state.last = displaced;
}
