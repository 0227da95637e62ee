#include "engine/weights/mapped_file.h"

#include "engine/core/error.h"
#include "engine/core/waiting.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>

namespace engine {

namespace {

[[noreturn]] void fail(const std::filesystem::path& path, int error)
{
    if (error == ENOENT)
        throw Error(sentence(path.string(), " does not exist"));
    throw Error(sentence(path.string(), " cannot be read: ", std::generic_category().message(error)));
}

}

MappedFile::MappedFile(std::filesystem::path path)
    : m_path(std::move(path))
{
    mayWait("opening a weight file");
    require(!m_path.empty(), "no file name was given");
    // Without O_NONBLOCK opening a named pipe would wait for somebody to write into it.
    m_descriptor = Descriptor(::open(m_path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!m_descriptor.isOpen())
        fail(m_path, errno);
    struct stat status = {};
    if (::fstat(m_descriptor.value(), &status) != 0)
        fail(m_path, errno);
    require(!S_ISDIR(status.st_mode), m_path.string(), " is a folder, not a file");
    require(S_ISREG(status.st_mode), m_path.string(), " is not an ordinary file");
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0)
        return;
    void* address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, m_descriptor.value(), 0);
    if (address == MAP_FAILED)
        fail(m_path, errno);
    m_bytes = {static_cast<const std::uint8_t*>(address), size};
}

MappedFile::~MappedFile()
{
    if (!m_bytes.empty())
        ::munmap(const_cast<std::uint8_t*>(m_bytes.data()), m_bytes.size());
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : m_path(std::move(other.m_path))
    , m_descriptor(std::move(other.m_descriptor))
    , m_bytes(std::exchange(other.m_bytes, {}))
{
}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

void MappedFile::checkSize() const
{
    struct stat status = {};
    if (::fstat(m_descriptor.value(), &status) != 0)
        fail(m_path, errno);
    require(static_cast<std::size_t>(status.st_size) == m_bytes.size(), m_path.string(),
        " has changed its size since it was opened; open it again");
}

}
