#include "engine/core/error.h"
#include "engine/image/codecs.h"
#include "engine/image/exif.h"

#include <array>
#include <utility>

namespace engine {

static constexpr std::size_t signatureLength = 8;
/// Length, type and CRC around the data of a chunk.
static constexpr std::size_t chunkFrame = 12;

static std::uint32_t crcOf(Bytes bytes)
{
    static const auto table = [] {
        std::array<std::uint32_t, 256> remainders;
        for (std::uint32_t i = 0; i < 256; ++i) {
            remainders[i] = i;
            for (int bit = 0; bit < 8; ++bit)
                remainders[i] = remainders[i] >> 1 ^ (remainders[i] & 1 ? 0xedb88320u : 0u);
        }
        return remainders;
    }();
    std::uint32_t crc = 0xffffffffu;
    for (const std::uint8_t byte : bytes)
        crc = crc >> 8 ^ table[(crc ^ byte) & 0xff];
    return ~crc;
}

namespace {

/// The file without what a picture can do without. libpng writes its remarks about colour profiles, comments
/// and dates to the standard error stream; what it does not see it does not remark upon.
struct Essence {
    int width = 0;
    int height = 0;
    int depth = 0; ///< bits per sample
    int colourType = 0; ///< PNG's number: 0 grey, 2 RGB, 3 palette, 4 and 6 with transparency
    int orientation = 1;
    bool hasPalette = false;
    bool hasPixels = false;
    std::vector<std::uint8_t> file;
};

}

static void append(std::vector<std::uint8_t>& file, Bytes bytes)
{
    file.insert(file.end(), bytes.begin(), bytes.end());
}

static void appendNumber(std::vector<std::uint8_t>& file, std::size_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        file.push_back(std::uint8_t(number >> shift));
}

static void readHeader(Bytes data, Essence& essence, const std::string& name)
{
    if (data.size() != 13)
        refuseDamaged(name, "PNG", "its header has the wrong length");
    requireSize(bigEndian(data, 0, 4), bigEndian(data, 4, 4), name);
    essence.width = int(bigEndian(data, 0, 4));
    essence.height = int(bigEndian(data, 4, 4));
    essence.depth = data[8];
    essence.colourType = data[9];

    const int depth = essence.depth;
    const bool small = depth == 1 || depth == 2 || depth == 4;
    const bool grey = essence.colourType == 0;
    const bool palette = essence.colourType == 3;
    const bool other = essence.colourType == 2 || essence.colourType == 4 || essence.colourType == 6;
    const bool known = (small && (grey || palette)) || (depth == 8 && (grey || palette || other))
        || (depth == 16 && (grey || other));
    if (!known || data[10] != 0 || data[11] != 0 || data[12] > 1)
        refuseDamaged(name, "PNG", "its header makes no sense");
}

/// Appends the palette filled up with black, since libpng remarks upon pixels beyond its end.
static void appendPalette(Bytes data, Essence& essence, const std::string& name)
{
    const std::size_t length = std::size_t(3) << essence.depth;
    if (data.empty() || data.size() % 3 != 0 || data.size() > length || essence.hasPalette
        || essence.hasPixels)
        refuseDamaged(name, "PNG", "its palette makes no sense");
    essence.hasPalette = true;
    appendNumber(essence.file, length);
    const std::size_t type = essence.file.size();
    for (const char letter : {'P', 'L', 'T', 'E'})
        essence.file.push_back(std::uint8_t(letter));
    append(essence.file, data);
    essence.file.resize(type + 4 + length);
    appendNumber(essence.file, crcOf(Bytes(essence.file).subspan(type)));
}

static Essence essenceOf(Bytes bytes, const std::string& name)
{
    Essence essence;
    append(essence.file, bytes.first(signatureLength));
    std::size_t at = signatureLength;
    bool last = false;
    while (!last) {
        if (!holds(bytes, at, chunkFrame) || !holds(bytes, at + chunkFrame, bigEndian(bytes, at, 4)))
            refuseDamaged(name, "PNG", "it ends too early");
        const std::size_t length = bigEndian(bytes, at, 4);
        const Bytes chunk = bytes.subspan(at, length + chunkFrame);
        const Bytes data = chunk.subspan(8, length);
        const std::string type(chunk.begin() + 4, chunk.begin() + 8);
        const bool optional = (chunk[4] & 0x20) != 0;
        const bool sound = crcOf(chunk.subspan(4, length + 4)) == bigEndian(chunk, length + 8, 4);
        if (!sound && !optional)
            refuseDamaged(name, "PNG", "the checksum of a chunk is wrong");
        if ((type == "IHDR") != (at == signatureLength))
            refuseDamaged(name, "PNG", "its header is not where it belongs");

        last = type == "IEND";
        if (type == "IHDR") {
            readHeader(data, essence, name);
            append(essence.file, chunk);
        } else if (type == "PLTE") {
            if (essence.colourType == 3)
                appendPalette(data, essence, name);
        } else if (type == "IDAT" || last) {
            essence.hasPixels = essence.hasPixels || !data.empty();
            append(essence.file, chunk);
        } else if (type == "eXIf" && sound) {
            essence.orientation = exifOrientation(data);
        } else if (!optional) {
            refuseDamaged(name, "PNG", "it holds a chunk that no reader knows");
        }
        at += chunk.size();
    }
    if (!essence.hasPixels || (essence.colourType == 3 && !essence.hasPalette))
        refuseDamaged(name, "PNG", essence.hasPixels ? "it has no palette" : "it holds no pixels");
    return essence;
}

Image decodePng(Bytes bytes, const std::string& name)
{
    const Essence essence = essenceOf(bytes, name);
    Image stored = decodeWithOpenCv(essence.file, essence.width, essence.height, name, "PNG");
    return oriented(std::move(stored), essence.orientation);
}

}
