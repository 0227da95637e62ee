#pragma once

#include "engine/core/image.h"
#include "engine/image/bytes.h"

#include <string>

namespace engine {

/// One decoder per file format, for decode.cpp. Each takes a whole file that begins as its format does, calls
/// requireSize() before it takes memory for pixels, applies the EXIF orientation where the format has one,
/// and throws Error for a file that is incomplete or damaged.
Image decodeJpeg(Bytes bytes, const std::string& name);
Image decodePng(Bytes bytes, const std::string& name);
Image decodeWebP(Bytes bytes, const std::string& name);
Image decodeBmp(Bytes bytes, const std::string& name);

/// The picture in a file that has been checked, through OpenCV: 8-bit RGB, no orientation applied. `format`
/// is for the sentence of the Error thrown when OpenCV does not find a picture of this size.
Image decodeWithOpenCv(Bytes bytes, int width, int height, const std::string& name, const char* format);

/// Throws Error unless a picture of this size, in pixels, may be opened.
void requireSize(std::int64_t width, std::int64_t height, const std::string& name);

/// Throws the Error for a damaged file. `format` is a word such as "PNG", `finding` says what is wrong.
[[noreturn]] void refuseDamaged(const std::string& name, const char* format, const std::string& finding);

}
