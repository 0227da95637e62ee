// Read here rather than by OpenCV, whose BMP reader ignores the colour masks of a file, makes 248 of a full
// 5-bit colour, and reports a file that is too short on the standard error stream.
#include "engine/core/error.h"
#include "engine/image/codecs.h"

#include <array>

namespace engine {

namespace {

using Colour = std::array<std::uint8_t, 3>; ///< red, green, blue

struct Header {
    int width = 0;
    int height = 0;
    bool topDown = false;
    int depth = 0; ///< bits per pixel
    std::uint32_t compression = 0;
    std::array<std::uint32_t, 3> masks = {0xff0000, 0xff00, 0xff}; ///< red, green, blue in a pixel
    std::array<Colour, 256> palette = {};
    Bytes pixels; ///< from the first pixel to the end of the file
};

enum Compression : std::uint32_t {
    None = 0,
    RunLength8 = 1,
    RunLength4 = 2,
    BitFields = 3,
    AlphaBitFields = 6
};

}

static constexpr std::size_t fileHeaderLength = 14;

[[noreturn]] static void refuseShort(const std::string& name)
{
    refuseDamaged(name, "BMP", "it ends too early");
}

static void readPalette(Bytes bytes, std::size_t at, std::size_t entries, std::size_t entryLength,
    Header& header, const std::string& name)
{
    if (!holds(bytes, at, entries * entryLength))
        refuseShort(name);
    for (std::size_t i = 0; i < entries; ++i, at += entryLength)
        header.palette[i] = {bytes[at + 2], bytes[at + 1], bytes[at]};
}

static void requireKnownKind(const Header& header, const std::string& name)
{
    const int depth = header.depth;
    const bool palette = depth == 1 || depth == 4 || depth == 8;
    const bool masked = depth == 16 || depth == 32;
    const bool known = header.compression == None ? palette || masked || depth == 24
        : header.compression == RunLength8        ? depth == 8 && !header.topDown
        : header.compression == RunLength4        ? depth == 4 && !header.topDown
        : header.compression == BitFields || header.compression == AlphaBitFields ? masked
                                                                                  : false;
    require(known, name, " is a BMP picture of a rare kind (", depth, " bits, compression ",
        header.compression, "): save it as PNG first");
}

static Header readHeader(Bytes bytes, const std::string& name)
{
    const std::size_t length = littleEndian(bytes, fileHeaderLength, 4);
    if (!holds(bytes, fileHeaderLength, length))
        refuseShort(name);
    Header header;
    std::size_t entries = 0;
    if (length == 12) {
        requireSize(littleEndian(bytes, 18, 2), littleEndian(bytes, 20, 2), name);
        header.width = int(littleEndian(bytes, 18, 2));
        header.height = int(littleEndian(bytes, 20, 2));
        header.depth = int(littleEndian(bytes, 24, 2));
    } else {
        const std::int64_t width = std::int32_t(littleEndian(bytes, 18, 4));
        const std::int64_t height = std::int32_t(littleEndian(bytes, 22, 4));
        header.topDown = height < 0;
        requireSize(width, header.topDown ? -height : height, name);
        header.width = int(width);
        header.height = int(header.topDown ? -height : height);
        header.depth = int(littleEndian(bytes, 28, 2));
        header.compression = littleEndian(bytes, 30, 4);
        entries = littleEndian(bytes, 46, 4);
    }
    requireKnownKind(header, name);

    std::size_t end = fileHeaderLength + length;
    if (header.compression == BitFields || header.compression == AlphaBitFields) {
        // The masks follow the shortest header and are a part of the longer ones: the same place.
        const std::size_t count = header.compression == BitFields ? 3 : 4;
        if (!holds(bytes, 54, count * 4))
            refuseShort(name);
        header.masks = {littleEndian(bytes, 54, 4), littleEndian(bytes, 58, 4), littleEndian(bytes, 62, 4)};
        end = std::max(end, 54 + count * 4);
    } else if (header.depth == 16) {
        header.masks = {0x7c00, 0x3e0, 0x1f};
    }
    if (header.depth <= 8) {
        const std::size_t most = std::size_t(1) << header.depth;
        entries = entries == 0 ? most : std::min(entries, most);
        readPalette(bytes, end, entries, length == 12 ? 3 : 4, header, name);
    }
    const std::size_t start = littleEndian(bytes, 10, 4);
    if (start < fileHeaderLength + length)
        refuseDamaged(name, "BMP", "its pixels begin inside its header");
    if (start > bytes.size())
        refuseShort(name);
    header.pixels = bytes.subspan(start);
    return header;
}

/// The pixels of a run-length coded picture as palette numbers, bottom row first; skipped pixels stay 0.
static std::vector<std::uint8_t> expandRuns(const Header& header, const std::string& name)
{
    const Bytes codes = header.pixels;
    const bool nibbles = header.compression == RunLength4;
    std::vector<std::uint8_t> numbers(std::size_t(header.width) * header.height);
    std::int64_t x = 0;
    std::int64_t y = 0;
    std::size_t at = 0;
    const auto put = [&](int i, Bytes values) {
        if (y >= header.height)
            refuseDamaged(name, "BMP", "it has too many rows");
        if (x >= header.width)
            return;
        const std::uint8_t value = values[nibbles ? i / 2 : i];
        numbers[y * header.width + x++] = !nibbles ? value : i % 2 == 0 ? value >> 4 : value & 15;
    };
    while (holds(codes, at, 2)) {
        const int count = codes[at];
        const int code = codes[at + 1];
        at += 2;
        if (count > 0) {
            for (int i = 0; i < count; ++i)
                put(nibbles ? i % 2 : 0, codes.subspan(at - 1, 1));
        } else if (code == 0) {
            x = 0;
            ++y;
        } else if (code == 1) {
            return numbers;
        } else if (code == 2) {
            if (!holds(codes, at, 2))
                break;
            x += codes[at];
            y += codes[at + 1];
            at += 2;
        } else {
            const std::size_t length = nibbles ? (code + 1) / 2 : code;
            if (!holds(codes, at, length))
                break;
            for (int i = 0; i < code; ++i)
                put(i, codes.subspan(at, length));
            at += length + length % 2;
        }
    }
    refuseShort(name);
}

/// The bits of a pixel under a mask, stretched to 0..255.
static std::uint8_t underMask(std::uint32_t pixel, std::uint32_t mask)
{
    if (mask == 0)
        return 0;
    const std::uint64_t unit = mask & (~mask + 1);
    const std::uint64_t most = mask / unit;
    return std::uint8_t(((pixel & mask) / unit * 255 + most / 2) / most);
}

static Colour colourAt(const Header& header, const std::uint8_t* row, int x)
{
    const std::size_t bit = std::size_t(x) * header.depth;
    const std::uint8_t* at = row + bit / 8;
    if (header.depth <= 8)
        return header.palette[*at >> (8 - header.depth - bit % 8) & ((1 << header.depth) - 1)];
    if (header.depth == 24)
        return {at[2], at[1], at[0]};
    const std::uint32_t pixel = littleEndian(Bytes(at, header.depth / 8), 0, header.depth / 8);
    Colour colour;
    for (int c = 0; c < 3; ++c)
        colour[c] = underMask(pixel, header.masks[c]);
    return colour;
}

Image decodeBmp(Bytes bytes, const std::string& name)
{
    Header header = readHeader(bytes, name);
    std::vector<std::uint8_t> numbers;
    std::size_t stride = (std::size_t(header.width) * header.depth + 31) / 32 * 4;
    if (header.compression == RunLength8 || header.compression == RunLength4) {
        numbers = expandRuns(header, name);
        header.pixels = numbers;
        header.depth = 8;
        stride = std::size_t(header.width);
    }
    if (!holds(header.pixels, 0, stride * header.height))
        refuseShort(name);

    Image picture(header.width, header.height);
    std::uint8_t* out = picture.pixels.data();
    for (int y = 0; y < header.height; ++y) {
        const int storedRow = header.topDown ? y : header.height - 1 - y;
        const std::uint8_t* row = header.pixels.data() + stride * storedRow;
        for (int x = 0; x < header.width; ++x) {
            const Colour colour = colourAt(header, row, x);
            out = std::copy(colour.begin(), colour.end(), out);
        }
    }
    return picture;
}

}
