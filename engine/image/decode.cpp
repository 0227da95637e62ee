#include "engine/image/decode.h"

#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/image/codecs.h"
#include "engine/image/recognise.h"

#include <cerrno>
#include <fstream>
#include <new>
#include <system_error>

namespace engine {

namespace fs = std::filesystem;

static constexpr std::uintmax_t largestFile = std::uintmax_t(512) << 20;
static constexpr std::int64_t mostPixels = 100'000'000;
/// libpng's own limit; OpenCV's is slightly higher.
static constexpr std::int64_t longestSide = 1'000'000;

void requireSize(std::int64_t width, std::int64_t height, const std::string& name)
{
    require(width > 0 && height > 0, name, " is a picture without pixels (", width, " x ", height,
        "): get a fresh copy of it");
    require(width <= longestSide && height <= longestSide, name, " is ", width, " x ", height,
        " pixels; AlexScope opens pictures of up to ", longestSide,
        " pixels on a side: make it smaller first");
    require(width * height <= mostPixels, name, " is ", width, " x ", height,
        " pixels; AlexScope opens pictures of up to ", mostPixels, " pixels: make it smaller first");
}

void refuseDamaged(const std::string& name, const char* format, const std::string& finding)
{
    throw Error(sentence(
        name, " is a damaged or incomplete ", format, " picture (", finding, "): get a fresh copy of it"));
}

static Image decodeFormat(Bytes bytes, const std::string& name)
{
    mayWait("decoding a picture");
    switch (recogniseFormat(bytes, name)) {
    case PictureFormat::Jpeg:
        return decodeJpeg(bytes, name);
    case PictureFormat::Png:
        return decodePng(bytes, name);
    case PictureFormat::WebP:
        return decodeWebP(bytes, name);
    case PictureFormat::Bmp:
        return decodeBmp(bytes, name);
    }
    return {};
}

static void requireFileSize(std::uintmax_t size, const std::string& name)
{
    require(
        size <= largestFile, name, " is larger than 512 MiB, too large for a picture: make it smaller first");
}

template <class Decode>
static Image withinMemory(const std::string& name, const Decode& decode)
{
    try {
        return decode();
    } catch (const std::bad_alloc&) {
        throw OutOfMemoryError(
            name + " does not fit into the memory that is left: make the picture smaller first");
    }
}

Image decodeBytes(std::span<const std::uint8_t> bytes, const std::string& name)
{
    requireFileSize(bytes.size(), name);
    return withinMemory(name, [&] { return decodeFormat(bytes, name); });
}

static std::uintmax_t sizeOfFile(const fs::path& file, const std::string& name)
{
    std::error_code failure;
    const fs::file_status status = fs::status(file, failure);
    require(status.type() != fs::file_type::not_found, name, " does not exist: check the path");
    require(!failure, name, " cannot be read (", failure.message(), "): check the permissions");
    require(status.type() != fs::file_type::directory, name, " is a folder: name a picture in it");
    require(status.type() == fs::file_type::regular, name, " is not a file: name a picture");
    const std::uintmax_t size = fs::file_size(file, failure);
    require(!failure, name, " cannot be read (", failure.message(), "): check the permissions");
    return size;
}

static std::vector<std::uint8_t> readFile(const fs::path& file, const std::string& name)
{
    mayWait("reading a picture file");
    const std::uintmax_t size = sizeOfFile(file, name);
    requireFileSize(size, name);
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    require(stream.is_open(), name, " cannot be read (", std::generic_category().message(errno),
        "): check the permissions");
    std::vector<std::uint8_t> bytes(size);
    stream.read(reinterpret_cast<char*>(bytes.data()), std::streamsize(size));
    require(!stream.bad() && std::uintmax_t(stream.gcount()) == size, name,
        " could not be read to its end: check the disk and get a fresh copy of it");
    return bytes;
}

Image decodeFile(const fs::path& file) { return decodeFile(file, file.string()); }

Image decodeFile(const fs::path& file, const std::string& name)
{
    return withinMemory(name, [&] { return decodeFormat(readFile(file, name), name); });
}

}
