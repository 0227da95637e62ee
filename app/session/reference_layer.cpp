#include "app/session/reference_layer.h"

#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/layers/flatten.h"
#include "engine/layers/relu.h"
#include "engine/layers/softmax.h"

#include <algorithm>

using namespace engine;
using reference::Array;
using reference::Parameters;

namespace {

constexpr std::int64_t workBetweenLooks = 10'000'000; ///< multiply-adds

/// The parameters of outputs `first` to `first + count - 1` alone.
Parameters partOf(const Parameters& parameters, int outputs, int first, int count)
{
    Parameters part;
    for (const std::vector<float>& values : parameters) {
        const std::ptrdiff_t each = std::ptrdiff_t(values.size()) / outputs;
        part.emplace_back(values.begin() + first * each, values.begin() + (first + count) * each);
    }
    return part;
}

/// How many outputs to compute at a time.
int stepFor(std::int64_t multiplyAdds, int outputs)
{
    return int(std::clamp<std::int64_t>(
        workBetweenLooks / std::max<std::int64_t>(multiplyAdds / outputs, 1), 1, outputs));
}

std::optional<Array> convolution(
    const Convolution& layer, const Array& input, const Parameters& parameters, const std::stop_token& stop)
{
    const ConvolutionOptions& options = layer.options();
    const int filters = options.filters / options.groups, channels = input.shape.channels / options.groups;
    const int step = stepFor(layer.multiplyAdds(input.shape), options.filters);
    Array output(layer.outputShape(input.shape));
    const std::ptrdiff_t read = std::ptrdiff_t(channels) * input.shape.height * input.shape.width;
    const std::ptrdiff_t map = std::ptrdiff_t(output.shape.height) * output.shape.width;
    for (int group = 0; group < options.groups; ++group) {
        Array seen({1, channels, input.shape.height, input.shape.width});
        std::copy_n(input.values.begin() + group * read, read, seen.values.begin());
        for (int first = 0; first < filters; first += step) {
            if (stop.stop_requested())
                return {};
            ConvolutionOptions part = options;
            part.groups = 1;
            part.filters = std::min(step, filters - first);
            const int from = group * filters + first;
            const Array maps
                = reference::convolution(part, seen, partOf(parameters, options.filters, from, part.filters));
            std::ranges::copy(maps.values, output.values.begin() + from * map);
        }
    }
    return output;
}

std::optional<Array> fullyConnected(const FullyConnected& layer, const Array& input,
    const Parameters& parameters, const std::stop_token& stop)
{
    const FullyConnectedOptions& options = layer.options();
    const int step = stepFor(layer.multiplyAdds(input.shape), options.outputs);
    Array output(layer.outputShape(input.shape));
    for (int first = 0; first < options.outputs; first += step) {
        if (stop.stop_requested())
            return {};
        FullyConnectedOptions part = options;
        part.outputs = std::min(step, options.outputs - first);
        const Array values = reference::fullyConnected(
            part, input, partOf(parameters, options.outputs, first, part.outputs));
        std::ranges::copy(values.values, output.values.begin() + first);
    }
    return output;
}

}

std::optional<Array> referenceOutput(
    const Layer& layer, const Array& input, const Parameters& parameters, const std::stop_token& stop)
{
    mayWait("computing a layer anew");
    if (stop.stop_requested())
        return {};
    if (const auto* conv = dynamic_cast<const Convolution*>(&layer))
        return convolution(*conv, input, parameters, stop);
    if (const auto* connected = dynamic_cast<const FullyConnected*>(&layer))
        return fullyConnected(*connected, input, parameters, stop);
    if (const auto* lrn = dynamic_cast<const Lrn*>(&layer))
        return reference::lrn(lrn->options(), input);
    if (const auto* pool = dynamic_cast<const MaxPool*>(&layer))
        return reference::maxPool(pool->options(), input);
    if (const auto* pool = dynamic_cast<const AveragePool*>(&layer))
        return reference::averagePool(pool->options(), input);
    if (const auto* dropout = dynamic_cast<const Dropout*>(&layer))
        return reference::dropout(dropout->options(), input);
    if (dynamic_cast<const Relu*>(&layer))
        return reference::relu(input);
    if (dynamic_cast<const Flatten*>(&layer))
        return reference::flatten(input);
    if (dynamic_cast<const Softmax*>(&layer))
        return reference::softmax(input);
    throw Error(sentence("the reference has no formula for layers of the kind ", layer.kind()));
}
