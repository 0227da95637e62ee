#include "engine/selftest/layer_run.h"

#include "engine/core/error.h"
#include "engine/vulkan/arena.h"
#include "engine/vulkan/transfer.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace engine {

namespace {

constexpr std::uint64_t guardBytes = 4096;
constexpr float guardValue = 12345.5f;

void fill(Device& device, const Buffer& buffer, float value)
{
    upload(device, buffer, [&](std::span<float> floats) { std::fill(floats.begin(), floats.end(), value); });
}

bool isUntouched(Device& device, const Buffer& guard)
{
    bool same = true;
    download(device, guard, [&](std::span<const float> floats) {
        same = std::all_of(floats.begin(), floats.end(), [](float f) { return f == guardValue; });
    });
    return same;
}

/// Whether everything that is not a picture value is zero.
bool isZeroAround(const Layout& layout, std::span<const float> floats)
{
    std::vector<float> rest(floats.begin(), floats.begin() + std::ptrdiff_t(layout.bytes() / 4));
    pack(HostTensor(layout.shape), layout, rest);
    return std::all_of(rest.begin(), rest.end(), [](float f) { return f == 0; });
}

}

LayerResult runLayer(Device& device, const LayerRequest& request)
{
    const Layer& layer = request.layer;
    const Shape shape = request.input.shape;
    const Layout in(shape, layer.arrangement(device, shape));
    const Layout out(layer.outputShape(shape), request.output);

    Arena arena(device, Residency::Device, 1 << 20);
    std::vector<Parameter> parameters;
    const std::vector<ParameterShape> shapes = layer.parameterShapes(shape);
    for (std::size_t p = 0; p < shapes.size(); ++p) {
        const std::int64_t floats = layer.parameterFloats(int(p), device, in);
        parameters.push_back({shapes[p].name, shapes[p], arena.allocate(std::uint64_t(floats) * 4)});
        clear(device, parameters.back().buffer);
        upload(device, parameters.back().buffer, [&](std::span<float> packed) {
            layer.packParameter(int(p), device, in, request.parameters[p], packed);
        });
    }
    const Buffer input = arena.allocate(in.bytes());
    const Buffer before = arena.allocate(guardBytes);
    const Buffer output = arena.allocate(out.bytes());
    const Buffer after = arena.allocate(guardBytes);
    const std::uint64_t switchBytes = layer.switchBytes(shape);
    const Buffer switches = arena.allocate(switchBytes + guardBytes);
    clear(device, input);
    clear(device, output);
    upload(device, input, [&](std::span<float> floats) { pack(request.input, in, floats); });
    fill(device, before, guardValue);
    fill(device, after, guardValue);
    fill(device, switches, guardValue);
    upload(device, output, [&](std::span<float> floats) {
        HostTensor nothing(out.shape);
        std::fill(nothing.values.begin(), nothing.values.end(), std::numeric_limits<float>::quiet_NaN());
        pack(nothing, out, floats);
    });

    Recording recording(device);
    layer.forward(recording, device,
        {.input = {&input, in},
            .output = {&output, out},
            .parameters = parameters,
            .relu = request.relu,
            .training = request.training,
            .seed = request.seed,
            .switches = switchBytes > 0 ? &switches : nullptr});
    recording.finish();
    recording.run();

    LayerResult result;
    result.kernel = recording.firstShader();
    download(device, output, [&](std::span<const float> floats) {
        result.output = unpack(out, floats);
        if (!isZeroAround(out, floats))
            result.fault = "wrote into the border or padding of its output";
    });
    download(device, switches, [&](std::span<const float> floats) {
        for (std::size_t i = 0; i < switchBytes / 4; ++i)
            result.switchWords.push_back(std::bit_cast<std::uint32_t>(floats[i]));
        if (!std::all_of(floats.begin() + std::ptrdiff_t(switchBytes / 4), floats.end(),
                [](float f) { return f == guardValue; }))
            result.fault = "wrote behind its switches";
    });
    if (!isUntouched(device, before) || !isUntouched(device, after))
        result.fault = "wrote before or behind its output";
    return result;
}

double relativeError(const std::vector<float>& found, const std::vector<double>& expected)
{
    if (found.size() != expected.size())
        return std::numeric_limits<double>::infinity();
    double error = 0, range = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (!std::isfinite(found[i]))
            return std::numeric_limits<double>::infinity();
        error = std::max(error, std::abs(found[i] - expected[i]));
        range = std::max(range, std::abs(expected[i]));
    }
    return range > 0 ? error / range : error;
}

}
