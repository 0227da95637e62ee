#include "engine/network/network.h"

#include "engine/core/error.h"
#include "engine/vulkan/transfer.h"

#include <cmath>
#include <random>

namespace engine {

/// Everything for one batch size: activations on the device and the work that fills them.
struct Network::Prepared {
    explicit Prepared(Device& device)
        : recording(device)
    {
    }
    std::unique_ptr<Arena> arena;
    std::vector<std::unique_ptr<Buffer>> buffers;
    std::vector<Tensor> tensors; ///< input first, then every layer's output; no buffer where nothing is kept
    std::vector<const Buffer*> switches; ///< per layer, or null
    Recording recording;
};

Network::Network(Device& device, LayerList layers, const Shape& input)
    : m_device(device)
    , m_layers(std::move(layers))
    , m_input(input.withBatch(1))
{
    require(m_layers.size() > 0, "a network needs at least one layer");
    planShapes();
    planParameters();
}

Network::~Network() = default;

void Network::planShapes()
{
    m_shapes = {m_input};
    for (const LayerList::Entry& entry : m_layers.entries())
        m_shapes.push_back(entry.layer->outputShape(m_shapes.back()));
    // Each activation lies as its reader wants it; a layer that only passes it on has no wish of its own.
    m_arrangements.assign(m_shapes.size(), Arrangement {});
    for (std::size_t i = m_layers.size(); i-- > 0;) {
        const Layer& reader = *m_layers[i].layer;
        m_arrangements[i]
            = reader.passesThrough() ? m_arrangements[i + 1] : reader.arrangement(m_device, m_shapes[i]);
    }
}

Layout Network::layout(std::size_t activation, int batch) const
{
    return {m_shapes[activation].withBatch(batch), m_arrangements[activation]};
}

void Network::planParameters()
{
    std::uint64_t total = 0;
    const auto forEach = [&](auto body) {
        for (std::size_t i = 0; i < m_layers.size(); ++i) {
            const std::vector<ParameterShape> shapes = m_layers[i].layer->parameterShapes(m_shapes[i]);
            for (std::size_t p = 0; p < shapes.size(); ++p)
                body(i, shapes[p],
                    std::uint64_t(m_layers[i].layer->parameterFloats(int(p), m_device, layout(i, 1))) * 4);
        }
    };
    forEach(
        [&](std::size_t, const ParameterShape&, std::uint64_t bytes) { total += Arena::footprint(bytes); });
    m_weightArena = std::make_unique<Arena>(m_device, Residency::Device, total);
    m_parameters.resize(m_layers.size());
    forEach([&](std::size_t i, const ParameterShape& shape, std::uint64_t bytes) {
        const std::string name = m_layers[i].name + "." + shape.name;
        m_parameters[i].push_back({name, {name, shape.dimensions}, m_weightArena->allocate(bytes)});
        clear(m_device, m_parameters[i].back().buffer);
    });
}

std::vector<ParameterShape> Network::parameterShapes() const
{
    std::vector<ParameterShape> shapes;
    for (const std::vector<Parameter>& layer : m_parameters)
        for (const Parameter& parameter : layer)
            shapes.push_back(parameter.shape);
    return shapes;
}

void Network::setParameter(const std::string& name, std::span<const float> values)
{
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        for (std::size_t p = 0; p < m_parameters[i].size(); ++p) {
            const Parameter& parameter = m_parameters[i][p];
            if (parameter.name != name)
                continue;
            require(std::int64_t(values.size()) == parameter.shape.size(), name, " takes ",
                parameter.shape.size(), " values, not ", values.size());
            upload(m_device, parameter.buffer, [&](std::span<float> device) {
                m_layers[i].layer->packParameter(int(p), m_device, layout(i, 1), values, device);
            });
            return;
        }
    throw Error(sentence("the network has no parameter ", name));
}

void Network::setParameters(const std::function<void(const ParameterShape&, std::span<float>)>& write)
{
    for (const ParameterShape& shape : parameterShapes()) {
        std::vector<float> values(static_cast<std::size_t>(shape.size()));
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
    if (!slot)
        slot = prepare(batch, keep);
    return *slot;
}

const Network::Prepared& Network::existing(int batch, Keep keep) const
{
    const auto found = m_prepared.find({batch, keep});
    require(found != m_prepared.end() && found->second, "the network has not run with a batch of ", batch);
    return *found->second;
}

std::unique_ptr<Network::Prepared> Network::prepare(int batch, Keep keep)
{
    auto made = std::make_unique<Prepared>(m_device);
    const std::size_t count = m_layers.size();
    // Where each layer's output is: its own place, or that of a later activation which is the same or follows from it
    // while it is written.
    std::vector<bool> own(count + 1, true);
    std::vector<bool> fused(count, false); // the layer applies the ReLU that follows
    for (std::size_t i = 0; i < count; ++i) {
        if (m_layers[i].layer->passesThrough())
            own[i + 1] = false;
        if (keep == Keep::Answer && i + 1 < count && m_layers[i].layer->canApplyRelu()
            && m_layers[i + 1].layer->isRelu()) {
            fused[i] = true;
            own[i + 1] = false;
        }
    }
    std::uint64_t total = 0;
    for (std::size_t i = 0; i <= count; ++i) {
        made->tensors.push_back({nullptr, layout(i, batch)});
        total += own[i] ? Arena::footprint(made->tensors[i].layout.bytes()) : 0;
    }
    for (std::size_t i = 0; i < count; ++i)
        if (keep == Keep::Everything)
            total += Arena::footprint(m_layers[i].layer->switchBytes(m_shapes[i].withBatch(batch)));
    made->arena = std::make_unique<Arena>(m_device, Residency::Device, total);
    const auto allocate = [&](std::uint64_t bytes) {
        made->buffers.push_back(std::make_unique<Buffer>(made->arena->allocate(bytes)));
        clear(m_device, *made->buffers.back());
        return made->buffers.back().get();
    };

    made->switches.assign(count, nullptr);
    made->tensors[0].buffer = allocate(made->tensors[0].layout.bytes());
    std::size_t last = 0; // the activation that the next layer reads
    for (std::size_t i = 0; i < count; ++i) {
        const Layer& layer = *m_layers[i].layer;
        Tensor& output = made->tensors[i + 1];
        if (layer.passesThrough()) {
            output.buffer = made->tensors[last].buffer;
            continue;
        }
        if (fused[i])
            continue; // written together with the ReLU, below
        output.buffer = allocate(output.layout.bytes());
        const std::size_t writer = i > 0 && fused[i - 1] ? i - 1 : i;
        const std::uint64_t switchBytes = layer.switchBytes(m_shapes[i].withBatch(batch));
        if (keep == Keep::Everything && switchBytes > 0)
            made->switches[i] = allocate(switchBytes);
        made->recording.section(m_layers[writer].name);
        m_layers[writer].layer->forward(made->recording, m_device,
            {.input = made->tensors[last],
                .output = output,
                .parameters = m_parameters[writer],
                .relu = writer != i,
                .switches = made->switches[i]});
        last = i + 1;
    }
    made->recording.finish();
    return made;
}

const Recording& Network::recording(int batch, Keep keep) { return prepared(batch, keep).recording; }

void Network::setInput(const HostTensor& images, Keep keep)
{
    const Tensor& input = prepared(images.shape.batch, keep).tensors[0];
    upload(m_device, *input.buffer, [&](std::span<float> device) { pack(images, input.layout, device); });
}

bool Network::run(int batch, Keep keep, const std::stop_token& stop)
{
    return prepared(batch, keep).recording.run(stop);
}

HostTensor Network::activation(const std::string& name, int batch, Keep keep) const
{
    const Prepared& made = existing(batch, keep);
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        if (m_layers[i].name != name)
            continue;
        const Tensor& tensor = made.tensors[i + 1];
        require(tensor.buffer, "the activation ", name, " was not kept");
        HostTensor values;
        download(m_device, *tensor.buffer,
            [&](std::span<const float> device) { values = unpack(tensor.layout, device); });
        return values;
    }
    std::string known;
    for (const LayerList::Entry& entry : m_layers.entries())
        known += (known.empty() ? "" : ", ") + entry.name;
    throw UsageError(sentence("there is no layer \"", name, "\"; the layers are ", known));
}

HostTensor Network::forward(const HostTensor& images, Keep keep)
{
    setInput(images, keep);
    run(images.shape.batch, keep);
    return activation(m_layers.entries().back().name, images.shape.batch, keep);
}

}
