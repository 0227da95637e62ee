#include "engine/image/exif.h"

#include <utility>

namespace engine {

using namespace std::string_view_literals;

int exifOrientation(Bytes block)
{
    constexpr auto prefix = "Exif\0\0"sv;
    const Bytes tiff = textAt(block, 0, prefix) ? block.subspan(prefix.size()) : block;
    const bool little = textAt(tiff, 0, "II*\0"sv);
    if ((!little && !textAt(tiff, 0, "MM\0*"sv)) || !holds(tiff, 4, 4))
        return 1;
    const auto number = [&](std::size_t at, int count) {
        return little ? littleEndian(tiff, at, count) : bigEndian(tiff, at, count);
    };

    constexpr std::uint32_t orientationTag = 0x112;
    constexpr std::uint32_t shortType = 3;
    const std::size_t directory = number(4, 4);
    if (!holds(tiff, directory, 2))
        return 1;
    const std::size_t entries = number(directory, 2);
    for (std::size_t i = 0; i < entries && holds(tiff, directory + 2 + i * 12, 12); ++i) {
        const std::size_t entry = directory + 2 + i * 12;
        if (number(entry, 2) != orientationTag || number(entry + 2, 2) != shortType)
            continue;
        const std::uint32_t orientation = number(entry + 8, 2);
        return orientation >= 1 && orientation <= 8 ? int(orientation) : 1;
    }
    return 1;
}

Image oriented(Image stored, int orientation)
{
    if (orientation <= 1 || orientation > 8)
        return stored;
    // The stored picture is read through two flips and, from 5 on, with its axes exchanged.
    const bool swapped = orientation >= 5;
    const bool flipX = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool flipY = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    Image upright(swapped ? stored.height : stored.width, swapped ? stored.width : stored.height);
    std::uint8_t* out = upright.pixels.data();
    for (int y = 0; y < upright.height; ++y) {
        for (int x = 0; x < upright.width; ++x) {
            const int storedX = swapped ? y : x;
            const int storedY = swapped ? x : y;
            const std::uint8_t* in = std::as_const(stored).pixel(
                flipX ? stored.width - 1 - storedX : storedX, flipY ? stored.height - 1 - storedY : storedY);
            out = std::copy(in, in + 3, out);
        }
    }
    return upright;
}

}
