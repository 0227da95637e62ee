// ONNX files made by the tests, with the library's own classes.
#pragma once

#include "tests/weights/raw_file.h"

#include "engine/weights/onnx.h"

#include <onnx/onnx_pb.h>

#include <numeric>

/// A graph that grows node by node: each takes the value of the one before.
class OnnxFile {
public:
    using Dimensions = std::vector<std::int64_t>;

    explicit OnnxFile(const Dimensions& input, std::int64_t opset = 17)
    {
        m_model.set_ir_version(8);
        m_model.add_opset_import()->set_version(opset);
        auto* value = graph().add_input();
        value->set_name(m_last);
        declare(*value, input);
    }

    onnx::ModelProto& model() { return m_model; }
    onnx::GraphProto& graph() { return *m_model.mutable_graph(); }

    static void declare(onnx::ValueInfoProto& value, const Dimensions& dimensions)
    {
        auto* type = value.mutable_type()->mutable_tensor_type();
        type->set_elem_type(onnx::TensorProto::FLOAT);
        type->mutable_shape();
        for (std::int64_t extent : dimensions) {
            auto* dimension = type->mutable_shape()->add_dim();
            if (extent > 0)
                dimension->set_dim_value(extent);
            else
                dimension->set_dim_param("N");
        }
    }

    /// The next node; its value is called `name`.
    onnx::NodeProto& add(const char* type, const char* name, const std::vector<const char*>& constants = {})
    {
        auto* node = graph().add_node();
        node->set_op_type(type);
        node->set_name(name);
        node->add_input(m_last);
        for (const char* constant : constants)
            node->add_input(constant);
        node->add_output(name);
        m_last = name;
        return *node;
    }

    static void set(onnx::NodeProto& node, const char* name, std::int64_t value)
    {
        auto* attribute = node.add_attribute();
        attribute->set_name(name);
        attribute->set_type(onnx::AttributeProto::INT);
        attribute->set_i(value);
    }
    static void set(onnx::NodeProto& node, const char* name, float value)
    {
        auto* attribute = node.add_attribute();
        attribute->set_name(name);
        attribute->set_type(onnx::AttributeProto::FLOAT);
        attribute->set_f(value);
    }
    static void set(onnx::NodeProto& node, const char* name, const char* value)
    {
        auto* attribute = node.add_attribute();
        attribute->set_name(name);
        attribute->set_type(onnx::AttributeProto::STRING);
        attribute->set_s(value);
    }
    static void set(onnx::NodeProto& node, const char* name, const Dimensions& values)
    {
        auto* attribute = node.add_attribute();
        attribute->set_name(name);
        attribute->set_type(onnx::AttributeProto::INTS);
        for (std::int64_t value : values)
            attribute->add_ints(value);
    }

    /// A constant of these values.
    onnx::TensorProto& constant(const char* name, const Dimensions& shape, const std::vector<float>& values)
    {
        onnx::TensorProto& tensor = *graph().add_initializer();
        tensor.set_name(name);
        tensor.set_data_type(onnx::TensorProto::FLOAT);
        for (std::int64_t extent : shape)
            tensor.add_dims(extent);
        tensor.set_raw_data(values.data(), values.size() * sizeof(float));
        return tensor;
    }
    /// One of 0, 1/8, 2/8, ... 6/8, 0, ...
    onnx::TensorProto& constant(const char* name, const Dimensions& shape)
    {
        const std::int64_t count
            = std::accumulate(shape.begin(), shape.end(), std::int64_t(1), std::multiplies<>());
        std::vector<float> values;
        for (std::int64_t i = 0; i < count; ++i)
            values.push_back(float(i % 7) / 8);
        return constant(name, shape, values);
    }
    void integers(const char* name, const Dimensions& values)
    {
        onnx::TensorProto& tensor = *graph().add_initializer();
        tensor.set_name(name);
        tensor.set_data_type(onnx::TensorProto::INT64);
        tensor.add_dims(std::int64_t(values.size()));
        for (std::int64_t value : values)
            tensor.add_int64_data(value);
    }

    QByteArray bytes()
    {
        if (graph().output().empty())
            graph().add_output()->set_name(m_last);
        return QByteArray::fromStdString(m_model.SerializeAsString());
    }
    engine::WeightFile open(const Folder& folder, const Dimensions& input = {})
    {
        return engine::readOnnx(engine::MappedFile(folder.put("m.onnx", bytes())), input);
    }
    /// What the reader says against it; empty when nothing.
    QString refused(const Folder& folder) { return refusal([&] { open(folder); }); }

private:
    onnx::ModelProto m_model;
    std::string m_last = "x";
};
