#include "engine/image/recognise.h"

#include "engine/core/error.h"

namespace engine {

using namespace std::string_view_literals;

static const auto opened = "AlexScope opens JPEG, PNG, WebP and BMP";

namespace {

/// The characters that files of a kind begin with, at an offset.
struct Signature {
    std::size_t at;
    std::string_view text;
    const char* kind;
};

}

static constexpr Signature otherPictures[] = {
    {0, "GIF8"sv, "a GIF"},
    {0, "II*\0"sv, "a TIFF"},
    {0, "MM\0*"sv, "a TIFF"},
    {0, "II+\0"sv, "a TIFF"},
    {0, "MM\0+"sv, "a TIFF"},
    {4, "ftypavif"sv, "an AVIF"},
    {4, "ftypavis"sv, "an AVIF"},
    {4, "ftyphei"sv, "a HEIC"},
    {4, "ftyphev"sv, "a HEIC"},
    {4, "ftypmif1"sv, "a HEIC"},
    {4, "ftypmsf1"sv, "a HEIC"},
    {4, "jP  "sv, "a JPEG 2000"},
    {4, "JXL "sv, "a JPEG XL"},
    {0, "\xff\x0a"sv, "a JPEG XL"},
    {0, "8BPS"sv, "a Photoshop"},
    {0, "\0\0\1\0"sv, "an ICO"},
};

static constexpr Signature otherFiles[] = {
    {0, "%PDF"sv, "a PDF document"},
    {4, "ftyp"sv, "a video"},
    {0, "\x1a\x45\xdf\xa3"sv, "a video"},
    {8, "AVI "sv, "a video"},
    {0, "PK\3\4"sv, "a ZIP archive"},
    {0, "\x1f\x8b"sv, "a compressed archive"},
};

/// The beginning of the file in small letters, or nothing when it holds bytes that no text has.
static std::string textOf(Bytes bytes)
{
    std::string text;
    for (const std::uint8_t byte : bytes.first(std::min<std::size_t>(bytes.size(), 4096))) {
        const bool blank = byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
        if ((byte < 0x20 && !blank) || byte == 0x7f)
            return {};
        text += byte >= 'A' && byte <= 'Z' ? char(byte - 'A' + 'a') : char(byte);
    }
    return text;
}

/// "BM" may begin a text too, so the size of the second header is looked at.
static bool isBmp(Bytes bytes)
{
    if (!textAt(bytes, 0, "BM") || !holds(bytes, 14, 4))
        return false;
    const std::uint32_t header = littleEndian(bytes, 14, 4);
    return header == 12 || (header >= 40 && header <= 124 && header % 4 == 0);
}

[[noreturn]] static void refuse(Bytes bytes, const std::string& name)
{
    for (const Signature& other : otherPictures)
        require(!textAt(bytes, other.at, other.text), name, " is ", other.kind, " picture; ", opened,
            ": convert it first");
    for (const Signature& other : otherFiles)
        require(!textAt(bytes, other.at, other.text), name, " is ", other.kind, ", not a picture; ", opened,
            ": choose such a file");

    const std::string text = textOf(bytes);
    const std::size_t svg = text.find("<svg");
    const std::size_t html = std::min(text.find("<html"), text.find("<!doctype html"));
    require(html >= svg, name, " is an HTML page, not a picture; ", opened, ": save the picture itself");
    require(svg == std::string::npos, name, " is an SVG drawing; ", opened, ": convert it first");
    require(text.empty(), name, " is a text file, not a picture; ", opened, ": choose such a file");
    throw Error(sentence(name,
        " is not a picture that AlexScope knows; it opens JPEG, PNG, WebP and BMP: "
        "convert it first or get a fresh copy of it"));
}

PictureFormat recogniseFormat(Bytes bytes, const std::string& name)
{
    require(!bytes.empty(), name, " is empty: get a fresh copy of it");
    if (textAt(bytes, 0, "\xff\xd8\xff"))
        return PictureFormat::Jpeg;
    if (textAt(bytes, 0, "\x89PNG\r\n\x1a\n"))
        return PictureFormat::Png;
    if (textAt(bytes, 0, "RIFF") && textAt(bytes, 8, "WEBP"))
        return PictureFormat::WebP;
    if (isBmp(bytes))
        return PictureFormat::Bmp;
    refuse(bytes, name);
}

}
