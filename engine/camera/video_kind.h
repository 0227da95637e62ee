#pragma once

#include <filesystem>

namespace engine {

/// Whether the file begins as a video does: AVI, MP4 and QuickTime, Matroska and WebM, MPEG, Ogg, ASF, Flash or GIF.
/// Nothing else is given to the decoders, which would also take play lists and texts. Throws CameraError when it cannot
/// be read.
bool beginsAsVideo(const std::filesystem::path& file);

}
