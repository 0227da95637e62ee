// Files made by hand for the tests of engine/image: what no library at hand writes.
#pragma once

#include "tests/image/drawn_pictures.h"

namespace drawn {

inline void append(File& file, const File& more) { file.insert(file.end(), more.begin(), more.end()); }

inline File text(const std::string& letters) { return {letters.begin(), letters.end()}; }

inline File big(std::uint32_t value, int bytes = 4)
{
    File file;
    for (int i = bytes - 1; i >= 0; --i)
        file.push_back(std::uint8_t(value >> 8 * i));
    return file;
}

inline File little(std::uint32_t value, int bytes = 4)
{
    File file = big(value, bytes);
    std::reverse(file.begin(), file.end());
    return file;
}

inline File joined(const std::vector<File>& parts)
{
    File file;
    for (const File& part : parts)
        append(file, part);
    return file;
}

/// A TIFF block with the orientation after another entry, in either byte order.
inline File exifBlock(int orientation, bool littleFirst)
{
    const auto number = [&](std::uint32_t value, int bytes) {
        return littleFirst ? little(value, bytes) : big(value, bytes);
    };
    return joined({text(littleFirst ? "II" : "MM"), number(42, 2), number(8, 4), number(2, 2),
        number(0x10f, 2), number(2, 2), number(4, 4), text(std::string("me\0\0", 4)), number(0x112, 2),
        number(3, 2), number(1, 4), number(std::uint32_t(orientation), 2), number(0, 2), number(0, 4)});
}

inline File jpegWithExif(const File& jpeg, const File& block)
{
    const File payload = joined({text(std::string("Exif\0\0", 6)), block});
    File file = joined({{0xff, 0xd8, 0xff, 0xe1}, big(std::uint32_t(payload.size()) + 2, 2), payload});
    file.insert(file.end(), jpeg.begin() + 2, jpeg.end());
    return file;
}

inline File pngChunk(const std::string& type, const File& data)
{
    const File body = joined({text(type), data});
    std::uint32_t crc = 0xffffffff;
    for (const std::uint8_t byte : body) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0u);
    }
    return joined({big(std::uint32_t(data.size())), body, big(~crc)});
}

inline File pngHeader(int width, int height, int depth, int colourType, int interlaced = 0)
{
    const File sides = joined({big(std::uint32_t(width)), big(std::uint32_t(height))});
    const File kind = {std::uint8_t(depth), std::uint8_t(colourType), 0, 0, std::uint8_t(interlaced)};
    return joined({text("\x89PNG\r\n\x1a\n"), pngChunk("IHDR", joined({sides, kind}))});
}

/// The pixel chunk for lines of pixels, each line beginning with its filter byte: stored, not compressed.
inline File pngPixels(const File& lines)
{
    std::uint32_t a = 1;
    std::uint32_t b = 0;
    for (const std::uint8_t byte : lines) {
        a = (a + byte) % 65521;
        b = (b + a) % 65521;
    }
    const auto length = std::uint32_t(lines.size());
    return pngChunk("IDAT",
        joined(
            {{0x78, 0x01, 0x01}, little(length, 2), little(~length & 0xffff, 2), lines, big(b << 16 | a)}));
}

inline File pngEnd() { return pngChunk("IEND", {}); }

/// A BMP file with the 40-byte header; `extra` (masks, palette) stands between it and the pixels.
inline File bmp(int width, int height, int depth, int compression, const File& extra, const File& pixels)
{
    const auto start = std::uint32_t(54 + extra.size());
    return joined({text("BM"), little(start + std::uint32_t(pixels.size())), little(0), little(start),
        little(40), little(std::uint32_t(width)), little(std::uint32_t(height)), little(1, 2),
        little(std::uint32_t(depth), 2), little(std::uint32_t(compression)), little(0), little(0), little(0),
        little(0), little(0), extra, pixels});
}

}
