#include "engine/image/find_pictures.h"

#include "engine/core/error.h"

#include <algorithm>
#include <array>
#include <system_error>

namespace engine {

namespace fs = std::filesystem;

bool isPictureName(const fs::path& file)
{
    constexpr std::array extensions = {".jpg", ".jpeg", ".png", ".webp", ".bmp"};
    std::string extension = file.extension().string();
    for (char& letter : extension)
        letter = letter >= 'A' && letter <= 'Z' ? char(letter - 'A' + 'a') : letter;
    return std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
}

/// Appends the pictures in and below a folder and returns why it could not be read to its end, if so.
static std::error_code collect(const fs::path& folder, std::vector<fs::path>& pictures)
{
    std::error_code failure;
    for (fs::directory_iterator entry(folder, failure); !failure && entry != fs::directory_iterator();
         entry.increment(failure)) {
        const fs::path& path = entry->path();
        std::error_code gone;
        if (path.filename().native().starts_with('.'))
            continue;
        if (entry->is_directory(gone) && !entry->is_symlink(gone))
            collect(path, pictures);
        else if (isPictureName(path) && entry->is_regular_file(gone))
            pictures.push_back(path);
    }
    return failure;
}

std::vector<fs::path> findPictures(const fs::path& folder)
{
    const std::string name = folder.string();
    std::error_code failure;
    const fs::file_status status = fs::status(folder, failure);
    require(status.type() != fs::file_type::not_found, name, " does not exist: check the path");
    require(!failure, name, " cannot be read (", failure.message(), "): check the permissions");
    require(status.type() == fs::file_type::directory, name,
        " is not a folder: name the folder that holds the pictures");

    std::vector<fs::path> pictures;
    failure = collect(folder, pictures);
    require(!failure, name, " cannot be read (", failure.message(), "): check the permissions");
    require(!pictures.empty(), name, " holds no pictures (JPEG, PNG, WebP or BMP files)");
    std::sort(pictures.begin(), pictures.end(),
        [](const fs::path& a, const fs::path& b) { return a.generic_string() < b.generic_string(); });
    return pictures;
}

}
