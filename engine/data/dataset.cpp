#include "engine/data/dataset.h"

#include "engine/core/error.h"
#include "engine/core/printable.h"
#include "engine/data/image_folder.h"

#include <filesystem>

namespace engine {

namespace fs = std::filesystem;

static constexpr const char* known
    = "a folder of class folders, one with CIFAR-10's or MNIST's binary files, or the word synthetic";

/// A folder of class folders named `part`, as opposed to a class of that name, which holds pictures.
static bool hasPart(const fs::path& folder, const char* part)
{
    std::error_code failure;
    return fs::is_directory(folder / part, failure) && !classFolders(folder / part).empty();
}

static DataParts openFolders(const fs::path& folder, bool withTest)
{
    DataParts parts;
    if (!hasPart(folder, "train")) {
        const char* lonely = hasPart(folder, "val") ? "val" : hasPart(folder, "test") ? "test" : nullptr;
        require(!lonely, printable(folder.string()), " holds a folder ", lonely ? lonely : "",
            " of classes but none named train: add it, or name the folder in it that holds the classes");
        parts.training = openImageFolder(folder, parts.skipped);
        return parts;
    }
    parts.training = openImageFolder(folder / "train", parts.skipped);
    if (hasPart(folder, "val"))
        parts.validation = openImageFolder(folder / "val", parts.skipped, parts.training->classes());
    if (withTest && hasPart(folder, "test"))
        parts.test = openImageFolder(folder / "test", parts.skipped, parts.training->classes());
    return parts;
}

DataParts openDataset(const std::string& where, bool withTest)
{
    const fs::path folder = where;
    const std::string name = printable(where);
    std::error_code failure;
    const fs::file_status status = fs::status(folder, failure);
    require(status.type() != fs::file_type::not_found, name, " does not exist: name ", known);
    require(!failure, name, " cannot be read (", failure.message(), "): check the permissions");
    require(status.type() == fs::file_type::directory, name, " is not a folder: name ", known);
    return openFolders(folder, withTest);
}

}
