#include "engine/weights/safetensors.h"

#include "engine/core/error.h"
#include "engine/weights/atomic_file.h"
#include "engine/weights/float_bits.h"
#include "engine/weights/safetensors_header.h"
#include "engine/weights/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <limits>
#include <set>

namespace engine {

namespace {

constexpr std::size_t prefixSize = 8; ///< the header's length, 64 bits little endian
constexpr auto largestCount = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

struct ElementType {
    std::string_view name;
    WeightEntry::Type type;
    unsigned bits;
};

using Type = WeightEntry::Type;
constexpr ElementType elementTypes[] = {
    {"F32", Type::F32, 32},
    {"F16", Type::F16, 16},
    {"BF16", Type::BF16, 16},
    {"F64", Type::F64, 64},
    {"I64", Type::Other, 64},
    {"U64", Type::Other, 64},
    {"C64", Type::Other, 64},
    {"I32", Type::Other, 32},
    {"U32", Type::Other, 32},
    {"I16", Type::Other, 16},
    {"U16", Type::Other, 16},
    {"I8", Type::Other, 8},
    {"U8", Type::Other, 8},
    {"BOOL", Type::Other, 8},
    {"F8_E5M2", Type::Other, 8},
    {"F8_E4M3", Type::Other, 8},
    {"F8_E8M0", Type::Other, 8},
    {"F8_E5M2FNUZ", Type::Other, 8},
    {"F8_E4M3FNUZ", Type::Other, 8},
    {"F6_E2M3", Type::Other, 6},
    {"F6_E3M2", Type::Other, 6},
    {"F4", Type::Other, 4},
};

bool multiply(std::uint64_t& product, std::uint64_t factor)
{
    if (factor != 0 && product > largestCount / factor)
        return false;
    product *= factor;
    return true;
}

/// The entry of a tensor whose type, shape and place in `data` agree.
WeightEntry makeEntry(
    const SafetensorsRecord& record, std::span<const std::uint8_t> data, const std::string& file)
{
    const std::string tensor = sentence(file, ": tensor ", inQuotes(record.name));
    const auto type = std::find_if(std::begin(elementTypes), std::end(elementTypes),
        [&](const ElementType& candidate) { return candidate.name == record.type; });
    require(type != std::end(elementTypes), tensor, " is of the unknown type ", inQuotes(record.type));

    WeightEntry entry {record.name, {}, type->type, record.type, {}};
    std::uint64_t bits = 1;
    bool fits = true;
    for (const std::uint64_t extent : record.shape) {
        fits = fits && extent <= largestCount && multiply(bits, extent);
        entry.shape.push_back(static_cast<std::int64_t>(extent));
    }
    fits = fits && multiply(bits, type->bits);
    require(fits, tensor, " has a shape whose size is beyond 64 bits");
    require(bits % 8 == 0, tensor, " of type ", record.type, " does not fill whole bytes");

    const auto [begin, end] = record.offsets;
    require(begin <= end, tensor, " ends at ", end, ", before it begins at ", begin);
    require(end <= data.size(), tensor, " ends at ", end, ", but the file has only ", data.size(),
        " bytes of tensors; it is cut off or damaged, get it again");
    require(end - begin == bits / 8, tensor, " occupies ", end - begin, " bytes, but ", entry.shapeText(),
        " of ", record.type, " needs ", bits / 8);
    entry.bytes = data.subspan(begin, end - begin);
    return entry;
}

/// Bytes used twice could make a small file a huge network; bytes not used at all could hide another file.
void checkCoverage(
    std::span<const WeightEntry> entries, std::span<const std::uint8_t> data, const std::string& file)
{
    const std::uint8_t* expected = data.data();
    for (const WeightEntry& entry : entries) {
        const std::ptrdiff_t gap = entry.bytes.data() - expected;
        require(gap >= 0, file, ": tensor ", inQuotes(entry.name), " overlaps the one before it by ", -gap,
            " bytes");
        require(
            gap == 0, file, ": ", gap, " bytes before tensor ", inQuotes(entry.name), " belong to no tensor");
        expected += entry.bytes.size();
    }
    const std::ptrdiff_t rest = data.data() + data.size() - expected;
    require(rest == 0, file, ": the last ", rest, " bytes belong to no tensor");
}

std::uint64_t headerLength(std::span<const std::uint8_t> bytes)
{
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), prefixSize);
    return length;
}

std::uint64_t countOf(const NamedTensor& tensor, const std::string& file)
{
    std::uint64_t count = 1;
    bool fits = tensor.shape.size() <= mostSafetensorsDimensions;
    for (const std::int64_t extent : tensor.shape)
        fits = fits && extent >= 0 && multiply(count, static_cast<std::uint64_t>(extent));
    require(fits && count <= largestCount / sizeof(float), file, ": tensor ", inQuotes(tensor.name),
        " has an impossible shape");
    return count;
}

std::string jsonText(const std::string& text, const std::string& file)
{
    require(findInvalidUtf8(text) == text.npos, file, ": ", inQuotes(text), " is not UTF-8 text");
    return nlohmann::json(text).dump();
}

std::string jsonObject(std::span<const std::string> members)
{
    std::string text = "{";
    for (const std::string& member : members) {
        if (text.size() > 1)
            text += ',';
        text += member;
    }
    return text + "}";
}

/// The header with its padding: tensors begin at a multiple of eight bytes, so that readers may map them.
std::string makeHeader(const std::map<std::string, std::string>& metadata,
    std::span<const NamedTensor> tensors, const std::string& file)
{
    require(
        tensors.size() <= mostSafetensorsTensors, file, ": more than ", mostSafetensorsTensors, " tensors");
    std::vector<std::string> members;
    for (const auto& [key, value] : metadata)
        members.push_back(jsonText(key, file) + ":" + jsonText(value, file));
    if (!metadata.empty())
        members = {jsonText(safetensorsMetadataKey, file) + ":" + jsonObject(members)};
    std::set<std::string> names = {safetensorsMetadataKey};
    std::uint64_t begin = 0;
    for (const NamedTensor& tensor : tensors) {
        checkTensorName(tensor.name, file);
        require(names.insert(tensor.name).second, file, ": two tensors are called ", inQuotes(tensor.name));
        const std::uint64_t end = begin + countOf(tensor, file) * sizeof(float);
        require(end >= begin && end <= largestCount, file, ": the tensors are too large for one file");
        members.push_back(jsonText(tensor.name, file) + R"(:{"dtype":"F32","shape":)"
            + nlohmann::json(tensor.shape).dump() + R"(,"data_offsets":)"
            + nlohmann::json({begin, end}).dump() + "}");
        begin = end;
    }
    std::string header = jsonObject(members);
    header.resize((header.size() + 7) / 8 * 8, ' ');
    require(header.size() <= longestSafetensorsHeader, file, ": names and metadata need more than ",
        longestSafetensorsHeader, " bytes");
    return header;
}

template <class Value>
std::span<const std::uint8_t> bytesOf(const Value* values, std::size_t count)
{
    return {reinterpret_cast<const std::uint8_t*>(values), count * sizeof(Value)};
}

}

bool isSafetensors(std::span<const std::uint8_t> bytes)
{
    // No header is as long as 2^32 bytes; in a text these four would be characters.
    return bytes.size() > prefixSize && bytes[prefixSize] == '{' && headerLength(bytes) >> 32 == 0;
}

WeightFile readSafetensors(MappedFile file)
{
    const std::string name = file.path().string();
    const std::span<const std::uint8_t> bytes = file.bytes();
    require(bytes.size() >= prefixSize, name, " is shorter than ", prefixSize,
        " bytes and so no safetensors file");
    const std::uint64_t length = headerLength(bytes);
    require(length <= longestSafetensorsHeader, name, ": the header is said to be ", length,
        " bytes long, at most ", longestSafetensorsHeader, " are allowed");
    require(length <= bytes.size() - prefixSize, name, ": the header is said to be ", length,
        " bytes long, but only ", bytes.size() - prefixSize,
        " follow; the file is cut off or damaged, get it again");

    const std::span<const std::uint8_t> text = bytes.subspan(prefixSize, length);
    SafetensorsHeader header
        = parseSafetensorsHeader({reinterpret_cast<const char*>(text.data()), text.size()}, name);
    const std::span<const std::uint8_t> data = bytes.subspan(prefixSize + length);
    std::stable_sort(header.tensors.begin(), header.tensors.end(),
        [](const SafetensorsRecord& a, const SafetensorsRecord& b) { return a.offsets < b.offsets; });
    std::vector<WeightEntry> entries;
    for (const SafetensorsRecord& record : header.tensors)
        entries.push_back(makeEntry(record, data, name));
    checkCoverage(entries, data, name);
    return WeightFile(std::move(file), std::move(entries), std::move(header.metadata));
}

void writeSafetensors(const std::filesystem::path& path, const std::map<std::string, std::string>& metadata,
    std::span<const NamedTensor> tensors)
{
    const std::string name = path.string();
    const std::string header = makeHeader(metadata, tensors, name);
    const std::uint64_t length = header.size();
    AtomicFile file(path);
    file.write(bytesOf(&length, 1));
    file.write(bytesOf(header.data(), header.size()));

    std::uint64_t largest = 0;
    for (const NamedTensor& tensor : tensors)
        largest = std::max(largest, countOf(tensor, name));
    std::vector<float> values;
    values.reserve(largest);
    for (const NamedTensor& tensor : tensors) {
        // A value that `fill` forgets stays NaN and is refused with the others.
        values.assign(countOf(tensor, name), std::numeric_limits<float>::quiet_NaN());
        tensor.fill(values);
        if (const auto place = firstNonFinite(values))
            throw Error(sentence(name, " was not written: value ", *place, " of tensor ",
                inQuotes(tensor.name), " (counted from 0) is not a finite number"));
        file.write(bytesOf(values.data(), values.size()));
    }
    file.commit();
}

}
