#pragma once

#include "engine/data/dataset.h"

#include <filesystem>

namespace engine {

/// The pictures in a folder's subfolders, of which each is a class named after it (torchvision's ImageFolder): classes
/// sorted by the bytes of their names, pictures found in them at any depth by their extension, links followed but no
/// folder read twice, hidden entries passed over. Files that cannot be pictures are appended to `skipped`; contents are
/// looked at only when a picture is asked for. With `classes`, labels are indices into these. Throws Error when
/// there is no class, when one has no picture, and when one is not among `classes`.
std::shared_ptr<const Dataset> openImageFolder(const std::filesystem::path& folder,
    std::vector<SkippedFile>& skipped, const std::vector<std::string>& classes = {});

/// The subfolders that openImageFolder() takes for classes, sorted. Throws Error when the folder cannot be read.
std::vector<std::filesystem::path> classFolders(const std::filesystem::path& folder);

}
