#include "engine/network/network.h"

#include "engine/core/error.h"
#include "engine/vulkan/transfer.h"

#include <cmath>
#include <random>

namespace engine {

/// Everything for one batch size.
struct Network::Prepared {
    Prepared(const Plan& plan, int batch, Keep keep)
        : activations(plan, batch, keep)
        , recording(plan.device())
    {
    }
    Activations activations;
    Recording recording;
    std::unique_ptr<Gradients> gradients; ///< once asked for
    std::map<std::pair<std::size_t, ReluRule>, std::unique_ptr<Recording>> waysBack; ///< from an activation
};

Network::Network(Device& device, LayerList layers, const Shape& input)
    : m_plan(device, std::move(layers), input)
{
    planParameters();
}

Network::~Network() = default;

void Network::planParameters()
{
    std::uint64_t total = 0;
    const auto forEach = [&](auto body) {
        for (std::size_t i = 0; i < m_plan.layerCount(); ++i) {
            const Layer& layer = m_plan.layer(i);
            const std::vector<ParameterShape> shapes = layer.parameterShapes(m_plan.shape(i));
            for (std::size_t p = 0; p < shapes.size(); ++p)
                body(i, shapes[p],
                    std::uint64_t(layer.parameterFloats(int(p), device(), m_plan.layout(i, 1))) * 4);
        }
    };
    forEach(
        [&](std::size_t, const ParameterShape&, std::uint64_t bytes) { total += Arena::footprint(bytes); });
    m_weightArena = std::make_unique<Arena>(device(), Residency::Device, total);
    m_parameters.resize(m_plan.layerCount());
    forEach([&](std::size_t i, const ParameterShape& shape, std::uint64_t bytes) {
        const std::string name = layers()[i].name + "." + shape.name;
        m_parameters[i].push_back({name, {name, shape.dimensions}, m_weightArena->allocate(bytes)});
        clear(device(), m_parameters[i].back().buffer);
    });
    m_derived.resize(m_plan.layerCount());
}

const Buffer* Network::derivedOf(std::size_t layer, int batch) const
{
    const std::uint64_t bytes = m_plan.layer(layer).derivedBytes(device(), m_plan.layout(layer, batch));
    for (const Derived& derived : m_derived[layer])
        if (derived.buffer->bytes() == bytes)
            return derived.buffer.get();
    return nullptr;
}

std::vector<const Buffer*> Network::derived(int batch) const
{
    std::vector<const Buffer*> list;
    for (std::size_t i = 0; i < m_plan.layerCount(); ++i)
        list.push_back(derivedOf(i, batch));
    return list;
}

std::uint64_t Network::missingBytes(std::size_t layer, int batch) const
{
    return derivedOf(layer, batch) ? 0
                                   : m_plan.layer(layer).derivedBytes(device(), m_plan.layout(layer, batch));
}

std::uint64_t Network::derivedBytes(int batch) const
{
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < m_plan.layerCount(); ++i)
        if (const std::uint64_t bytes = missingBytes(i, batch))
            total += Arena::footprint(bytes);
    return total;
}

void Network::deriveFor(int batch)
{
    const std::uint64_t total = derivedBytes(batch);
    if (total == 0)
        return;
    m_derivedArenas.push_back(std::make_unique<Arena>(device(), Residency::Device, total));
    m_derivation.reset(); // it knows nothing of what is new
    for (std::size_t i = 0; i < m_plan.layerCount(); ++i)
        if (const std::uint64_t bytes = missingBytes(i, batch))
            m_derived[i].push_back(
                {batch, std::make_unique<Buffer>(m_derivedArenas.back()->allocate(bytes))});
    m_derivedIsOld = true;
}

void Network::updateDerived(Timing timing)
{
    if (!m_derivedIsOld)
        return;
    if (!m_derivation) {
        m_derivation = std::make_unique<Recording>(device());
        for (std::size_t i = 0; i < m_plan.layerCount(); ++i)
            for (const Derived& derived : m_derived[i]) {
                m_derivation->section(layers()[i].name);
                m_plan.layer(i).derive(*m_derivation, device(), m_plan.layout(i, derived.batch),
                    m_parameters[i], *derived.buffer);
            }
        m_derivation->finish();
    }
    m_derivation->run({}, timing);
    m_derivedIsOld = false;
}

std::vector<SectionTime> Network::derivedTimes() const
{
    return m_derivation ? m_derivation->times() : std::vector<SectionTime>();
}

std::vector<ParameterShape> Network::parameterShapes() const
{
    std::vector<ParameterShape> shapes;
    for (const std::vector<Parameter>& layer : m_parameters)
        for (const Parameter& parameter : layer)
            shapes.push_back(parameter.shape);
    return shapes;
}

template <class Body>
void Network::withParameter(const std::string& name, Body body) const
{
    for (std::size_t i = 0; i < m_parameters.size(); ++i)
        for (std::size_t p = 0; p < m_parameters[i].size(); ++p)
            if (m_parameters[i][p].name == name)
                return body(i, p);
    throw Error(sentence("the network has no parameter ", name));
}

void Network::setParameter(const std::string& name, std::span<const float> values)
{
    withParameter(name, [&](std::size_t i, std::size_t p) {
        const Parameter& parameter = m_parameters[i][p];
        require(std::int64_t(values.size()) == parameter.shape.size(), name, " takes ",
            parameter.shape.size(), " values, not ", values.size());
        upload(device(), parameter.buffer, [&](std::span<float> packed) {
            m_plan.layer(i).packParameter(int(p), device(), m_plan.layout(i, 1), values, packed);
        });
        parametersChanged();
    });
}

std::vector<float> Network::parameter(const std::string& name) const
{
    std::vector<float> values;
    withParameter(name, [&](std::size_t i, std::size_t p) {
        values.resize(std::size_t(m_parameters[i][p].shape.size()));
        download(device(), m_parameters[i][p].buffer, [&](std::span<const float> packed) {
            m_plan.layer(i).unpackParameter(int(p), device(), m_plan.layout(i, 1), packed, values);
        });
    });
    return values;
}

void Network::setParameters(const std::function<void(const ParameterShape&, std::span<float>)>& write)
{
    std::int64_t largest = 0;
    for (const ParameterShape& shape : parameterShapes())
        largest = std::max(largest, shape.size());
    const auto room = std::make_unique_for_overwrite<float[]>(std::size_t(largest)); // zeros would cost time
    for (const ParameterShape& shape : parameterShapes()) {
        const std::span<float> values(room.get(), std::size_t(shape.size()));
        write(shape, values);
        setParameter(shape.name, values);
    }
}

void Network::randomize(std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    setParameters([&](const ParameterShape& shape, std::span<float> values) {
        const bool weights = shape.dimensions.size() > 1;
        const double inputs = double(shape.size()) / double(shape.dimensions[0]);
        const float limit = weights ? float(std::sqrt(6.0 / inputs)) : 0.1f;
        for (float& value : values)
            value = limit * (float(random() >> 40) / float(1 << 23) - 1);
    });
}

Network::Prepared& Network::prepared(int batch, Keep keep)
{
    require(batch > 0, "a batch needs at least one image");
    std::unique_ptr<Prepared>& slot = m_prepared[{batch, keep}];
    if (!slot) {
        deriveFor(batch);
        auto made = std::make_unique<Prepared>(m_plan, batch, keep);
        made->activations.recordForward(made->recording, m_parameters, derived(batch));
        made->recording.finish();
        slot = std::move(made);
    }
    return *slot;
}

const Network::Prepared& Network::existing(int batch, Keep keep) const
{
    const auto found = m_prepared.find({batch, keep});
    require(found != m_prepared.end() && found->second, "the network has not run with a batch of ", batch);
    return *found->second;
}

void Network::forget() { m_prepared.clear(); }

const Recording& Network::recording(int batch, Keep keep) { return prepared(batch, keep).recording; }

void Network::setInput(const HostTensor& images, Keep keep)
{
    const Tensor& input = prepared(images.shape.batch, keep).activations.tensor(0);
    upload(device(), *input.buffer, [&](std::span<float> packed) { pack(images, input.layout, packed); });
}

bool Network::run(int batch, Keep keep, const std::stop_token& stop, Timing timing)
{
    Prepared& made = prepared(batch, keep);
    updateDerived();
    return made.recording.run(stop, timing);
}

namespace {

HostTensor valuesOf(Device& device, const Tensor& tensor)
{
    HostTensor values;
    download(device, *tensor.buffer,
        [&](std::span<const float> packed) { values = unpack(tensor.layout, packed); });
    return values;
}

}

HostTensor Network::activation(const std::string& name, int batch, Keep keep) const
{
    const Tensor& tensor = existing(batch, keep).activations.tensor(m_plan.activationOf(name));
    require(tensor.buffer, "the activation ", name, " was not kept");
    return valuesOf(device(), tensor);
}

HostTensor Network::forward(const HostTensor& images, Keep keep)
{
    setInput(images, keep);
    run(images.shape.batch, keep);
    return activation(layers().entries().back().name, images.shape.batch, keep);
}

void Network::backward(const std::string& layer, const HostTensor& outputGradient, ReluRule rule)
{
    const std::size_t from = m_plan.activationOf(layer);
    const int batch = outputGradient.shape.batch;
    existing(batch, Keep::Everything);
    Prepared& made = prepared(batch, Keep::Everything);
    if (!made.gradients)
        made.gradients = std::make_unique<Gradients>(m_plan, made.activations, Gradients::Wanted::All);
    const Tensor& seed = made.gradients->tensor(from);
    require(outputGradient.shape == seed.shape(), "the gradient of ", layer, " must be ", seed.shape().text(),
        ", not ", outputGradient.shape.text());
    std::unique_ptr<Recording>& way = made.waysBack[{from, rule}];
    if (!way) {
        auto recording = std::make_unique<Recording>(device());
        made.gradients->record(*recording, m_parameters, {.from = from, .rule = rule});
        recording->finish();
        way = std::move(recording);
    }
    upload(
        device(), *seed.buffer, [&](std::span<float> packed) { pack(outputGradient, seed.layout, packed); });
    way->run();
}

HostTensor Network::gradient(const std::string& layer, int batch) const
{
    const Prepared& made = existing(batch, Keep::Everything);
    require(made.gradients != nullptr, "the network has not gone back with a batch of ", batch);
    return valuesOf(device(), made.gradients->tensor(layer == "input" ? 0 : m_plan.activationOf(layer)));
}

}
