#pragma once

#include "engine/core/image.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace engine {

/// The picture in a file, which is recognised by its content: JPEG, PNG, WebP or BMP, whatever its name ends
/// with. Grey, palette, CMYK, 16-bit and transparent pictures become 8-bit RGB (transparency is dropped, the
/// colours below it stay), an EXIF orientation is applied, and of an animated WebP the first frame is taken.
/// Throws Error for a file that is missing, unreadable, of another kind, incomplete or damaged, larger than
/// 512 MiB, above 100 million pixels or above one million pixels on a side; sizes are judged before any
/// memory is taken for them.
Image decodeFile(const std::filesystem::path& file);

/// The same; `name` stands for the file in the sentences of the errors.
Image decodeFile(const std::filesystem::path& file, const std::string& name);

/// The same for a file that is in memory already; `name` stands for it in the sentences of the errors.
Image decodeBytes(std::span<const std::uint8_t> bytes, const std::string& name);

}
