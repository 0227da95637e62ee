#include "engine/image/codecs.h"
#include "engine/image/exif.h"

#include <memory>
#include <new>
#include <turbojpeg.h>
#include <utility>

namespace engine {

using namespace std::string_view_literals;

/// The orientation in the EXIF segment, which stands somewhere before the first scan.
static int orientationOf(Bytes bytes)
{
    constexpr std::uint8_t fill = 0xff;
    constexpr std::uint8_t app1 = 0xe1;
    constexpr std::uint8_t startOfScan = 0xda;
    std::size_t at = 2;
    while (holds(bytes, at, 4) && bytes[at] == 0xff && bytes[at + 1] != startOfScan) {
        if (bytes[at + 1] == fill) {
            ++at;
            continue;
        }
        const std::size_t length = bigEndian(bytes, at + 2, 2);
        const bool exif = bytes[at + 1] == app1 && textAt(bytes, at + 4, "Exif\0\0"sv);
        if (exif && length >= 8 && holds(bytes, at + 2, length))
            return exifOrientation(bytes.subspan(at + 4, length - 2));
        at += 2 + length;
    }
    return 1;
}

/// Inks to light. Every writer in use stores the inks inverted (255 is none), as Adobe's do.
static void convertInks(const std::vector<std::uint8_t>& inks, Image& picture)
{
    const std::uint8_t* ink = inks.data();
    for (std::size_t i = 0; i < picture.pixels.size(); i += 3, ink += 4) {
        for (int c = 0; c < 3; ++c)
            picture.pixels[i + c] = std::uint8_t((ink[c] * ink[3] + 127) / 255);
    }
}

Image decodeJpeg(Bytes bytes, const std::string& name)
{
    const std::unique_ptr<void, int (*)(tjhandle)> decoder(tjInitDecompress(), tjDestroy);
    if (!decoder)
        throw std::bad_alloc();

    int width = 0;
    int height = 0;
    int subsampling = -1;
    int colours = -1;
    const int found = tjDecompressHeader3(
        decoder.get(), bytes.data(), bytes.size(), &width, &height, &subsampling, &colours);
    // An unusual subsampling fails here although the decoder copes with it.
    if (found != 0 && (width <= 0 || height <= 0 || colours < 0))
        refuseDamaged(name, "JPEG", tjGetErrorStr2(decoder.get()));
    requireSize(width, height, name);

    Image picture(width, height);
    const bool printed = colours == TJCS_CMYK || colours == TJCS_YCCK;
    std::vector<std::uint8_t> inks(printed ? std::size_t(width) * height * 4 : 0);
    // The scans are limited since a small file with thousands of them would keep the decoder busy.
    const int decoded = tjDecompress2(decoder.get(), bytes.data(), bytes.size(),
        printed ? inks.data() : picture.pixels.data(), width, 0, height, printed ? TJPF_CMYK : TJPF_RGB,
        TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS | TJFLAG_ACCURATEDCT);
    if (decoded != 0)
        refuseDamaged(name, "JPEG", tjGetErrorStr2(decoder.get()));
    if (printed)
        convertInks(inks, picture);
    return oriented(std::move(picture), orientationOf(bytes));
}

}
