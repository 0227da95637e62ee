#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace engine {

/// One operation of an ONNX graph. Attributes are asked for by name; finish() refuses those that nobody asked for,
/// since a network that is only half understood would compute something else.
class OnnxNode {
public:
    /// `file` is for messages. The node must outlive this.
    OnnxNode(const onnx::NodeProto& node, const std::string& file);

    const std::string& type() const { return m_node.op_type(); }
    /// "model.onnx: Conv 'conv1'"
    const std::string& where() const { return m_where; }
    const std::string& name() const { return m_node.name(); }

    int inputs() const { return m_node.input_size(); }
    /// The name of an input; empty for one that is left out.
    std::string input(int index) const;
    std::string output(int index = 0) const;

    bool has(const char* attribute) const { return find(attribute) != nullptr; }
    std::int64_t integer(const char* attribute, std::int64_t otherwise) const;
    float real(const char* attribute, float otherwise) const;
    std::string text(const char* attribute, const char* otherwise) const;
    std::vector<std::int64_t> integers(const char* attribute, std::vector<std::int64_t> otherwise) const;
    std::vector<float> reals(const char* attribute) const;
    /// Throws Error when it is not there.
    const onnx::TensorProto& tensor(const char* attribute) const;
    /// An attribute that changes nothing here.
    void ignore(const char* attribute) const { m_asked.insert(attribute); }

    /// Throws Error naming an attribute that was not asked for.
    void finish() const;

private:
    const onnx::AttributeProto* find(const char* attribute) const;
    const onnx::AttributeProto* find(const char* attribute, int type) const;

    const onnx::NodeProto& m_node;
    std::string m_where;
    mutable std::set<std::string> m_asked;
};

}
