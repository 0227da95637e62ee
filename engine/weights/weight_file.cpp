#include "engine/weights/weight_file.h"

#include "engine/core/error.h"
#include "engine/core/half.h"
#include "engine/weights/float_bits.h"
#include "engine/weights/text.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace engine {

static_assert(std::endian::native == std::endian::little, "weight files are little endian");

namespace {

/// Values in the file need not be aligned, so each is copied out before it is converted.
template <class Stored, class Convert>
void convertAll(std::span<const std::uint8_t> bytes, std::span<float> out, Convert convert)
{
    for (std::size_t i = 0; i < out.size(); ++i) {
        Stored stored;
        std::memcpy(&stored, bytes.data() + i * sizeof(Stored), sizeof(Stored));
        out[i] = convert(stored);
    }
}

}

std::size_t WeightEntry::size() const
{
    std::size_t count = 1;
    for (const std::int64_t extent : shape)
        count *= static_cast<std::size_t>(extent);
    return count;
}

std::string WeightEntry::shapeText() const
{
    std::string text;
    for (const std::int64_t extent : shape) {
        if (!text.empty())
            text += 'x';
        text += std::to_string(extent);
    }
    return text.empty() ? "a single number" : text;
}

void WeightEntry::convertTo(std::span<float> out) const
{
    if (fill) {
        fill(out);
        return;
    }
    switch (type) {
    case Type::F32:
        if (!out.empty())
            std::memcpy(out.data(), bytes.data(), out.size_bytes());
        break;
    case Type::F16:
        convertAll<std::uint16_t>(bytes, out, halfToFloat);
        break;
    case Type::BF16:
        convertAll<std::uint16_t>(bytes, out, bfloatToFloat);
        break;
    case Type::F64:
        convertAll<double>(bytes, out, doubleToFloat);
        break;
    case Type::Other:
        break;
    }
}

WeightFile::WeightFile(MappedFile file, std::vector<WeightEntry> entries,
    std::map<std::string, std::string> metadata, std::optional<StoredNetwork> network)
    : m_file(std::move(file))
    , m_entries(std::move(entries))
    , m_metadata(std::move(metadata))
    , m_network(std::move(network))
{
}

const WeightEntry* WeightFile::find(std::string_view name) const
{
    const auto found = std::find_if(
        m_entries.begin(), m_entries.end(), [&](const WeightEntry& entry) { return entry.name == name; });
    return found == m_entries.end() ? nullptr : &*found;
}

void WeightFile::check(const WeightEntry& entry, std::span<const float> values) const
{
    if (const auto place = firstNonFinite(values))
        throw Error(sentence(path().string(), ": tensor ", inQuotes(entry.name), " is damaged: value ",
            *place, " of ", values.size(), " (counted from 0) is not a finite 32-bit number"));
}

void WeightFile::read(const WeightEntry& entry, std::span<float> out) const
{
    const std::string tensor = sentence(path().string(), ": tensor ", inQuotes(entry.name));
    require(out.size() == entry.size(), tensor, " holds ", entry.size(), " values, not ", out.size());
    require(entry.type != WeightEntry::Type::Other, tensor, " is of type ", entry.typeName,
        "; weights are read from F32, F16, BF16 and F64");
    if (out.empty())
        return;
    m_file.checkSize();
    entry.convertTo(out);
    check(entry, out);
}

std::optional<std::span<const float>> WeightFile::view(const WeightEntry& entry) const
{
    const bool aligned = reinterpret_cast<std::uintptr_t>(entry.bytes.data()) % alignof(float) == 0;
    if (entry.fill || entry.type != WeightEntry::Type::F32 || !aligned)
        return {};
    m_file.checkSize();
    const std::span<const float> values(reinterpret_cast<const float*>(entry.bytes.data()), entry.size());
    check(entry, values);
    return values;
}

}
