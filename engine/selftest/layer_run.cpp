#include "engine/selftest/layer_run.h"

#include "engine/selftest/layer_stage.h"
#include "engine/vulkan/transfer.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace engine {

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

/// The gradients of a layer's parameters on the device. They start as what they are to be added to, or as NaN.
class ParameterGradients {
public:
    ParameterGradients(Device& device, LayerStage& stage, const BackwardRequest& request)
        : m_device(device)
        , m_layer(request.forward.layer)
        , m_layout(stage.input().layout)
        , m_parameters(request.parameterGradients ? stage.parameters() : std::span<const Parameter>())
        , m_buffers(device, stage.arena(), bytes())
    {
        for (std::size_t p = 0; p < m_parameters.size(); ++p) {
            const std::vector<float> nothing(static_cast<std::size_t>(m_parameters[p].shape.size()), nan);
            const std::vector<float>& start = request.before.empty() ? nothing : request.before[p];
            upload(device, m_buffers[p], [&](std::span<float> floats) { pack(p, start, floats); });
        }
    }

    std::span<const Buffer> buffers() const { return m_buffers.all(); }

    std::vector<std::vector<float>> values() const
    {
        std::vector<std::vector<float>> all;
        for (std::size_t p = 0; p < m_parameters.size(); ++p) {
            all.emplace_back(std::size_t(m_parameters[p].shape.size()));
            download(m_device, m_buffers[p], [&](std::span<const float> floats) {
                m_layer.unpackParameter(int(p), m_device, m_layout, floats, all.back());
            });
        }
        return all;
    }

    std::string fault() const
    {
        if (!m_buffers.isIntact())
            return "wrote before or behind a parameter's gradient";
        const std::vector<std::vector<float>> host = values();
        for (std::size_t p = 0; p < host.size(); ++p) {
            // What unpacking skipped is padding.
            std::vector<float> again(m_buffers[p].bytes() / 4);
            pack(p, host[p], again);
            bool same = true;
            download(m_device, m_buffers[p], [&](std::span<const float> floats) {
                for (std::size_t i = 0; i < again.size(); ++i)
                    same = same && (again[i] == floats[i] || std::isnan(again[i]));
            });
            if (!same)
                return "wrote into the padding of the gradient of " + m_parameters[p].name;
        }
        return {};
    }

private:
    std::vector<std::uint64_t> bytes() const
    {
        std::vector<std::uint64_t> list;
        for (const Parameter& parameter : m_parameters)
            list.push_back(parameter.buffer.bytes());
        return list;
    }
    void pack(std::size_t p, std::span<const float> host, std::span<float> floats) const
    {
        m_layer.packParameter(int(p), m_device, m_layout, host, floats);
    }

    Device& m_device;
    const Layer& m_layer;
    Layout m_layout;
    std::span<const Parameter> m_parameters;
    GuardedBuffers m_buffers;
};

std::string firstOf(const std::vector<std::string>& faults)
{
    const auto first
        = std::find_if(faults.begin(), faults.end(), [](const std::string& fault) { return !fault.empty(); });
    return first == faults.end() ? "" : *first;
}

}

LayerResult runLayer(Device& device, const LayerRequest& request)
{
    return LayerStage(device, request).run();
}

BackwardResult runLayerBackward(Device& device, const BackwardRequest& request)
{
    const Layer& layer = request.forward.layer;
    LayerStage stage(device, request.forward);
    const LayerResult forward = stage.run();

    const Layout in = stage.input().layout;
    const Layout gradient(request.outputGradient.shape, layer.gradientArrangement(device, in.shape));
    WatchedTensor output(device, stage.arena(), gradient);
    upload(device, *output.tensor().buffer, [&](std::span<float> floats) {
        std::fill(floats.begin(), floats.end(), 0.0f);
        pack(request.outputGradient, gradient, floats);
    });
    WatchedTensor input(device, stage.arena(),
        request.inPlace ? gradient : Layout(in.shape, request.inputGradient.value_or(Arrangement {})));
    const Tensor inputGradient = request.inPlace ? output.tensor() : input.tensor();
    const ParameterGradients parameters(device, stage, request);
    const GuardedBuffers scratch(device, stage.arena(), {layer.scratchBytes(device, in)});
    upload(device, scratch[0], [](std::span<float> floats) { std::fill(floats.begin(), floats.end(), nan); });

    Recording recording(device);
    layer.backward(recording, device,
        {.input = stage.input(),
            .output = stage.output(),
            .outputGradient = output.tensor(),
            .inputGradient = request.inputGradient ? &inputGradient : nullptr,
            .parameters = stage.parameters(),
            .parameterGradients = parameters.buffers(),
            .accumulate = !request.before.empty(),
            .rule = request.rule,
            .reluInput = request.reluInput,
            .chance = stage.chance(),
            .switches = stage.switches(),
            .scratch = &scratch[0]});
    recording.finish();
    recording.run();

    BackwardResult result {.parameterGradients = parameters.values(), .kernels = recording.shaders()};
    if (request.inputGradient)
        result.inputGradient = request.inPlace ? output.values() : input.values();
    result.fault = firstOf({forward.fault, input.fault("input's gradient"), output.fault("output's gradient"),
        parameters.fault(), scratch.isIntact() ? "" : "wrote before or behind its scratch memory"});
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
