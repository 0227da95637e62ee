#include "engine/data/image_folder.h"

#include "engine/core/error.h"
#include "engine/core/printable.h"
#include "engine/image/decode.h"
#include "engine/image/find_pictures.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <set>
#include <unistd.h>

namespace engine {

namespace fs = std::filesystem;

namespace {

class ImageFolder : public Dataset {
public:
    const std::vector<std::string>& classes() const override { return m_classes; }
    int size() const override { return int(m_files.size()); }
    int label(int index) const override { return m_labels[std::size_t(index)]; }
    Image image(int index) const override { return decodeFile(m_files[std::size_t(index)], name(index)); }
    std::string name(int index) const override { return printable(m_files[std::size_t(index)]); }

    void setClasses(std::vector<std::string> classes) { m_classes = std::move(classes); }
    void add(const fs::path& file, int label)
    {
        m_files.push_back(file.string());
        m_labels.push_back(label);
    }

private:
    std::vector<std::string> m_classes;
    std::vector<std::string> m_files;
    std::vector<int> m_labels;
};

/// The pictures below one class folder.
struct Search {
    std::vector<fs::path> pictures;
    std::vector<SkippedFile> skipped;
    std::set<fs::path> visited; ///< folders, without links in their paths
};

}

static std::string shown(const fs::path& path) { return printable(path.string()); }

static bool isHidden(const fs::path& path) { return path.filename().native().starts_with('.'); }

/// Pictures that other programs open.
static bool isForeignPicture(const fs::path& file)
{
    constexpr std::array extensions
        = {".gif", ".tif", ".tiff", ".ppm", ".pgm", ".jp2", ".jxl", ".avif", ".heic", ".svg"};
    const std::string extension = file.extension().string();
    return std::any_of(extensions.begin(), extensions.end(), [&](const std::string& known) {
        return std::equal(known.begin(), known.end(), extension.begin(), extension.end(),
            [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b); });
    });
}

/// Entries sorted by the bytes of their names. Throws Error when the folder cannot be read.
static std::vector<fs::path> entriesOf(const fs::path& folder)
{
    std::vector<fs::path> entries;
    std::error_code failure;
    for (fs::directory_iterator entry(folder, failure); !failure && entry != fs::directory_iterator();
         entry.increment(failure))
        if (!isHidden(entry->path()))
            entries.push_back(entry->path());
    require(!failure, shown(folder), " cannot be read (", failure.message(), "): check the permissions");
    std::sort(entries.begin(), entries.end(),
        [](const fs::path& a, const fs::path& b) { return a.native() < b.native(); });
    return entries;
}

/// Throws Error when a file named like a picture is none, as far as can be told without opening it.
static void requirePicture(const fs::path& file)
{
    std::error_code failure;
    const fs::file_status status = fs::status(file, failure);
    const std::string name = shown(file);
    require(status.type() != fs::file_type::not_found, name,
        " is a link to a file that does not exist: restore that file or remove the link");
    require(!failure, name, " cannot be read (", failure.message(), "): check the permissions");
    require(status.type() == fs::file_type::regular, name, " is not a file: remove it");
    require(!isForeignPicture(file), name,
        " is left out because of its kind; AlexScope opens JPEG, PNG, WebP and BMP: convert it first");
    const std::uintmax_t size = fs::file_size(file, failure);
    require(failure || size > 0, name, " is empty: get a fresh copy of it");
    require(faccessat(AT_FDCWD, file.c_str(), R_OK, AT_EACCESS) == 0, name, " cannot be read: check the permissions");
}

static void collect(const fs::path& folder, Search& search)
{
    std::error_code failure;
    const bool isNew = search.visited.insert(fs::canonical(folder, failure)).second;
    if (!isNew && fs::is_symlink(folder, failure))
        search.skipped.push_back({shown(folder),
            sentence(shown(folder), " is a link to a folder that was read already: remove the link")});
    if (!isNew)
        return;
    try {
        for (const fs::path& entry : entriesOf(folder)) {
            try {
                if (fs::is_directory(entry, failure)) {
                    collect(entry, search);
                } else if (isPictureName(entry) || isForeignPicture(entry)) {
                    requirePicture(entry);
                    search.pictures.push_back(entry);
                }
            } catch (const Error& error) {
                search.skipped.push_back({shown(entry), error.what()});
            }
        }
    } catch (const Error& error) {
        search.skipped.push_back({shown(folder), error.what()});
    }
}

std::vector<fs::path> classFolders(const fs::path& folder)
{
    std::vector<fs::path> folders;
    std::error_code failure;
    for (const fs::path& entry : entriesOf(folder))
        if (fs::is_directory(entry, failure))
            folders.push_back(entry);
    return folders;
}

static Search picturesOfClass(const fs::path& folder)
{
    Search search;
    collect(folder, search);
    const std::string reason = search.skipped.empty() ? "" : "; " + search.skipped.front().reason;
    require(!search.pictures.empty(), shown(folder),
        " holds no picture that can be opened (JPEG, PNG, WebP or BMP files): add some or remove the folder",
        reason);
    return search;
}

static int labelOf(const std::string& name, const std::vector<std::string>& classes, const fs::path& folder)
{
    const auto place = std::find(classes.begin(), classes.end(), name);
    require(place != classes.end(), shown(folder),
        " is a class without training pictures: add a folder of that name to them or remove this one");
    return int(place - classes.begin());
}

std::shared_ptr<const Dataset> openImageFolder(
    const fs::path& folder, std::vector<SkippedFile>& skipped, const std::vector<std::string>& known)
{
    const std::vector<fs::path> folders = classFolders(folder);
    require(!folders.empty(), shown(folder),
        " holds no class: put the pictures of each class into a folder named after it");
    std::vector<std::string> classes = known;
    if (known.empty())
        for (const fs::path& entry : folders)
            classes.push_back(shown(entry.filename()));

    const auto dataset = std::make_shared<ImageFolder>();
    for (const fs::path& entry : folders) {
        const int label = labelOf(shown(entry.filename()), classes, entry);
        const Search search = picturesOfClass(entry);
        for (const fs::path& picture : search.pictures)
            dataset->add(picture, label);
        skipped.insert(skipped.end(), search.skipped.begin(), search.skipped.end());
    }
    dataset->setClasses(std::move(classes));
    return dataset;
}

}
