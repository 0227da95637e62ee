#include "engine/weights/onnx_nodes.h"

#include "engine/core/error.h"
#include "engine/layers/average_pool.h"
#include "engine/layers/convolution.h"
#include "engine/layers/dropout.h"
#include "engine/layers/flatten.h"
#include "engine/layers/fully_connected.h"
#include "engine/layers/lrn.h"
#include "engine/layers/max_pool.h"
#include "engine/layers/softmax.h"

namespace engine {

namespace {

using onnx::AttributeProto;

/// The node of one layer.
class Writer {
public:
    Writer(onnx::GraphProto& graph, const std::string& name, const std::string& input)
        : m_graph(graph)
        , m_node(*graph.add_node())
        , m_name(name)
    {
        m_node.set_name(name);
        m_node.add_input(input);
        m_node.add_output(name);
    }
    void type(const char* type) { m_node.set_op_type(type); }
    void parameter(const char* name) { m_node.add_input(m_name + "." + name); }
    void set(const char* name, std::int64_t value) { attribute(name, AttributeProto::INT).set_i(value); }
    void set(const char* name, float value) { attribute(name, AttributeProto::FLOAT).set_f(value); }
    void set(const char* name, std::initializer_list<std::int64_t> values)
    {
        AttributeProto& list = attribute(name, AttributeProto::INTS);
        for (std::int64_t value : values)
            list.add_ints(value);
    }
    void set(const char* name, const Extent& e) { set(name, {e.height, e.width}); }
    void set(const char* name, const Padding& p) { set(name, {p.top, p.left, p.bottom, p.right}); }
    /// An input that is a single number.
    void number(const char* name, float value)
    {
        onnx::TensorProto& tensor = *m_graph.add_initializer();
        tensor.set_name(m_name + "." + name);
        tensor.set_data_type(onnx::TensorProto::FLOAT);
        tensor.add_float_data(value);
        parameter(name);
    }

private:
    AttributeProto& attribute(const char* name, AttributeProto::AttributeType type)
    {
        AttributeProto& added = *m_node.add_attribute();
        added.set_name(name);
        added.set_type(type);
        return added;
    }

    onnx::GraphProto& m_graph;
    onnx::NodeProto& m_node;
    std::string m_name;
};

void describe(Writer& node, const ConvolutionOptions& o)
{
    node.type("Conv");
    node.parameter("weight");
    if (o.bias)
        node.parameter("bias");
    node.set("kernel_shape", o.size);
    node.set("strides", o.stride);
    node.set("pads", o.padding);
    node.set("dilations", o.dilation);
    node.set("group", std::int64_t(o.groups));
}

void describe(Writer& node, const MaxPoolOptions& o)
{
    node.type("MaxPool");
    node.set("kernel_shape", o.size);
    node.set("strides", o.stride);
    node.set("pads", o.padding);
    node.set("dilations", o.dilation);
    node.set("ceil_mode", std::int64_t(o.rounding == Rounding::Up));
}

void describe(Writer& node, const AveragePoolOptions& o)
{
    node.type(o.global ? "GlobalAveragePool" : "AveragePool");
    if (o.global)
        return;
    node.set("kernel_shape", o.size);
    node.set("strides", o.stride);
    node.set("pads", o.padding);
    node.set("ceil_mode", std::int64_t(o.rounding == Rounding::Up));
    node.set("count_include_pad", std::int64_t(o.countPadding));
}

void describe(Writer& node, const LrnOptions& o)
{
    node.type("LRN");
    node.set("size", std::int64_t(o.size));
    node.set("bias", o.bias);
    node.set("alpha", o.alpha * float(o.size)); // ONNX divides it again
    node.set("beta", o.beta);
}

void describe(Writer& node, const DropoutOptions& o)
{
    require(!o.scaleAtTest, "ONNX has no dropout that scales at test time");
    node.type("Dropout");
    if (o.ratio != 0.5f)
        node.number("ratio", o.ratio);
}

void describe(Writer& node, const FullyConnectedOptions& o)
{
    node.type("Gemm");
    node.parameter("weight");
    if (o.bias)
        node.parameter("bias");
    node.set("transB", std::int64_t(1));
}

/// ONNX's convolutions round down: padding may have to make up for it.
ConvolutionOptions roundedDown(ConvolutionOptions o, const Convolution& layer, const Shape& input)
{
    if (o.rounding == Rounding::Down)
        return o;
    const Shape wanted = layer.outputShape(input);
    o.rounding = Rounding::Down;
    const Shape found = Convolution(o).outputShape(input);
    o.padding.bottom += (wanted.height - found.height) * o.stride.height;
    o.padding.right += (wanted.width - found.width) * o.stride.width;
    return o;
}

void describe(Writer& node, const Layer& layer, const Shape& input)
{
    if (const auto* convolution = dynamic_cast<const Convolution*>(&layer))
        describe(node, roundedDown(convolution->options(), *convolution, input));
    else if (const auto* largest = dynamic_cast<const MaxPool*>(&layer))
        describe(node, largest->options());
    else if (const auto* mean = dynamic_cast<const AveragePool*>(&layer))
        describe(node, mean->options());
    else if (const auto* lrn = dynamic_cast<const Lrn*>(&layer))
        describe(node, lrn->options());
    else if (const auto* dropout = dynamic_cast<const Dropout*>(&layer))
        describe(node, dropout->options());
    else if (const auto* connected = dynamic_cast<const FullyConnected*>(&layer))
        describe(node, connected->options());
    else if (layer.isRelu())
        node.type("Relu");
    else if (dynamic_cast<const Flatten*>(&layer))
        node.type("Flatten");
    else if (dynamic_cast<const Softmax*>(&layer)) {
        node.type("Softmax");
        node.set("axis", std::int64_t(1));
    } else
        throw Error(sentence("ONNX has no layer ", layer.kind()));
}

}

OnnxOutput addNodes(onnx::GraphProto& graph, const LayerList& layers, const Shape& input)
{
    OnnxOutput value {onnxInputName, input.withBatch(1), false};
    for (const LayerList::Entry& entry : layers.entries()) {
        const Layer& layer = *entry.layer;
        if (dynamic_cast<const FullyConnected*>(&layer) && !value.vector) {
            Writer flatten(graph, entry.name + ".input", value.name);
            flatten.type("Flatten");
            value.name = entry.name + ".input";
        }
        Writer node(graph, entry.name, value.name);
        describe(node, layer, value.shape);
        value = {entry.name, layer.outputShape(value.shape), value.vector || layer.makesVector()};
    }
    return value;
}

}
