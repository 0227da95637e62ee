#include "engine/weights/onnx_chain.h"

#include "engine/core/error.h"
#include "engine/layers/dropout.h"
#include "engine/layers/flatten.h"
#include "engine/weights/onnx_reshape.h"

#include <algorithm>

namespace engine {

namespace {

constexpr std::int64_t mostValues = std::int64_t(1) << 28;

/// In any way that has as many values: what the layers that care will change.
Shape anyShape(const std::vector<std::int64_t>& dimensions)
{
    return {int(dimensions[0]), int(product(dimensions, 1, dimensions.size())), 1, 1};
}

}

OnnxChain::OnnxChain(std::vector<std::int64_t> dimensions)
    : m_inputDimensions(dimensions)
    , m_dimensions(std::move(dimensions))
    , m_input(anyShape(m_dimensions))
    , m_shape(m_input)
{
}

Shape OnnxChain::shape(const std::string& where) const
{
    const std::vector<std::int64_t>& d = m_dimensions;
    require(d.size() >= 1 && d.size() <= 4, where, " gets a value of ", d.size(), " dimensions; AlexScope takes 2 to 4");
    const auto extent = [&](std::size_t i) { return i < d.size() ? int(d[i]) : 1; };
    return d.size() == 3 ? Shape {extent(0), extent(1), 1, extent(2)}
                         : Shape {extent(0), extent(1), extent(2), extent(3)};
}

void OnnxChain::view(const Shape& wanted, const std::string& where)
{
    if (!m_fixed) {
        m_input = m_shape = wanted;
    } else if (m_shape != wanted) {
        const Shape flat {m_shape.batch, int(m_shape.imageSize()), 1, 1};
        require(wanted == flat, where, " takes ", wanted.text(), " values of a layer that puts out ",
            m_shape.text(), ": AlexScope can only flatten them on the way");
        append({m_entries.back().name + ".flat", std::make_shared<const Flatten>()});
    }
    m_fixed = true;
}

void OnnxChain::append(LayerList::Entry entry)
{
    m_shape = entry.layer->outputShape(m_shape);
    const double values = double(m_shape.batch) * m_shape.channels * double(m_shape.height) * m_shape.width;
    require(values <= double(mostValues), "its output would be too large, ", m_shape.text(), " values");
    m_entries.push_back(std::move(entry));
    m_fixed = true;
}

void OnnxChain::addParameter(const char* name, const OnnxConstant& values)
{
    m_weights.push_back(values.values);
    m_weights.back().name = m_entries.back().name + "." + name;
}

WeightEntry* OnnxChain::parameter(const char* name)
{
    const std::string full = m_entries.back().name + "." + name;
    const auto found = std::find_if(
        m_weights.begin(), m_weights.end(), [&](const WeightEntry& entry) { return entry.name == full; });
    return found == m_weights.end() ? nullptr : &*found;
}

void OnnxChain::count(std::vector<std::int64_t> dimensions, const std::string& name)
{
    m_dimensions = std::move(dimensions);
    if (!m_fixed)
        m_input = m_shape = anyShape(m_dimensions);
    if (!m_entries.empty())
        m_activations[name] = {m_entries.back().name, m_dimensions};
}

void OnnxChain::transposeInput()
{
    m_transposed = true;
    std::swap(m_dimensions[0], m_dimensions[1]);
    m_input = m_shape = anyShape(m_dimensions);
}

StoredNetwork OnnxChain::finish(const std::string& output)
{
    if (m_entries.empty()) {
        addElementwise<Dropout>(output, DropoutOptions {.ratio = 0});
        count(m_dimensions, output);
    }
    StoredNetwork network;
    for (LayerList::Entry& entry : m_entries)
        network.layers.add(std::move(entry));
    network.input = m_input;
    network.inputDimensions = m_inputDimensions;
    network.inputTransposed = m_transposed;
    network.activations = std::move(m_activations);
    network.output = output;
    return network;
}

}
