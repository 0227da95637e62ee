#include "engine/weights/onnx_writer.h"

#include "engine/core/error.h"
#include "engine/weights/atomic_file.h"
#include "engine/weights/float_bits.h"
#include "engine/weights/onnx_nodes.h"
#include "engine/weights/text.h"

#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

namespace engine {

namespace {

constexpr int irVersion = 8;
constexpr int opset = 17;
constexpr std::size_t mostBytes = std::size_t(1) << 30;

class FileStream : public google::protobuf::io::CopyingOutputStream {
public:
    explicit FileStream(AtomicFile& file)
        : m_file(file)
    {
    }
    bool Write(const void* bytes, int size) override
    {
        m_file.write({static_cast<const std::uint8_t*>(bytes), std::size_t(size)});
        return true;
    }

private:
    AtomicFile& m_file;
};

/// N x C x H x W, or N x C for a vector; the batch is open.
void describe(onnx::ValueInfoProto& value, const std::string& name, const Shape& shape, bool vector)
{
    value.set_name(name);
    onnx::TypeProto::Tensor& type = *value.mutable_type()->mutable_tensor_type();
    type.set_elem_type(onnx::TensorProto::FLOAT);
    type.mutable_shape()->add_dim()->set_dim_param("N");
    type.mutable_shape()->add_dim()->set_dim_value(shape.channels);
    if (vector)
        return;
    type.mutable_shape()->add_dim()->set_dim_value(shape.height);
    type.mutable_shape()->add_dim()->set_dim_value(shape.width);
}

void store(onnx::TensorProto& to, const NamedTensor& tensor, const std::string& file)
{
    std::size_t count = 1;
    for (std::int64_t extent : tensor.shape) {
        to.add_dims(extent);
        count *= std::size_t(extent);
    }
    to.set_name(tensor.name);
    to.set_data_type(onnx::TensorProto::FLOAT);
    require(count < mostBytes / sizeof(float), file, " was not written: tensor ", inQuotes(tensor.name),
        " is too large for ONNX");
    std::string& raw = *to.mutable_raw_data();
    raw.resize(count * sizeof(float));
    const std::span<float> values(reinterpret_cast<float*>(raw.data()), count);
    tensor.fill(values);
    if (const auto place = firstNonFinite(values))
        throw Error(sentence(file, " was not written: value ", *place, " of tensor ", inQuotes(tensor.name),
            " (counted from 0) is not a finite number"));
}

}

void writeOnnx(const std::filesystem::path& path, const std::string& name, const LayerList& layers,
    const Shape& input, const std::map<std::string, std::string>& metadata, std::span<const NamedTensor> tensors)
{
    AtomicFile file(path); // first, because it may fail
    onnx::ModelProto model;
    model.set_ir_version(irVersion);
    model.set_producer_name("AlexScope");
    model.add_opset_import()->set_version(opset);
    for (const auto& [key, value] : metadata) {
        onnx::StringStringEntryProto& property = *model.add_metadata_props();
        property.set_key(key);
        property.set_value(value);
    }
    onnx::GraphProto& graph = *model.mutable_graph();
    graph.set_name(name.empty() ? "network" : name);
    const OnnxOutput output = addNodes(graph, layers, input);
    describe(*graph.add_input(), onnxInputName, input, false);
    describe(*graph.add_output(), output.name, output.shape, output.vector);
    for (const NamedTensor& tensor : tensors)
        store(*graph.add_initializer(), tensor, path.string());
    require(model.ByteSizeLong() <= mostBytes, path.string(), " was not written: it would be larger than 1 GiB");

    FileStream stream(file);
    {
        google::protobuf::io::CopyingOutputStreamAdaptor adaptor(&stream);
        model.SerializeToZeroCopyStream(&adaptor);
    }
    file.commit();
}

}
