#include "engine/explain/trace_convolution.h"

#include "engine/explain/largest_first.h"

namespace engine {

namespace {

PlaneTrace tracePlane(
    const ConvolutionTrace& trace, const HostTensor& input, int channel, const float* kernel)
{
    const std::size_t cells = std::size_t(trace.rows) * trace.columns;
    PlaneTrace plane {.channel = channel, .patch = {}, .kernel = {kernel, kernel + cells}, .products = {}};
    for (int u = 0; u < trace.rows; ++u)
        for (int v = 0; v < trace.columns; ++v) {
            const std::size_t cell = std::size_t(u) * trace.columns + v;
            const int y = trace.top + u * trace.dilation.height;
            const int x = trace.left + v * trace.dilation.width;
            const float value = trace.padding[cell] ? 0 : input.at(0, channel, y, x);
            plane.patch.push_back(value);
            plane.products.push_back(double(value) * kernel[cell]);
            plane.sum += plane.products.back();
        }
    return plane;
}

}

ConvolutionTrace traceConvolution(
    const ConvolutionOptions& o, const Place& place, const HostTensor& input, HostParameters parameters)
{
    ConvolutionTrace trace {.rows = o.size.height,
        .columns = o.size.width,
        .top = place.y * o.stride.height - o.padding.top,
        .left = place.x * o.stride.width - o.padding.left,
        .dilation = o.dilation,
        .group = place.channel / (o.filters / o.groups),
        .groups = o.groups};
    for (int u = 0; u < trace.rows; ++u)
        for (int v = 0; v < trace.columns; ++v)
            trace.padding.push_back(
                !isInside(input.shape, trace.top + u * o.dilation.height, trace.left + v * o.dilation.width));

    const int channels = input.shape.channels / o.groups;
    const std::size_t cells = trace.padding.size();
    for (int c = 0; c < channels; ++c) {
        const std::size_t kernel = (std::size_t(place.channel) * channels + c) * cells;
        trace.planes.push_back(
            tracePlane(trace, input, trace.group * channels + c, parameters[0].data() + kernel));
        trace.sum += trace.planes.back().sum;
    }
    trace.largestFirst
        = largestFirst(trace.planes.size(), [&](std::size_t i) { return std::abs(trace.planes[i].sum); });
    trace.bias = o.bias ? parameters[1][std::size_t(place.channel)] : 0;
    trace.total = trace.sum + trace.bias;
    return trace;
}

}
