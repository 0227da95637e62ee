#include "tests/support/reference_network.h"

#include "engine/core/error.h"
#include "engine/layers/flatten.h"
#include "engine/layers/relu.h"
#include "engine/layers/softmax.h"
#include "tests/support/reference_dropout.h"

using namespace engine;
using reference::Array;

namespace {

template <class Type>
const Type* as(const Layer& layer)
{
    return dynamic_cast<const Type*>(&layer);
}

[[noreturn]] void unknown(const Layer& layer)
{
    throw Error(sentence("the reference network does not know ", layer.kind()));
}

}

std::string ReferenceNetwork::parameterName(
    std::size_t layer, std::size_t parameter, const Shape& input) const
{
    return m_layers[layer].name + "." + m_layers[layer].layer->parameterShapes(input)[parameter].name;
}

reference::Parameters ReferenceNetwork::parameters(std::size_t layer, const Shape& input) const
{
    reference::Parameters list;
    for (std::size_t p = 0; p < m_layers[layer].layer->parameterShapes(input).size(); ++p)
        list.push_back(m_weights.at(parameterName(layer, p, input)));
    return list;
}

ReferenceNetwork::Arrays ReferenceNetwork::forward(const HostTensor& images) const
{
    namespace r = reference;
    Arrays list = {Array(images)};
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const Layer& layer = *m_layers[i].layer;
        const Array& x = list.back();
        const auto output = [&] {
            if (const auto* convolution = as<Convolution>(layer))
                return r::convolution(convolution->options(), x, parameters(i, x.shape));
            if (const auto* connected = as<FullyConnected>(layer))
                return r::fullyConnected(connected->options(), x, parameters(i, x.shape));
            if (const auto* lrn = as<Lrn>(layer))
                return r::lrn(lrn->options(), x);
            if (const auto* pool = as<MaxPool>(layer))
                return r::maxPool(pool->options(), x);
            if (const auto* pool = as<AveragePool>(layer))
                return r::averagePool(pool->options(), x);
            if (const auto* dropout = as<Dropout>(layer))
                return m_keys.empty() ? r::dropout(dropout->options(), x)
                                      : droppedOut(dropout->options(), x, m_keys, std::uint32_t(i));
            if (as<Relu>(layer))
                return r::relu(x);
            if (as<Flatten>(layer))
                return r::flatten(x);
            if (as<Softmax>(layer))
                return r::softmax(x);
            unknown(layer);
        };
        list.push_back(output());
    }
    return list;
}

ReferenceNetwork::Back ReferenceNetwork::backward(
    const Arrays& activations, std::size_t from, const Array& gradient, ReluRule rule) const
{
    namespace r = reference;
    Back back {{{from, gradient}}, {}};
    for (std::size_t i = from; i-- > 0;) {
        const Layer& layer = *m_layers[i].layer;
        const Array& x = activations[i];
        const Array& dy = back.activations.at(i + 1);
        const auto gradients = [&]() -> r::Gradients {
            if (const auto* convolution = as<Convolution>(layer))
                return r::convolutionBackward(convolution->options(), x, parameters(i, x.shape), dy);
            if (const auto* connected = as<FullyConnected>(layer))
                return r::fullyConnectedBackward(connected->options(), x, parameters(i, x.shape), dy);
            if (const auto* lrn = as<Lrn>(layer))
                return {r::lrnBackward(lrn->options(), x, dy), {}};
            if (const auto* pool = as<MaxPool>(layer))
                return {r::maxPoolBackward(pool->options(), x, dy), {}};
            if (const auto* pool = as<AveragePool>(layer))
                return {r::averagePoolBackward(pool->options(), x, dy), {}};
            if (const auto* dropout = as<Dropout>(layer))
                return {m_keys.empty() ? r::dropoutBackward(dropout->options(), dy)
                                       : droppedOut(dropout->options(), dy, m_keys, std::uint32_t(i)),
                    {}};
            if (as<Relu>(layer))
                return {r::reluBackward(rule, x, dy), {}};
            if (as<Flatten>(layer))
                return {r::flattenBackward(x, dy), {}};
            if (as<Softmax>(layer))
                return {r::softmaxBackward(x, dy), {}};
            unknown(layer);
        };
        r::Gradients found = gradients();
        for (std::size_t p = 0; p < found.parameters.size(); ++p)
            back.parameters[parameterName(i, p, x.shape)] = std::move(found.parameters[p]);
        back.activations.emplace(i, std::move(found.input));
    }
    return back;
}
