#include "engine/data/whole_file.h"

#include "engine/core/error.h"
#include "engine/core/printable.h"
#include "engine/core/waiting.h"

#include <cerrno>
#include <memory>
#include <system_error>
#include <zlib.h>

namespace engine {

namespace fs = std::filesystem;

namespace {

struct Closing {
    void operator()(gzFile file) const { gzclose_r(file); }
};

}

std::vector<std::uint8_t> readWholeFile(const fs::path& file)
{
    mayWait("reading a data set");
    constexpr std::size_t piece = std::size_t(1) << 20;
    constexpr std::size_t most = std::size_t(2) << 30;
    const std::string name = printable(file.string());
    errno = 0;
    const std::unique_ptr<gzFile_s, Closing> stream(gzopen(file.c_str(), "rb"));
    require(stream != nullptr, name, " cannot be read (", std::generic_category().message(errno),
        "): check path and permissions");

    std::vector<std::uint8_t> bytes;
    std::size_t length = 0;
    for (int count = 1; count > 0; length += std::size_t(count)) {
        require(length <= most, name, " holds more than 2 GiB: it is not one of the files of a data set");
        bytes.resize(length + piece);
        count = gzread(stream.get(), bytes.data() + length, unsigned(piece));
        // zlib tells the reason of a negative count, and an early end, which looks like any other, here only.
        int failure = Z_OK;
        gzerror(stream.get(), &failure);
        require(failure != Z_ERRNO, name, " cannot be read (", std::generic_category().message(errno),
            "): check the disk");
        require(count >= 0 && failure >= Z_OK, name,
            " is a damaged or incomplete compressed file: get a fresh copy of it");
    }
    bytes.resize(length);
    return bytes;
}

}
