#pragma once

#include "engine/weights/onnx_constant.h"
#include "engine/weights/stored_network.h"

#include <cstdint>
#include <string>
#include <vector>

namespace engine {

/// The layers that an ONNX graph has become so far, and the value at their end.
///
/// ONNX counts a value in any number of dimensions, a layer in four. Operators that only count differently add no layer;
/// shape() finds out, when a layer needs to know, how the value must be counted: before the first layer that cares, the
/// network's input is simply counted that way; later, a value can only be flattened.
class OnnxChain {
public:
    /// Begins with an input of these dimensions.
    explicit OnnxChain(std::vector<std::int64_t> dimensions);

    const std::vector<std::int64_t>& dimensions() const { return m_dimensions; }
    std::int64_t batch() const { return m_shape.batch; }
    bool isEmpty() const { return m_entries.empty(); }
    /// Whether layers that care have fixed how the input is counted.
    bool isFixed() const { return m_fixed; }

    /// Makes sure that the value is counted like this. Throws Error, beginning with `where`, when it cannot be.
    void view(const Shape& wanted, const std::string& where);
    /// In as many dimensions as it has: N, N x C, N x C x W (one row) or N x C x H x W.
    Shape shape(const std::string& where) const;
    const Shape& lastShape() const { return m_shape; }

    /// Adds a layer that takes the value as it is counted, and calls it after what it puts out.
    template <class Type, class... Options>
    void add(const std::string& name, const Options&... options)
    {
        append({name, std::make_shared<const Type>(options...)});
    }
    /// Same, for layers that treat every value alike and so take it in any shape.
    template <class Type, class... Options>
    void addElementwise(const std::string& name, const Options&... options)
    {
        const bool fixed = m_fixed;
        append({name, std::make_shared<const Type>(options...)});
        m_fixed = fixed;
    }
    /// Puts another layer in the place of the last one.
    template <class Type, class... Options>
    void replaceLast(const Options&... options)
    {
        m_entries.back().layer = std::make_shared<const Type>(options...);
    }
    const Layer* last() const { return m_entries.empty() ? nullptr : m_entries.back().layer.get(); }

    /// The parameters of the last layer.
    void addParameter(const char* name, const OnnxConstant& values);
    WeightEntry* parameter(const char* name);

    /// From now on the value has these dimensions and is called so.
    void count(std::vector<std::int64_t> dimensions, const std::string& name);
    /// Forgets the name of a value that is never computed by itself.
    void forget(const std::string& name) { m_activations.erase(name); }
    void transposeInput();

    /// The network, with a layer that changes nothing if there was none.
    StoredNetwork finish(const std::string& output);
    std::vector<WeightEntry> takeWeights() { return std::move(m_weights); }

private:
    void append(LayerList::Entry entry);

    std::vector<std::int64_t> m_inputDimensions, m_dimensions;
    Shape m_input, m_shape;
    bool m_fixed = false;
    bool m_transposed = false;
    std::vector<LayerList::Entry> m_entries;
    std::vector<WeightEntry> m_weights;
    std::map<std::string, StoredNetwork::Activation> m_activations;
};

}
