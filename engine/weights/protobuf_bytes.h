#pragma once

#include "engine/weights/mapped_file.h"

#include <google/protobuf/message_lite.h>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// Protocol buffers as they lie in a file. They have no signature: a format is told from its outermost fields.
namespace engine {

/// Number and wire type (0 number, 1 eight bytes, 2 bytes with a length, 5 four bytes) of a field.
struct ProtobufField {
    int number;
    int type;
    bool operator==(const ProtobufField&) const = default;
};

/// The outermost fields, up to the end or to the first thousand; the last one may be cut off. Empty when the bytes are
/// no protocol buffers.
std::vector<ProtobufField> outermostFields(std::span<const std::uint8_t> bytes);

/// Fills the message from the file. Throws Error when it is larger than 1 GiB or damaged. Unknown fields are dropped.
void parseProtobuf(const MappedFile& file, google::protobuf::MessageLite& message);

}
