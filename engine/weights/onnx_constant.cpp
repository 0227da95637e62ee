#include "engine/weights/onnx_constant.h"

#include "engine/core/error.h"
#include "engine/core/half.h"
#include "engine/weights/float_bits.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace engine {

namespace {

using Type = WeightEntry::Type;
using Fill = std::function<void(std::span<float>)>;
using onnx::TensorProto;

constexpr std::int64_t mostConstantValues = std::int64_t(1) << 28; ///< 1 GiB of floats
constexpr std::size_t mostIntegers = 64;
constexpr int mostDimensions = 16;

struct ElementType {
    int number;
    Type type;
    const char* name;
    std::size_t bytes;
};

constexpr ElementType elementTypes[] = {
    {TensorProto::FLOAT, Type::F32, "F32", 4},
    {TensorProto::FLOAT16, Type::F16, "F16", 2},
    {TensorProto::BFLOAT16, Type::BF16, "BF16", 2},
    {TensorProto::DOUBLE, Type::F64, "F64", 8},
    {TensorProto::INT64, Type::Other, "I64", 8},
    {TensorProto::INT32, Type::Other, "I32", 4},
    {TensorProto::BOOL, Type::Other, "BOOL", 1},
};

const ElementType& elementType(const TensorProto& tensor, const std::string& where)
{
    for (const ElementType& type : elementTypes)
        if (type.number == tensor.data_type())
            return type;
    throw Error(sentence(where, " has values of ONNX's type ", tensor.data_type(),
        "; AlexScope reads float, double, float16 and bfloat16"));
}

OnnxConstant computed(std::vector<std::int64_t> shape, Fill fill, int steps = 0)
{
    return {{.shape = std::move(shape), .typeName = "F32", .fill = std::move(fill)}, {}, steps};
}

std::vector<float> floatsOf(const WeightEntry& values)
{
    std::vector<float> floats(values.size());
    values.convertTo(floats);
    return floats;
}

/// ONNX keeps 16-bit floats and small integers in a list of 32-bit numbers when they are not raw bytes.
std::vector<std::int64_t> listedIntegers(const TensorProto& tensor)
{
    if (tensor.data_type() == TensorProto::INT64)
        return {tensor.int64_data().begin(), tensor.int64_data().end()};
    return {tensor.int32_data().begin(), tensor.int32_data().end()};
}

std::vector<std::int64_t> rawIntegers(const std::string& raw, std::size_t bytes)
{
    std::vector<std::int64_t> integers;
    for (std::size_t i = 0; i + bytes <= raw.size(); i += bytes) {
        std::int64_t value = 0;
        std::memcpy(&value, raw.data() + i, bytes);
        integers.push_back(bytes == 4 ? std::int32_t(value) : value);
    }
    return integers;
}

template <class List>
std::span<const std::uint8_t> bytesOf(const List& list, std::size_t size)
{
    return {reinterpret_cast<const std::uint8_t*>(list.data()), list.size() * size};
}

}

std::int64_t countOf(const std::vector<std::int64_t>& shape, const std::string& where)
{
    std::int64_t count = 1;
    for (std::int64_t extent : shape) {
        require(extent >= 0 && extent <= mostConstantValues, where, " has a dimension of ", extent);
        count *= std::max<std::int64_t>(extent, 1); // so that a zero hides nothing that is too large
        require(count <= mostConstantValues, where, " has more than ", mostConstantValues, " values");
    }
    return std::find(shape.begin(), shape.end(), 0) == shape.end() ? count : 0;
}

OnnxConstant constantFrom(
    const TensorProto& tensor, std::shared_ptr<const void> owner, const std::string& where)
{
    require(tensor.data_location() != TensorProto::EXTERNAL && tensor.external_data().empty(), where,
        " keeps its values in another file, which AlexScope does not open; save the model as one file");
    require(!tensor.has_segment(), where, " is only a part of a tensor");
    require(tensor.dims_size() <= mostDimensions, where, " has more than ", mostDimensions, " dimensions");
    const ElementType& type = elementType(tensor, where);
    OnnxConstant constant;
    WeightEntry& values = constant.values;
    values.shape.assign(tensor.dims().begin(), tensor.dims().end());
    values.type = type.type;
    values.typeName = type.name;
    values.owner = std::move(owner);
    const auto count = std::size_t(countOf(values.shape, where));
    std::size_t found = 0;
    if (tensor.has_raw_data()) {
        const std::string& raw = tensor.raw_data();
        require(raw.size() == count * type.bytes, where, " should have ", count * type.bytes,
            " bytes, but has ", raw.size());
        found = count;
        values.bytes = bytesOf(raw, 1);
        if (type.type == Type::Other && count <= mostIntegers)
            constant.integers = rawIntegers(raw, type.bytes);
    } else if (type.type == Type::F32 || type.type == Type::F64) {
        const bool single = type.type == Type::F32;
        found = std::size_t(single ? tensor.float_data_size() : tensor.double_data_size());
        values.bytes = single ? bytesOf(tensor.float_data(), 4) : bytesOf(tensor.double_data(), 8);
    } else {
        const std::vector<std::int64_t> integers = listedIntegers(tensor);
        found = integers.size();
        if (type.type == Type::Other && count <= mostIntegers) {
            constant.integers = integers;
        } else if (type.type != Type::Other) {
            const auto convert = type.type == Type::F16 ? halfToFloat : bfloatToFloat;
            values.fill = [integers, convert](std::span<float> out) {
                std::transform(integers.begin(), integers.end(), out.begin(),
                    [&](std::int64_t bits) { return convert(std::uint16_t(bits)); });
            };
        }
    }
    require(found == count, where, " should have ", count, " values, but has ", found);
    return constant;
}

OnnxConstant constantFrom(std::vector<std::int64_t> integers)
{
    OnnxConstant constant;
    constant.values.shape = {std::int64_t(integers.size())};
    constant.values.type = Type::Other;
    constant.values.typeName = "I64";
    constant.integers = std::move(integers);
    return constant;
}

OnnxConstant constantFrom(std::vector<std::int64_t> shape, float value)
{
    return computed(
        std::move(shape), [value](std::span<float> out) { std::fill(out.begin(), out.end(), value); });
}

OnnxConstant transposed(const OnnxConstant& constant, const std::vector<std::int64_t>& order)
{
    const std::vector<std::int64_t>& from = constant.shape();
    std::vector<std::int64_t> shape,
        steps; // of the result, a step being one place further along its dimension
    for (std::int64_t dimension : order) {
        shape.push_back(from[std::size_t(dimension)]);
        steps.push_back(
            std::accumulate(from.begin() + dimension + 1, from.end(), std::int64_t(1), std::multiplies<>()));
    }
    return computed(
        shape,
        [source = constant.values, shape, steps](std::span<float> out) {
            const std::vector<float> values = floatsOf(source);
            std::vector<std::int64_t> place(shape.size());
            std::int64_t at = 0;
            for (float& value : out) {
                value = values[std::size_t(at)];
                for (std::size_t d = shape.size(); d-- > 0;) {
                    at += steps[d];
                    if (++place[d] < shape[d])
                        break;
                    at -= steps[d] * shape[d];
                    place[d] = 0;
                }
            }
        },
        constant.steps + 1);
}

OnnxConstant reshaped(OnnxConstant constant, std::vector<std::int64_t> shape)
{
    constant.values.shape = std::move(shape);
    return constant;
}

OnnxConstant scaled(const OnnxConstant& constant, float factor)
{
    if (factor == 1)
        return constant;
    return computed(constant.shape(), [source = constant.values, factor](std::span<float> out) {
        source.convertTo(out);
        std::transform(out.begin(), out.end(), out.begin(), [&](float value) { return factor * value; });
    });
}

OnnxConstant broadcast(const OnnxConstant& constant, std::int64_t count)
{
    if (std::int64_t(constant.size()) == count)
        return reshaped(constant, {count});
    return computed({count}, [source = constant.values](std::span<float> out) {
        std::fill(out.begin(), out.end(), floatsOf(source).front());
    });
}

OnnxConstant sum(const OnnxConstant& a, const OnnxConstant& b)
{
    return computed(a.shape(), [left = a.values, right = b.values](std::span<float> out) {
        left.convertTo(out);
        const std::vector<float> more = floatsOf(right);
        std::transform(out.begin(), out.end(), more.begin(), out.begin(), std::plus<>());
    });
}

}
