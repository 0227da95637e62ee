#include "engine/camera/video_kind.h"

#include "engine/camera/frame_source.h"
#include "engine/image/bytes.h"

#include <array>
#include <fstream>

namespace engine {

static bool startsWith(Bytes bytes, std::initializer_list<std::uint8_t> beginning)
{
    return bytes.size() >= beginning.size() && std::equal(beginning.begin(), beginning.end(), bytes.begin());
}

bool beginsAsVideo(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::array<char, 512> start {};
    if (!stream.read(start.data(), start.size()) && stream.gcount() == 0)
        throw CameraError(CameraProblem::Unreadable,
            stream.is_open() && !stream.bad()
                ? sentence(file.filename().string(), " is empty: choose another video")
                : sentence(file.filename().string(), " cannot be read: look at who may read the file"));
    const Bytes bytes(reinterpret_cast<const std::uint8_t*>(start.data()), std::size_t(stream.gcount()));
    const auto atom = [&](std::string_view name) { return textAt(bytes, 4, name); };
    return (textAt(bytes, 0, "RIFF") && textAt(bytes, 8, "AVI ")) || atom("ftyp") || atom("moov")
        || atom("mdat") || atom("wide") || atom("free") || atom("skip")
        || startsWith(bytes, {0x1A, 0x45, 0xDF, 0xA3}) // Matroska
        || startsWith(bytes, {0, 0, 1, 0xBA})
        || startsWith(bytes, {0, 0, 1, 0xB3}) // MPEG program, MPEG video
        || (startsWith(bytes, {0x47}) && holds(bytes, 188, 1) && bytes[188] == 0x47) // MPEG transport
        || textAt(bytes, 0, "OggS") || startsWith(bytes, {0x30, 0x26, 0xB2, 0x75}) || textAt(bytes, 0, "FLV")
        || textAt(bytes, 0, "GIF8");
}

}
