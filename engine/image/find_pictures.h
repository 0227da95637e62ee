#pragma once

#include <filesystem>
#include <vector>

namespace engine {

/// The picture files in a folder and the folders below it, told by their extension (jpg, jpeg, png, webp or
/// bmp, in capitals or not) and sorted by the bytes of their paths. Each is `folder`, as it was given, with
/// the path below it. Hidden files and folders and links to folders are passed over, and so is a subfolder
/// that cannot be read. Throws Error when the folder is missing, unreadable or holds no picture.
std::vector<std::filesystem::path> findPictures(const std::filesystem::path& folder);

/// True when the file's name ends with one of these extensions.
bool isPictureName(const std::filesystem::path& file);

}
