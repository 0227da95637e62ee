#pragma once

#include "engine/core/image.h"
#include "engine/image/bytes.h"

namespace engine {

/// The orientation (1 to 8) in an EXIF block, with or without the leading "Exif\0\0"; 1 (upright) when there
/// is none or the block makes no sense, since a picture is not refused for its notes.
int exifOrientation(Bytes block);

/// The picture turned and mirrored upright from the way an EXIF orientation (1 to 8) says it was stored.
Image oriented(Image stored, int orientation);

}
