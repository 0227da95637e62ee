#include "engine/explain/trace_fully_connected.h"

#include "engine/explain/largest_first.h"

namespace engine {

double FullyConnectedTrace::shareOfLargest(int count) const
{
    double some = 0, all = 0;
    for (std::size_t i = 0; i < largestFirst.size(); ++i) {
        const double part = std::abs(parts[std::size_t(largestFirst[i])]);
        some += int(i) < count ? part : 0;
        all += part;
    }
    return all > 0 ? some / all : 0;
}

FullyConnectedTrace traceFullyConnected(const FullyConnectedOptions& options, int output,
    const HostTensor& input, HostParameters parameters, const Shape& from)
{
    const std::size_t count = std::size_t(input.shape.imageSize());
    const float* weights = parameters[0].data() + std::size_t(output) * count;
    FullyConnectedTrace trace {.from = from.withBatch(1),
        .inputs = {input.values.begin(), input.values.begin() + std::ptrdiff_t(count)},
        .weights = {weights, weights + count}};
    const std::size_t places = std::size_t(from.height) * from.width;
    trace.byPlace.resize(places, 0);
    for (std::size_t i = 0; i < count; ++i) {
        const double part = double(trace.inputs[i]) * trace.weights[i];
        trace.parts.push_back(part);
        trace.sum += part;
        trace.byPlace[i % places] += part;
        (part < 0 ? trace.pullingDown : trace.pullingUp) += part;
        trace.positiveParts += part > 0;
        trace.negativeParts += part < 0;
        trace.positiveInputs += trace.inputs[i] > 0;
    }
    trace.largestFirst = largestFirst(count, [&](std::size_t i) { return std::abs(trace.parts[i]); });
    double running = 0;
    for (int i : trace.largestFirst)
        trace.running.push_back(running += trace.parts[std::size_t(i)]);
    for (int largest : {10, 100, 1000})
        if (std::size_t(largest) <= count)
            trace.shares.push_back({largest, trace.shareOfLargest(largest)});
    trace.bias = options.bias ? parameters[1][std::size_t(output)] : 0;
    trace.total = trace.sum + trace.bias;
    return trace;
}

}
