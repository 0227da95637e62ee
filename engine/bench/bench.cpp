#include "engine/bench/bench.h"

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

HostTensor noise(const Shape& shape)
{
    std::mt19937 random(1);
    HostTensor images(shape);
    for (float& value : images.values)
        value = float(random() >> 8) / float(1 << 23) - 1;
    return images;
}

}

BenchResult bench(Network& network, int batch, int repeats, const std::function<bool()>& goOn)
{
    const std::string last = network.layers().entries().back().name;
    BenchResult result;
    result.batch = batch;
    double start = now();
    network.setInput(noise(network.input().withBatch(batch)), Keep::Answer);
    network.run(batch, Keep::Answer);
    result.firstMilliseconds = now() - start;
    network.run(batch, Keep::Answer);

    std::vector<double> times;
    while (int(times.size()) < repeats && (times.empty() || goOn())) {
        start = now();
        network.run(batch, Keep::Answer);
        network.activation(last, batch, Keep::Answer);
        times.push_back(now() - start);
        const std::vector<SectionTime>& sections = network.recording(batch, Keep::Answer).times();
        result.layers.resize(sections.size());
        for (std::size_t i = 0; i < sections.size(); ++i) {
            BenchResult::Layer& layer = result.layers[i];
            if (times.size() == 1 || sections[i].milliseconds < layer.milliseconds)
                layer.milliseconds = sections[i].milliseconds;
            layer.name = sections[i].name;
            layer.gflops = layer.milliseconds > 0 ? sections[i].operations / layer.milliseconds * 1e-6 : 0;
        }
    }
    std::sort(times.begin(), times.end());
    result.repeats = int(times.size());
    result.median = times[times.size() / 2];
    result.min = times.front();
    result.max = times.back();
    result.imagesPerSecond = batch / result.median * 1e3;
    result.peakDeviceBytes = network.device().peakBytes();
    return result;
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
        std::snprintf(line, sizeof line, "  %-8s %9.3f ms %8.1f GFLOP/s\n", layer.name.c_str(),
            layer.milliseconds, layer.gflops);
        text += line;
    }
    return text;
}

}
