#include "engine/data/mnist.h"

#include "engine/core/error.h"
#include "engine/core/printable.h"
#include "engine/data/whole_file.h"
#include "engine/image/bytes.h"

#include <algorithm>

namespace engine {

namespace fs = std::filesystem;

namespace {

/// A file in the IDX format (LeCun): two zero bytes, the type of its values (8: bytes), the number of extents, the
/// extents (32 bits, highest byte first), the values.
struct IdxFile {
    std::string name;
    std::vector<std::size_t> extents;
    std::vector<std::uint8_t> bytes;
    std::size_t start = 0; ///< of the values

    std::size_t pictureLength() const { return extents[1] * extents[2]; }
};

class Mnist : public Dataset {
public:
    Mnist(IdxFile pictures, IdxFile labels)
        : m_pictures(std::move(pictures))
        , m_labels(std::move(labels))
    {
    }
    void setClasses(std::vector<std::string> classes) { m_classes = std::move(classes); }
    int highestLabel() const
    {
        return *std::max_element(
            m_labels.bytes.begin() + std::ptrdiff_t(m_labels.start), m_labels.bytes.end());
    }

    const std::vector<std::string>& classes() const override { return m_classes; }
    int size() const override { return int(m_labels.extents[0]); }
    int label(int index) const override { return m_labels.bytes[m_labels.start + std::size_t(index)]; }
    Image image(int index) const override;
    std::string name(int index) const override { return sentence(m_pictures.name, ", picture ", index + 1); }

private:
    IdxFile m_pictures;
    IdxFile m_labels;
    std::vector<std::string> m_classes;
};

}

Image Mnist::image(int index) const
{
    const int height = int(m_pictures.extents[1]);
    const int width = int(m_pictures.extents[2]);
    const int border = height == 28 && width == 28 ? 2 : 0;
    const std::uint8_t* grey
        = m_pictures.bytes.data() + m_pictures.start + std::size_t(index) * m_pictures.pictureLength();
    Image picture(width + 2 * border, height + 2 * border);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            std::fill_n(picture.pixel(x + border, y + border), 3, *grey++);
    return picture;
}

static IdxFile readIdx(const fs::path& path, std::size_t dimensions)
{
    IdxFile file {printable(path.string()), {}, readWholeFile(path), 4 + 4 * dimensions};
    const Bytes bytes = file.bytes;
    require(holds(bytes, 0, file.start) && bigEndian(bytes, 0, 4) == 0x800 + dimensions, file.name,
        " is not an IDX file of bytes in ", dimensions, " dimensions: get a fresh copy of it");
    std::string text;
    double length = 1; // a product of extents from a file may be beyond any integer
    for (std::size_t i = 0; i < dimensions; ++i) {
        const std::uint32_t extent = bigEndian(bytes, 4 + 4 * i, 4);
        file.extents.push_back(extent);
        text += (i ? " x " : "") + std::to_string(extent);
        length *= extent;
    }
    require(length > 0 && length + double(file.start) == double(bytes.size()), file.name, " has ",
        bytes.size(), " bytes, which does not fit to ", text, " values after a header of ", file.start,
        ": get a fresh copy of it");
    return file;
}

/// The file as it is called by its publisher, by some programs that unpack it, and compressed; an empty path when there
/// is none.
static fs::path findIdx(const fs::path& folder, const std::string& part, const std::string& kind)
{
    std::error_code failure;
    for (const char* separator : {"-", "."})
        for (const char* ending : {"", ".gz"}) {
            const fs::path file = folder / (part + separator + kind + "-ubyte" + ending);
            if (fs::is_regular_file(file, failure))
                return file;
        }
    return {};
}

static std::shared_ptr<Mnist> openPart(const fs::path& folder, const std::string& part)
{
    const fs::path pictures = findIdx(folder, part + "-images", "idx3");
    const fs::path labels = findIdx(folder, part + "-labels", "idx1");
    const auto requireFound = [&](const fs::path& file, const char* kind) {
        require(!file.empty(), printable(folder.string()), " holds no ", part, kind,
            "-ubyte, compressed or not: get it and put it there");
    };
    requireFound(pictures, "-images-idx3");
    requireFound(labels, "-labels-idx1");
    IdxFile pictureFile = readIdx(pictures, 3);
    IdxFile labelFile = readIdx(labels, 1);
    require(pictureFile.extents[0] == labelFile.extents[0], pictureFile.name, " holds ",
        pictureFile.extents[0], " pictures, but ", labelFile.name, " holds ", labelFile.extents[0],
        " labels: get both from the same place");
    return std::make_shared<Mnist>(std::move(pictureFile), std::move(labelFile));
}

static std::vector<std::string> classNames(const fs::path& folder, int highest)
{
    std::string path = fs::absolute(folder).string();
    std::transform(path.begin(), path.end(), path.begin(),
        [](char letter) { return letter >= 'A' && letter <= 'Z' ? char(letter - 'A' + 'a') : letter; });
    if (path.find("fashion") != std::string::npos && highest <= 9)
        return {"T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
            "ankle boot"};
    std::vector<std::string> names;
    for (int i = 0; i <= std::max(9, highest); ++i)
        names.push_back(std::to_string(i));
    return names;
}

bool holdsMnist(const fs::path& folder)
{
    return !findIdx(folder, "train-images", "idx3").empty()
        || !findIdx(folder, "t10k-images", "idx3").empty();
}

DataParts openMnist(const fs::path& folder, bool withTest)
{
    const std::shared_ptr<Mnist> training = openPart(folder, "train");
    const std::vector<std::string> classes = classNames(folder, training->highestLabel());
    training->setClasses(classes);
    DataParts parts;
    parts.training = training;
    if (withTest && !findIdx(folder, "t10k-images", "idx3").empty()) {
        const std::shared_ptr<Mnist> test = openPart(folder, "t10k");
        require(test->highestLabel() < int(classes.size()), printable(folder.string()), " has a class ",
            test->highestLabel(), " in its test part that its training part lacks: get a fresh copy of both");
        test->setClasses(classes);
        parts.test = test;
    }
    return parts;
}

}
