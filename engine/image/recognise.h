#pragma once

#include "engine/image/bytes.h"

#include <string>

namespace engine {

enum class PictureFormat { Jpeg, Png, WebP, Bmp };

/// The format of a file, told by its first bytes. Throws Error for any other content and says what it is
/// instead, where that is known.
PictureFormat recogniseFormat(Bytes bytes, const std::string& name);

}
