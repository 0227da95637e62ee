#include "engine/selftest/layer_stage.h"

#include "engine/vulkan/transfer.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace engine {

namespace {

constexpr std::uint64_t guardBytes = 4096;
constexpr float guardValue = 12345.5f;

/// Whether everything that is not a picture value is zero.
bool isZeroAround(const Layout& layout, std::span<const float> floats)
{
    std::vector<float> rest(floats.begin(), floats.begin() + std::ptrdiff_t(layout.bytes() / 4));
    pack(HostTensor(layout.shape), layout, rest);
    return std::all_of(rest.begin(), rest.end(), [](float f) { return f == 0; });
}

}

std::string joined(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : " + ") + name;
    return text;
}

GuardedBuffers::GuardedBuffers(Device& device, Arena& arena, const std::vector<std::uint64_t>& bytes)
    : m_device(device)
{
    for (std::uint64_t size : bytes) {
        m_guards.push_back(arena.allocate(guardBytes));
        m_buffers.push_back(arena.allocate(std::max<std::uint64_t>(size, 4)));
        clear(device, m_buffers.back());
    }
    m_guards.push_back(arena.allocate(guardBytes));
    for (const Buffer& guard : m_guards)
        upload(device, guard,
            [](std::span<float> floats) { std::fill(floats.begin(), floats.end(), guardValue); });
}

bool GuardedBuffers::isIntact() const
{
    bool same = true;
    for (const Buffer& guard : m_guards)
        download(m_device, guard, [&](std::span<const float> floats) {
            same = same && std::all_of(floats.begin(), floats.end(), [](float f) { return f == guardValue; });
        });
    return same;
}

WatchedTensor::WatchedTensor(Device& device, Arena& arena, const Layout& layout)
    : m_device(device)
    , m_layout(layout)
    , m_buffer(device, arena, {layout.bytes()})
{
    HostTensor nothing(layout.shape);
    std::fill(nothing.values.begin(), nothing.values.end(), std::numeric_limits<float>::quiet_NaN());
    upload(device, m_buffer[0], [&](std::span<float> floats) { pack(nothing, layout, floats); });
}

HostTensor WatchedTensor::values() const
{
    HostTensor host;
    download(m_device, m_buffer[0], [&](std::span<const float> floats) { host = unpack(m_layout, floats); });
    return host;
}

std::string WatchedTensor::fault(const std::string& name) const
{
    if (!m_buffer.isIntact())
        return "wrote before or behind its " + name;
    bool zero = true;
    download(
        m_device, m_buffer[0], [&](std::span<const float> floats) { zero = isZeroAround(m_layout, floats); });
    return zero ? "" : "wrote into the border or padding of its " + name;
}

LayerStage::LayerStage(Device& device, const LayerRequest& request)
    : m_device(device)
    , m_request(request)
    , m_inputLayout(request.input.shape, request.layer.arrangement(device, request.input.shape))
    , m_switchBytes(request.layer.switchBytes(request.input.shape))
    , m_arena(device, Residency::Device, 1 << 20)
    , m_input(m_arena.allocate(m_inputLayout.bytes()))
    , m_keys(m_arena.allocate(16 * std::uint64_t(request.input.shape.batch)))
    , m_chance {&m_keys, request.randomLayer}
    , m_output(device, m_arena, {request.layer.outputShape(request.input.shape), request.output})
    , m_switches(device, m_arena, {m_switchBytes})
    , m_derivedBytes(request.layer.derivedBytes(device, m_inputLayout))
    , m_derived(device, m_arena, {m_derivedBytes})
    , m_scratch(device, m_arena, {request.layer.forwardScratchBytes(device, m_inputLayout)})
{
    for (const Buffer* buffer : {&m_derived[0], &m_scratch[0]})
        upload(device, *buffer, [](std::span<float> floats) {
            std::fill(floats.begin(), floats.end(), std::numeric_limits<float>::quiet_NaN());
        });
    clear(device, m_input);
    upload(device, m_input, [&](std::span<float> floats) { pack(request.input, m_inputLayout, floats); });
    setParameters();
    setKeys();
}

void LayerStage::setParameters()
{
    const Layer& layer = m_request.layer;
    const std::vector<ParameterShape> shapes = layer.parameterShapes(m_inputLayout.shape);
    for (std::size_t p = 0; p < shapes.size(); ++p) {
        const std::int64_t floats = layer.parameterFloats(int(p), m_device, m_inputLayout);
        m_parameters.push_back({shapes[p].name, shapes[p], m_arena.allocate(std::uint64_t(floats) * 4)});
        clear(m_device, m_parameters.back().buffer);
        upload(m_device, m_parameters.back().buffer, [&](std::span<float> packed) {
            layer.packParameter(int(p), m_device, m_inputLayout, m_request.parameters[p], packed);
        });
    }
}

void LayerStage::setKeys()
{
    upload(m_device, m_keys, [&](std::span<float> floats) {
        for (std::size_t image = 0; image < m_request.keys.size(); ++image)
            for (std::size_t half = 0; half < 4; ++half)
                floats[4 * image + half] = float(m_request.keys[image] >> (16 * half) & 0xffff);
    });
}

LayerResult LayerStage::run()
{
    const Layer& layer = m_request.layer;
    if (m_derivedBytes > 0) {
        Recording derivation(m_device);
        layer.derive(derivation, m_device, m_inputLayout, m_parameters, m_derived[0]);
        derivation.finish();
        derivation.run();
    }
    Recording recording(m_device);
    layer.forward(recording, m_device,
        {.input = input(),
            .output = output(),
            .parameters = m_parameters,
            .relu = m_request.relu,
            .chance = chance(),
            .switches = switches(),
            .derived = &m_derived[0],
            .scratch = &m_scratch[0]});
    recording.finish();
    recording.run();

    LayerResult result {.output = m_output.values(),
        .kernel = joined(recording.shaders()),
        .fault = m_output.fault("output")};
    download(m_device, m_switches[0], [&](std::span<const float> floats) {
        for (std::size_t i = 0; i < m_switchBytes / 4; ++i)
            result.switchWords.push_back(std::bit_cast<std::uint32_t>(floats[i]));
    });
    if (!m_switches.isIntact())
        result.fault = "wrote before or behind its switches";
    if (!m_derived.isIntact() || !m_scratch.isIntact())
        result.fault = "wrote before or behind its scratch memory";
    return result;
}

}
