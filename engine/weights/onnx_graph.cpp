#include "engine/weights/onnx_graph.h"

#include "engine/core/error.h"
#include "engine/weights/onnx_reshape.h"
#include "engine/weights/protobuf_bytes.h"
#include "engine/weights/text.h"

#include <algorithm>
#include <set>

namespace engine {

namespace {

constexpr int mostNodes = 1000;
constexpr int mostSteps = 4; ///< each needs the room of the constant once more when it is read

std::int64_t opsetOf(const onnx::ModelProto& model, const std::string& file)
{
    std::int64_t opset = 1; // of models older than the field
    for (const auto& import : model.opset_import())
        if (import.domain().empty() || import.domain() == "ai.onnx")
            opset = import.version();
    require(opset >= 1, file, " is of the opset ", opset, "; the first one is 1");
    return opset;
}

std::optional<std::vector<std::int64_t>> dimensionsOf(const onnx::ValueInfoProto& value, const std::string& file)
{
    const std::string what = sentence(file, ": the input ", inQuotes(value.name()));
    if (!value.has_type())
        return {};
    require(value.type().has_tensor_type(), what, " is not a tensor");
    const onnx::TypeProto::Tensor& type = value.type().tensor_type();
    require(type.elem_type() == onnx::TensorProto::FLOAT, what, " has values of ONNX's type ", type.elem_type(),
        "; AlexScope computes with 32-bit floats");
    if (!type.has_shape())
        return {};
    std::vector<std::int64_t> dimensions;
    for (const auto& dimension : type.shape().dim()) {
        const bool known = dimension.has_dim_value() && dimension.dim_value() > 0;
        dimensions.push_back(known ? dimension.dim_value() : 0);
    }
    countOf(dimensions, what);
    return dimensions;
}

/// The places of a MaxPool or the mask of a Dropout: nothing that a network is made for, and so not computed.
bool isByProduct(const std::string& value, const onnx::GraphProto& proto)
{
    const auto has = [&](const onnx::NodeProto& node) {
        return node.output_size() == 2 && node.output(1) == value
            && (node.op_type() == "MaxPool" || node.op_type() == "Dropout");
    };
    return std::any_of(proto.node().begin(), proto.node().end(), has);
}

void readInput(const onnx::GraphProto& proto, OnnxGraph& graph)
{
    std::vector<const onnx::ValueInfoProto*> inputs;
    for (const onnx::ValueInfoProto& input : proto.input())
        if (!graph.constants.contains(input.name())) // weights are listed again by older programs
            inputs.push_back(&input);
    require(!inputs.empty(), graph.file, " has no input");
    require(inputs.size() == 1, graph.file, " has ", inputs.size(), " inputs, ", inQuotes(inputs.front()->name()),
        " and ", inQuotes(inputs.back()->name()), " among them; AlexScope reads networks with one");
    graph.input = inputs[0]->name();
    graph.inputDimensions = dimensionsOf(*inputs[0], graph.file);
    std::vector<std::string> outputs;
    for (const onnx::ValueInfoProto& output : proto.output())
        if (!isByProduct(output.name(), proto))
            outputs.push_back(output.name());
    require(outputs.size() == 1, graph.file, " has ", outputs.size(),
        " outputs; AlexScope reads networks with one");
    graph.output = outputs.front();
}

OnnxConstant constantOf(const OnnxNode& node, const OnnxGraph& graph)
{
    if (node.has("value"))
        return constantFrom(node.tensor("value"), graph.model, node.where());
    if (node.has("value_float"))
        return constantFrom({}, node.real("value_float", 0));
    if (node.has("value_int"))
        return reshaped(constantFrom({node.integer("value_int", 0)}), {});
    if (node.has("value_ints"))
        return constantFrom(node.integers("value_ints", {}));
    const std::vector<float> values = node.reals("value_floats");
    OnnxConstant constant = constantFrom({std::int64_t(values.size())}, 0);
    constant.values.fill = [values](std::span<float> out) { std::copy(values.begin(), values.end(), out.begin()); };
    return constant;
}

OnnxConstant filled(const OnnxNode& node, const OnnxConstant& shape, const OnnxGraph& graph)
{
    require(shape.integers.size() == shape.size(), node.where(), " gets a shape that is not of whole numbers");
    countOf(shape.integers, node.where());
    float value = 0;
    if (node.has("value")) {
        const OnnxConstant wanted = constantFrom(node.tensor("value"), graph.model, node.where());
        require(wanted.size() == 1 && wanted.values.type != WeightEntry::Type::Other, node.where(),
            " repeats something other than one real number");
        wanted.values.convertTo({&value, 1});
    }
    return constantFrom(shape.integers, value);
}

/// The orders of dimensions that a Transpose may ask for.
std::vector<std::int64_t> orderOf(const OnnxNode& node, std::size_t dimensions)
{
    std::vector<std::int64_t> order, sorted;
    for (std::size_t i = dimensions; i-- > 0;)
        order.push_back(std::int64_t(i));
    order = node.integers("perm", order);
    sorted = order;
    std::sort(sorted.begin(), sorted.end());
    bool all = sorted.size() == dimensions;
    for (std::size_t i = 0; i < sorted.size(); ++i)
        all = all && sorted[i] == std::int64_t(i);
    require(all, node.where(), " does not name each dimension once");
    return order;
}

/// The value of a node whose inputs are all constant; none when it must be computed by the network.
std::optional<OnnxConstant> folded(const OnnxNode& node, const OnnxGraph& graph)
{
    if (node.type() == "Constant")
        return constantOf(node, graph);
    for (int i = 0; i < node.inputs(); ++i)
        if (!node.input(i).empty() && !graph.constants.contains(node.input(i)))
            return {};
    const OnnxConstant* first = graph.constant(node, 0);
    if (!first)
        return {};
    if (node.type() == "ConstantOfShape")
        return filled(node, *first, graph);
    if (node.type() == "Identity")
        return *first;
    require(first->steps < mostSteps, node.where(), " changes a constant that was changed ", mostSteps,
        " times already");
    if (node.type() == "Transpose")
        return transposed(*first, orderOf(node, first->shape().size()));
    if (node.type() == "Reshape")
        return reshaped(*first, reshapedDimensions(node, graph.constant(node, 1), first->shape(), 0));
    if (node.type() == "Flatten")
        return reshaped(*first, flattenedDimensions(node, first->shape()));
    return {};
}

/// The only node that takes this value, and as which of its inputs; null when none does.
const onnx::NodeProto* readerOf(const std::string& value, const std::vector<const onnx::NodeProto*>& nodes,
    const OnnxGraph& graph, int& operand)
{
    const onnx::NodeProto* reader = nullptr;
    for (const onnx::NodeProto* node : nodes)
        for (int i = 0; i < node->input_size(); ++i) {
            if (node->input(i) != value)
                continue;
            if (reader)
                throw Error(sentence(OnnxNode(*node, graph.file).where(), " and ",
                    OnnxNode(*reader, "").where().substr(2), " both take ", inQuotes(value),
                    ": AlexScope reads networks without branches"));
            reader = node;
            operand = i;
        }
    return reader;
}

void followSteps(const std::vector<const onnx::NodeProto*>& nodes, OnnxGraph& graph)
{
    std::string value = graph.input;
    std::set<const onnx::NodeProto*> seen;
    int operand = 0;
    while (const onnx::NodeProto* node = readerOf(value, nodes, graph, operand)) {
        graph.steps.emplace_back(*node, graph.file);
        graph.operands.push_back(operand);
        const OnnxNode& step = graph.steps.back();
        require(seen.insert(node).second, step.where(), " is part of a circle");
        require(value != graph.output, step.where(), " goes on with ", inQuotes(value),
            ", which is an output already: AlexScope reads networks without branches");
        value = step.output();
        require(!value.empty() && isPrintable(value) && value.size() < 1024 && !graph.constants.contains(value),
            step.where(), " puts out a value without a usable name of its own");
    }
    require(value == graph.output, graph.file, ": no chain of operators leads from ", inQuotes(graph.input), " to ",
        inQuotes(graph.output), "; it ends at ", inQuotes(value));
    for (const onnx::NodeProto* node : nodes)
        require(seen.contains(node), OnnxNode(*node, graph.file).where(), " is not on the way from ",
            inQuotes(graph.input), " to ", inQuotes(graph.output), ": AlexScope reads networks without branches");
}

}

const OnnxConstant* OnnxGraph::constant(const OnnxNode& node, int index) const
{
    if (node.input(index).empty())
        return nullptr;
    const auto found = constants.find(node.input(index));
    require(found != constants.end(), node.where(), " takes ", inQuotes(node.input(index)),
        ", which is not a constant");
    return &found->second;
}

OnnxGraph readOnnxGraph(const MappedFile& file)
{
    OnnxGraph graph;
    graph.file = file.path().string();
    const auto model = std::make_shared<onnx::ModelProto>();
    parseProtobuf(file, *model);
    graph.model = model;
    const onnx::GraphProto& proto = model->graph();
    require(proto.node_size() > 0, graph.file, " has no network in it");
    require(proto.node_size() <= mostNodes, graph.file, " has more than ", mostNodes, " operators");
    require(proto.sparse_initializer().empty(), graph.file, " has sparse weights, which AlexScope does not read");
    graph.opset = opsetOf(*model, graph.file);
    for (const onnx::TensorProto& tensor : proto.initializer())
        graph.constants[tensor.name()] = constantFrom(
            tensor, graph.model, sentence(graph.file, ": tensor ", inQuotes(tensor.name())));
    readInput(proto, graph);

    std::vector<const onnx::NodeProto*> nodes;
    for (const onnx::NodeProto& node : proto.node()) {
        const OnnxNode step(node, graph.file);
        if (const std::optional<OnnxConstant> value = folded(step, graph)) {
            step.finish();
            graph.constants[step.output()] = *value;
        } else {
            nodes.push_back(&node);
        }
    }
    followSteps(nodes, graph);
    return graph;
}

}
