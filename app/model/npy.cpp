#include "app/model/npy.h"

#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/weights/atomic_file.h"
#include "engine/weights/mapped_file.h"
#include "engine/weights/text.h"

#include <charconv>
#include <cstring>
#include <string>
#include <string_view>

namespace {

constexpr std::string_view magic = "\x93NUMPY";
constexpr std::size_t mostDimensions = 32;
constexpr std::int64_t mostValues = std::int64_t(1) << 32;

std::span<const std::uint8_t> bytesOf(const void* data, std::size_t size)
{
    return {static_cast<const std::uint8_t*>(data), size};
}

/// What stands behind "'key':" in the header, a Python dictionary of constants; empty when the key is missing.
std::string_view valueOf(std::string_view header, const std::string& key)
{
    const std::size_t place = header.find("'" + key + "':");
    if (place == header.npos)
        return {};
    header.remove_prefix(place + key.size() + 3);
    header.remove_prefix(std::min(header.find_first_not_of(' '), header.size()));
    const std::size_t end = header.starts_with('(') ? header.find(')') + 1 : header.find_first_of(",}");
    return header.substr(0, end);
}

std::string_view unquoted(std::string_view text)
{
    const bool quoted = text.size() >= 2 && text.starts_with('\'') && text.ends_with('\'');
    return quoted ? text.substr(1, text.size() - 2) : text;
}

std::vector<std::int64_t> shapeOf(std::string_view text, const std::string& file)
{
    engine::require(
        text.starts_with('(') && text.ends_with(')'), file, ": the shape in its header is damaged");
    text = text.substr(1, text.size() - 2);
    std::vector<std::int64_t> shape;
    std::int64_t count = 1;
    while (!text.empty()) {
        text.remove_prefix(std::min(text.find_first_not_of(", "), text.size()));
        if (text.empty())
            break;
        std::int64_t extent = -1;
        const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), extent);
        engine::require(error == std::errc() && extent >= 0, file, ": the shape in its header is damaged");
        engine::require(shape.size() < mostDimensions && (extent == 0 || count <= mostValues / extent), file,
            " has an impossible shape");
        count *= extent > 0 ? extent : 1;
        shape.push_back(extent);
        text.remove_prefix(std::size_t(rest - text.data()));
    }
    return shape;
}

/// Its text; `data` is what follows.
std::string_view headerOf(
    std::span<const std::uint8_t> bytes, const std::string& file, std::span<const std::uint8_t>& data)
{
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    engine::require(text.starts_with(magic) && bytes.size() >= 12, file, " is no NumPy array (.npy)");
    const int version = bytes[6];
    engine::require(version >= 1 && version <= 3, file, " is in version ", version,
        " of NumPy's format; AlexScope reads ", "1 to 3");
    const std::size_t begin = version == 1 ? 10 : 12;
    std::uint32_t length = 0;
    std::memcpy(&length, bytes.data() + 8, version == 1 ? 2 : 4);
    engine::require(length <= bytes.size() - begin, file, " is cut off or damaged; get it again");
    data = bytes.subspan(begin + length);
    return text.substr(begin, length);
}

}

NpyArray readNpy(const std::filesystem::path& path)
{
    engine::mayWait("reading an array");
    const engine::MappedFile mapped(path);
    const std::string file = path.string();
    std::span<const std::uint8_t> data;
    const std::string_view header = headerOf(mapped.bytes(), file, data);
    const std::string_view type = valueOf(header, "descr"), order = valueOf(header, "fortran_order");
    engine::require(type == "'<f4'", file, " has values of the type ",
        type.empty() ? "?" : engine::inQuotes(unquoted(type)),
        "; save it as float32: numpy.save(f, a.astype('float32'))");
    engine::require(order == "False", file,
        " is in Fortran's order; save it in C order: numpy.save(f, numpy.ascontiguousarray(a))");
    NpyArray array {shapeOf(valueOf(header, "shape"), file), {}};
    std::size_t count = 1;
    for (std::int64_t extent : array.shape)
        count *= std::size_t(extent);
    engine::require(data.size() == count * sizeof(float), file, " should have ", count * sizeof(float),
        " bytes of values, but has ", data.size());
    array.values.resize(count);
    if (count > 0)
        std::memcpy(array.values.data(), data.data(), data.size());
    return array;
}

void writeNpy(const std::filesystem::path& file, std::span<const int> shape, std::span<const float> values)
{
    engine::mayWait("writing an array");
    writeNpy(file, {{shape.begin(), shape.end()}, {values.begin(), values.end()}});
}

void writeNpy(const std::filesystem::path& file, const NpyArray& array)
{
    std::string extents;
    std::size_t count = 1;
    for (std::int64_t extent : array.shape) {
        extents += std::to_string(extent) + ",";
        count *= std::size_t(extent);
    }
    engine::require(count == array.values.size(), "an array of ", extents, " cannot take ",
        array.values.size(), " values");
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + extents + "), }";
    // Magic, version and length take 10 bytes; the data begin at a multiple of 64.
    header.resize((10 + header.size() + 1 + 63) / 64 * 64 - 10 - 1, ' ');
    header += '\n';
    std::string head("\x93NUMPY\x01\x00", 8);
    head += char(header.size() & 255);
    head += char(header.size() >> 8);
    head += header;

    engine::AtomicFile out(file);
    out.write(bytesOf(head.data(), head.size()));
    out.write(bytesOf(array.values.data(), array.values.size() * sizeof(float)));
    out.commit();
}
