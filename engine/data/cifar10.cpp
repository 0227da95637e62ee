#include "engine/data/cifar10.h"

#include "engine/core/error.h"
#include "engine/core/printable.h"
#include "engine/data/whole_file.h"

#include <sstream>

namespace engine {

namespace fs = std::filesystem;

static constexpr int side = 32;
static constexpr std::size_t plane = std::size_t(side) * side;
static constexpr std::size_t pictureLength = 1 + 3 * plane;

namespace {

class Cifar10 : public Dataset {
public:
    explicit Cifar10(std::vector<std::string> classes)
        : m_classes(std::move(classes))
    {
    }
    void add(const fs::path& file);

    const std::vector<std::string>& classes() const override { return m_classes; }
    int size() const override { return int(m_places.size()); }
    int label(int index) const override { return *place(index); }
    Image image(int index) const override;
    std::string name(int index) const override;

private:
    struct File {
        std::string name;
        int first = 0; ///< index of its first picture
        std::vector<std::uint8_t> bytes;
    };

    const std::uint8_t* place(int index) const { return m_places[std::size_t(index)]; }

    std::vector<std::string> m_classes;
    std::vector<File> m_files;
    std::vector<const std::uint8_t*> m_places; ///< of the pictures, in the bytes of the files
};

}

void Cifar10::add(const fs::path& path)
{
    File file {printable(path.string()), size(), readWholeFile(path)};
    const std::size_t length = file.bytes.size();
    require(length > 0 && length % pictureLength == 0, file.name, " has ", length,
        " bytes, which is not a multiple of the ", pictureLength, " of a picture: get a fresh copy of it");
    for (std::size_t at = 0; at < length; at += pictureLength) {
        const int label = file.bytes[at];
        require(label <= 9, file.name, " gives picture ", at / pictureLength + 1, " the class ", label,
            " of 0 to 9: get a fresh copy of it");
        m_places.push_back(file.bytes.data() + at);
    }
    m_files.push_back(std::move(file)); // the bytes stay where they are
}

Image Cifar10::image(int index) const
{
    Image picture(side, side);
    const std::uint8_t* planes = place(index) + 1;
    for (std::size_t i = 0; i < plane; ++i)
        for (std::size_t c = 0; c < 3; ++c)
            picture.pixels[i * 3 + c] = planes[c * plane + i];
    return picture;
}

std::string Cifar10::name(int index) const
{
    const File* file = &m_files.front();
    for (const File& other : m_files)
        if (other.first <= index)
            file = &other;
    return sentence(file->name, ", picture ", index - file->first + 1);
}

static std::vector<std::string> classNames(const fs::path& folder)
{
    const fs::path file = folder / "batches.meta.txt";
    std::error_code failure;
    if (!fs::exists(file, failure))
        return {"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"};
    const std::vector<std::uint8_t> bytes = readWholeFile(file);
    std::istringstream stream(std::string(bytes.begin(), bytes.end()));
    std::vector<std::string> names;
    for (std::string line; std::getline(stream, line);) {
        if (line.ends_with('\r'))
            line.pop_back();
        if (!line.empty())
            names.push_back(printable(line));
    }
    require(names.size() == 10, printable(file.string()), " holds ", names.size(),
        " names and not ten, one a line: restore it, or remove it to use the official names");
    return names;
}

bool holdsCifar10(const fs::path& folder)
{
    std::error_code failure;
    for (const char* file : {"data_batch_1", "data_batch_1.bin", "test_batch", "test_batch.bin"})
        if (fs::is_regular_file(folder / file, failure))
            return true;
    return false;
}

DataParts openCifar10(const fs::path& folder, bool withTest)
{
    const std::vector<std::string> classes = classNames(folder);
    const auto training = std::make_shared<Cifar10>(classes);
    DataParts parts;
    std::error_code failure;
    for (int batch = 1; batch <= 5; ++batch) {
        const fs::path file = folder / sentence("data_batch_", batch, ".bin");
        if (fs::exists(file, failure))
            training->add(file);
        else
            parts.skipped.push_back({printable(file.string()),
                sentence(printable(file.string()), " is missing: get it to train on all pictures")});
    }
    require(training->size() > 0, printable(folder.string()),
        " holds no data_batch_1.bin: get the binary version of CIFAR-10");
    parts.training = training;

    const fs::path file = folder / "test_batch.bin";
    if (withTest && fs::exists(file, failure)) {
        const auto test = std::make_shared<Cifar10>(classes);
        test->add(file);
        parts.test = test;
    }
    return parts;
}

}
