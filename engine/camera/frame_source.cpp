#include "engine/camera/frame_source.h"

#include "engine/camera/sources.h"
#include "engine/image/find_pictures.h"
#include "engine/image/resize.h"

#include <algorithm>

namespace engine {

namespace {

bool isNumber(const std::string& words)
{
    return !words.empty()
        && std::all_of(words.begin(), words.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "street.mp4": cameras have no such names.
bool endsAsFile(const std::filesystem::path& path)
{
    const std::string ending = path.extension().string();
    return ending.size() >= 3 && ending.size() <= 5
        && std::all_of(
            ending.begin() + 1, ending.end(), [](char c) { return std::isalnum(std::uint8_t(c)); });
}

}

void mirror(Frame& frame) { frame.image = mirrored(frame.image); }

SourceKind kindOf(const std::string& words)
{
    if (words.empty() || isNumber(words))
        return SourceKind::Camera;
    std::error_code ignored;
    const std::filesystem::path path(words);
    const std::filesystem::file_status status = std::filesystem::status(path, ignored);
    if (std::filesystem::is_directory(status))
        return SourceKind::Folder;
    if (std::filesystem::is_character_file(status) || words.starts_with("/dev/video"))
        return SourceKind::Camera;
    if (std::filesystem::exists(status)) {
        if (isPictureName(path))
            throw CameraError(CameraProblem::Unreadable,
                sentence(path.filename().string(),
                    " is a picture, not a video: open it as a picture, or choose its folder"));
        return SourceKind::Video;
    }
    if (words.find('!') != std::string::npos)
        return SourceKind::Pipeline;
    if (words.find('/') != std::string::npos || endsAsFile(path))
        throw CameraError(
            CameraProblem::Unreadable, sentence("there is no file or folder ", words, ": look at the name"));
    return SourceKind::Camera;
}

std::unique_ptr<FrameSource> makeFrameSource(const SourceChoice& choice)
{
    switch (kindOf(choice.words)) {
    case SourceKind::Video:
        return std::make_unique<VideoSource>(choice.words, choice.loop);
    case SourceKind::Folder:
        return std::make_unique<FolderSource>(choice.words, choice.rate > 0 ? choice.rate : 2, choice.loop);
    case SourceKind::Pipeline:
        return std::make_unique<PipelineSource>(choice.words);
    case SourceKind::Camera:
        break;
    }
    return std::make_unique<CameraSource>(choice.words, choice.wish);
}

}
