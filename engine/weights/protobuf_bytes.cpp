#include "engine/weights/protobuf_bytes.h"

#include "engine/core/error.h"

#include <google/protobuf/io/coded_stream.h>

#include <algorithm>

namespace engine {

namespace {

constexpr std::size_t mostParsedBytes = std::size_t(1) << 30;
constexpr std::size_t mostFields = 1000;

using google::protobuf::io::CodedInputStream;

/// Goes over one field; false at the end of the bytes.
bool skip(CodedInputStream& stream, int type)
{
    std::uint64_t number = 0;
    std::uint32_t length = 0;
    switch (type) {
    case 0:
        return stream.ReadVarint64(&number);
    case 1:
        return stream.Skip(8);
    case 2:
        return stream.ReadVarint32(&length) && length <= mostParsedBytes && stream.Skip(int(length));
    default:
        return stream.Skip(4);
    }
}

}

std::vector<ProtobufField> outermostFields(std::span<const std::uint8_t> bytes)
{
    CodedInputStream stream(bytes.data(), int(std::min(bytes.size(), mostParsedBytes)));
    std::vector<ProtobufField> fields;
    while (fields.size() < mostFields) {
        const std::uint32_t tag = stream.ReadTag();
        if (tag == 0)
            return stream.ConsumedEntireMessage() ? fields : std::vector<ProtobufField>();
        const ProtobufField field {int(tag >> 3), int(tag & 7)};
        const bool possible
            = field.number > 0 && (field.type == 0 || field.type == 1 || field.type == 2 || field.type == 5);
        if (!possible)
            return {};
        fields.push_back(field);
        if (!skip(stream, field.type))
            break;
    }
    return fields;
}

void parseProtobuf(const MappedFile& file, google::protobuf::MessageLite& message)
{
    const std::span<const std::uint8_t> bytes = file.bytes();
    require(bytes.size() <= mostParsedBytes, file.path().string(),
        " is larger than 1 GiB, too large for a model");
    // At most a hundred messages within messages: the library sees to it.
    const bool whole = message.ParsePartialFromArray(bytes.data(), int(bytes.size()));
    require(whole, file.path().string(), " is cut off or damaged; get it again");
}

}
