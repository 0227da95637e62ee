#include "engine/weights/onnx_node.h"

#include "engine/core/error.h"
#include "engine/weights/text.h"

namespace engine {

using onnx::AttributeProto;

OnnxNode::OnnxNode(const onnx::NodeProto& node, const std::string& file)
    : m_node(node)
{
    const std::string& name
        = node.name().empty() && node.output_size() > 0 ? node.output(0) : node.name();
    m_where = file + ": " + (isPrintable(node.op_type()) ? node.op_type().substr(0, 80) : "an operator") + " "
        + inQuotes(name);
    const bool standard = node.domain().empty() || node.domain() == "ai.onnx";
    require(standard, m_where, " is of the domain ", inQuotes(node.domain()), ", which is not ONNX's own");
}

std::string OnnxNode::input(int index) const { return index < inputs() ? m_node.input(index) : std::string(); }

std::string OnnxNode::output(int index) const
{
    return index < m_node.output_size() ? m_node.output(index) : std::string();
}

const AttributeProto* OnnxNode::find(const char* attribute) const
{
    m_asked.insert(attribute);
    for (const AttributeProto& candidate : m_node.attribute())
        if (candidate.name() == attribute)
            return &candidate;
    return nullptr;
}

const AttributeProto* OnnxNode::find(const char* attribute, int type) const
{
    const AttributeProto* found = find(attribute);
    // The oldest files do not say the type.
    require(!found || found->type() == type || !found->has_type() || found->type() == AttributeProto::UNDEFINED,
        m_where, " has the attribute ", attribute, " in another type than ONNX's");
    return found;
}

std::int64_t OnnxNode::integer(const char* attribute, std::int64_t otherwise) const
{
    const AttributeProto* found = find(attribute, AttributeProto::INT);
    return found ? found->i() : otherwise;
}

float OnnxNode::real(const char* attribute, float otherwise) const
{
    const AttributeProto* found = find(attribute, AttributeProto::FLOAT);
    return found ? found->f() : otherwise;
}

std::string OnnxNode::text(const char* attribute, const char* otherwise) const
{
    const AttributeProto* found = find(attribute, AttributeProto::STRING);
    return found ? found->s() : otherwise;
}

std::vector<std::int64_t> OnnxNode::integers(const char* attribute, std::vector<std::int64_t> otherwise) const
{
    const AttributeProto* found = find(attribute, AttributeProto::INTS);
    if (!found)
        return otherwise;
    return {found->ints().begin(), found->ints().end()};
}

std::vector<float> OnnxNode::reals(const char* attribute) const
{
    const AttributeProto* found = find(attribute, AttributeProto::FLOATS);
    return found ? std::vector<float>(found->floats().begin(), found->floats().end()) : std::vector<float>();
}

const onnx::TensorProto& OnnxNode::tensor(const char* attribute) const
{
    const AttributeProto* found = find(attribute, AttributeProto::TENSOR);
    require(found && found->has_t(), m_where, " has no tensor ", attribute);
    return found->t();
}

void OnnxNode::finish() const
{
    for (const AttributeProto& attribute : m_node.attribute())
        require(m_asked.contains(attribute.name()), m_where, " has the attribute ", inQuotes(attribute.name()),
            ", which AlexScope does not know");
}

}
