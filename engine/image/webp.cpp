#include "engine/image/codecs.h"
#include "engine/image/exif.h"

#include <utility>
#include <webp/decode.h>

namespace engine {

namespace {

/// What matters of a WebP file: the coded picture (of an animation the first frame) and where it lies on the
/// canvas.
struct Contents {
    Bytes coded;
    int x = 0;
    int y = 0;
    std::int64_t canvasWidth = 0; ///< 0 when the picture is the canvas
    std::int64_t canvasHeight = 0;
    int orientation = 1;
};

}

static void readChunks(Bytes chunks, Contents& contents, const std::string& name, bool insideFrame = false)
{
    std::size_t at = 0;
    while (at < chunks.size()) {
        if (!holds(chunks, at, 8) || !holds(chunks, at + 8, littleEndian(chunks, at + 4, 4)))
            refuseDamaged(name, "WebP", "it ends too early");
        const std::size_t length = littleEndian(chunks, at + 4, 4);
        const Bytes payload = chunks.subspan(at + 8, length);
        const bool first = contents.coded.empty();
        if (textAt(chunks, at, "VP8X") && length >= 10) {
            contents.canvasWidth = 1 + std::int64_t(littleEndian(payload, 4, 3));
            contents.canvasHeight = 1 + std::int64_t(littleEndian(payload, 7, 3));
        } else if (first && (textAt(chunks, at, "VP8 ") || textAt(chunks, at, "VP8L"))) {
            contents.coded = payload;
        } else if (first && !insideFrame && textAt(chunks, at, "ANMF") && length >= 16) {
            contents.x = int(littleEndian(payload, 0, 3)) * 2;
            contents.y = int(littleEndian(payload, 3, 3)) * 2;
            readChunks(payload.subspan(16), contents, name, true);
        } else if (textAt(chunks, at, "EXIF")) {
            contents.orientation = exifOrientation(payload);
        }
        at += 8 + length + length % 2;
    }
}

Image decodeWebP(Bytes bytes, const std::string& name)
{
    const std::size_t length = littleEndian(bytes, 4, 4);
    if (length < 4 || !holds(bytes, 8, length))
        refuseDamaged(name, "WebP", "it ends too early");
    Contents contents;
    readChunks(bytes.subspan(12, length - 4), contents, name);

    WebPBitstreamFeatures features = {};
    if (contents.canvasWidth > 0)
        requireSize(contents.canvasWidth, contents.canvasHeight, name);
    if (WebPGetFeatures(contents.coded.data(), contents.coded.size(), &features) != VP8_STATUS_OK)
        refuseDamaged(name, "WebP", "it holds no picture");
    requireSize(features.width, features.height, name);

    // Around a first frame smaller than its canvas the animation is black.
    const bool whole = contents.canvasWidth == 0;
    const int width = whole ? features.width : int(contents.canvasWidth);
    const int height = whole ? features.height : int(contents.canvasHeight);
    Image picture(width, height);
    if (features.width > width - contents.x || features.height > height - contents.y)
        refuseDamaged(name, "WebP", "a frame lies outside the picture");
    std::uint8_t* corner = picture.pixel(contents.x, contents.y);
    const auto room = std::size_t(picture.pixels.data() + picture.pixels.size() - corner);
    if (!WebPDecodeRGBInto(contents.coded.data(), contents.coded.size(), corner, room, width * 3))
        refuseDamaged(name, "WebP", "its pixels do not decode");
    return oriented(std::move(picture), contents.orientation);
}

}
