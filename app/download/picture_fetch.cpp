#include "app/download/picture_fetch.h"

#include "app/download/transfer.h"
#include "engine/core/error.h"

#include <unistd.h>

#include <algorithm>
#include <iterator>

namespace {

constexpr std::uint64_t largestPicture = 64 << 20;
constexpr long patience = 10; // seconds without a byte

/// A folder of its own that goes with all that is in it.
class PassingFolder {
public:
    PassingFolder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "alexscope-XXXXXX").string();
        engine::require(mkdtemp(name.data()), "there is no room for a picture in ",
            std::filesystem::temp_directory_path().string());
        m_path = name;
    }
    ~PassingFolder()
    {
        std::error_code error;
        std::filesystem::remove_all(m_path, error);
    }
    PassingFolder(const PassingFolder&) = delete;
    PassingFolder& operator=(const PassingFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

}

std::vector<std::uint8_t> fetchPicture(const std::string& address, std::stop_token stop)
{
    engine::require(
        address.starts_with("https://") || address.starts_with("http://"), "it is no address of the web");
    const PassingFolder folder;
    CatalogueEntry entry;
    entry.file = "the picture";
    entry.url = address;
    DownloadOptions options;
    options.stallSeconds = patience;
    bool large = false;
    options.progress = [&](std::uint64_t received, std::uint64_t total) {
        large = std::max(received, total) > largestPicture;
        return !large && !stop.stop_requested();
    };
    const std::filesystem::path part = folder.path() / "picture";
    Transfer transfer(entry, part, options);
    const Transfer::Outcome outcome = transfer.run();
    if (stop.stop_requested())
        return {};
    engine::require(!large, "it is larger than 64 MiB");
    engine::require(outcome == Transfer::Outcome::Complete, transfer.problem());
    std::ifstream file(part, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}
