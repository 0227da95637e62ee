#include "engine/data/dataset.h"

#include "engine/core/error.h"
#include "engine/core/printable.h"
#include "engine/data/cifar10.h"
#include "engine/data/image_folder.h"
#include "engine/data/mnist.h"
#include "engine/data/synthetic.h"

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

static DataParts openSynthetic(bool withTest)
{
    DataParts parts;
    parts.training = syntheticDataset(5000, 1, 0);
    if (withTest)
        parts.test = syntheticDataset(1000, 1, 1);
    return parts;
}

DataParts openDataset(const std::string& where, bool withTest)
{
    if (where == "synthetic")
        return openSynthetic(withTest);
    const fs::path folder = where;
    const std::string name = printable(where);
    std::error_code failure;
    const fs::file_status status = fs::status(folder, failure);
    require(status.type() != fs::file_type::not_found, name, " does not exist: name ", known);
    require(!failure, name, " cannot be read (", failure.message(), "): check the permissions");
    require(status.type() == fs::file_type::directory, name, " is not a folder: name ", known);
    // A folder as it was unpacked from the archive, or as torchvision keeps it, may be named by the one around it.
    for (const char* inner : {"", "cifar-10-batches-bin"})
        if (holdsCifar10(folder / inner))
            return openCifar10(folder / inner, withTest);
    for (const char* inner : {"", "raw", "MNIST/raw", "FashionMNIST/raw"})
        if (holdsMnist(folder / inner))
            return openMnist(folder / inner, withTest);
    return openFolders(folder, withTest);
}

}
