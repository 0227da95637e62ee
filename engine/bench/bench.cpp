#include "engine/bench/bench.h"

#include "engine/training/trainer.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <random>

namespace engine {

namespace {

double now()
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// "conv1 backward_data" is the layer conv1 in that direction; without a second word it is forward. Parts with the same
/// name (micro-batches) have been added up before.
void addParts(BenchResult& result, const std::vector<SectionTime>& sections, bool first)
{
    if (first)
        result.layers.resize(sections.size());
    for (std::size_t i = 0; i < sections.size(); ++i) {
        BenchResult::Layer& layer = result.layers[i];
        if (first || sections[i].milliseconds < layer.milliseconds)
            layer.milliseconds = sections[i].milliseconds;
        const std::size_t space = sections[i].name.find(' ');
        layer.name = sections[i].name.substr(0, space);
        layer.direction = space == std::string::npos ? "forward" : sections[i].name.substr(space + 1);
        layer.gflops = layer.milliseconds > 0 ? sections[i].operations / layer.milliseconds * 1e-6 : 0;
    }
}

}

namespace {

constexpr double longRun = 100; ///< milliseconds; timing the sections changes nothing then
constexpr int mostTimedRuns = 20; ///< besides, of short ones

/// Runs `once` twice to warm up and then as often as asked; `sections` are the parts of the last timed run.
BenchResult measure(Network& network, int batch, int repeats, const std::function<bool()>& goOn,
    const std::function<void(Timing)>& once, const std::function<std::vector<SectionTime>()>& sections)
{
    BenchResult result;
    result.batch = batch;
    double start = now();
    once(Timing::Off);
    result.firstMilliseconds = now() - start;
    start = now();
    once(Timing::Off);
    const bool isLong = now() - start > longRun;

    std::vector<double> times;
    while (int(times.size()) < repeats && (times.empty() || goOn())) {
        start = now();
        once(isLong ? Timing::Sections : Timing::Off);
        times.push_back(now() - start);
        if (isLong)
            addParts(result, sections(), times.size() == 1);
    }
    for (int i = 0; !isLong && i < std::min(repeats, mostTimedRuns); ++i) {
        once(Timing::Sections);
        addParts(result, sections(), i == 0);
    }
    result.all = times;
    std::sort(times.begin(), times.end());
    result.repeats = int(times.size());
    result.median = times[times.size() / 2];
    result.min = times.front();
    result.max = times.back();
    result.imagesPerSecond = batch / result.median * 1e3;
    result.peakDeviceBytes = network.device().peakBytes();
    if (!result.layers.empty() && result.layers.back().name == "update") {
        result.updateMilliseconds = result.layers.back().milliseconds;
        result.layers.pop_back();
    }
    return result;
}

}

HostTensor benchInput(const Shape& shape)
{
    std::mt19937 random(1);
    HostTensor images(shape);
    for (float& value : images.values)
        value = float(random() >> 8) / float(1 << 23) - 1;
    return images;
}

BenchResult bench(Network& network, int batch, int repeats, const std::function<bool()>& goOn)
{
    const std::string last = network.layers().entries().back().name;
    network.setInput(benchInput(network.input().withBatch(batch)), Keep::Answer);
    const auto once = [&](Timing timing) {
        network.run(batch, Keep::Answer, {}, timing);
        network.activation(last, batch, Keep::Answer);
    };
    return measure(
        network, batch, repeats, goOn, once, [&] { return network.recording(batch, Keep::Answer).times(); });
}

BenchResult benchTraining(Network& network, int batch, int repeats, const std::function<bool()>& goOn)
{
    const int classes = network.plan().shape(network.plan().layerCount()).channels;
    Batch pictures {benchInput(network.input().withBatch(batch)), {}, {}};
    for (int i = 0; i < batch; ++i) {
        pictures.labels.push_back(i % classes);
        pictures.samples.push_back(std::uint32_t(i));
    }
    // So slow that the numbers stay what they are; the work is the same.
    Trainer trainer(network, {}, batch);
    const auto once = [&](Timing timing) {
        trainer.setTiming(timing);
        trainer.step(pictures, 1e-6, 0);
    };
    return measure(network, batch, repeats, goOn, once, [&] { return trainer.times(); });
}

std::string benchText(const BenchResult& result)
{
    char line[200];
    std::snprintf(line, sizeof line,
        "batch %d: median %.2f ms, min %.2f, max %.2f (%d repeats); %.1f images/s; first run %.0f ms; device "
        "memory %.1f MB\n",
        result.batch, result.median, result.min, result.max, result.repeats, result.imagesPerSecond,
        result.firstMilliseconds, double(result.peakDeviceBytes) * 1e-6);
    std::string text = line;
    for (const BenchResult::Layer& layer : result.layers) {
        std::snprintf(line, sizeof line, "  %-8s %-16s %9.3f ms %8.1f GFLOP/s\n", layer.name.c_str(),
            layer.direction == "forward" ? "" : layer.direction.c_str(), layer.milliseconds, layer.gflops);
        text += line;
    }
    if (result.updateMilliseconds > 0) {
        std::snprintf(line, sizeof line, "  %-25s %9.3f ms\n", "update", result.updateMilliseconds);
        text += line;
    }
    return text;
}

}
