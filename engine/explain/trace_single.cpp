#include "engine/explain/trace_single.h"

#include "engine/core/random.h"

#include <algorithm>

namespace engine {

ReluTrace traceRelu(const Place& place, const HostTensor& input)
{
    const float value = input.at(0, place.channel, place.y, place.x);
    return {value, std::max(0.0, double(value))};
}

FlattenTrace traceFlatten(int output, const HostTensor& input)
{
    const Shape& s = input.shape;
    return {{output / (s.height * s.width), output / s.width % s.height, output % s.width}, s,
        input.values[std::size_t(output)]};
}

/// Whether the key keeps that unit; counters go four channels at a time in the device's order (engine/layers/dropout.h).
static bool keeps(const DropoutOptions& options, const Shape& shape, const Place& place, std::size_t layer,
    std::uint64_t key)
{
    const std::uint32_t vectors = std::uint32_t(shape.channels + 3) / 4;
    const std::uint32_t vector
        = std::uint32_t(place.y * shape.width + place.x) * vectors + std::uint32_t(place.channel / 4);
    const std::uint32_t word = philox({vector, std::uint32_t(layer), 0, 0},
        {std::uint32_t(key), std::uint32_t(key >> 32)})[std::size_t(place.channel % 4)];
    return word >= double(options.ratio) * 4294967296.0;
}

DropoutTrace traceDropout(const DropoutOptions& options, const Place& place, const HostTensor& input,
    std::size_t layer, std::optional<std::uint64_t> key)
{
    DropoutTrace trace {.input = input.at(0, place.channel, place.y, place.x),
        .ratio = options.ratio,
        .scaleAtTest = options.scaleAtTest,
        .training = key.has_value()};
    if (key) {
        trace.kept = keeps(options, input.shape, place, layer, *key);
        trace.factor = !trace.kept ? 0 : trace.scaleAtTest ? 1 : 1 / (1 - trace.ratio);
    } else if (trace.scaleAtTest) {
        trace.factor = 1 - trace.ratio;
    }
    trace.total = trace.input * trace.factor;
    return trace;
}

HostTensor dropoutMask(
    const DropoutOptions& options, const Shape& input, std::size_t layer, std::uint64_t key)
{
    HostTensor mask(input);
    for (int channel = 0; channel < input.channels; ++channel)
        for (int y = 0; y < input.height; ++y)
            for (int x = 0; x < input.width; ++x)
                mask.at(0, channel, y, x) = keeps(options, input, {channel, y, x}, layer, key) ? 1.0f : 0.0f;
    return mask;
}

}
