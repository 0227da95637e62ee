#include "engine/weights/atomic_file.h"

#include "engine/core/error.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <system_error>

namespace engine {

namespace {

/// A link's target, or the path itself.
std::filesystem::path resolved(const std::filesystem::path& path)
{
    std::error_code error;
    if (!std::filesystem::is_symlink(path, error))
        return path;
    const std::filesystem::path target = std::filesystem::canonical(path, error);
    return error ? path : target;
}

/// False when the system reports that the disk failed. Some file systems cannot confirm, which is no failure.
bool synchronise(const Descriptor& descriptor)
{
    return ::fsync(descriptor.value()) == 0 || errno == EINVAL || errno == ENOTSUP;
}

}

AtomicFile::AtomicFile(const std::filesystem::path& path)
    : m_path(path.string())
{
    const std::filesystem::path target = resolved(path);
    m_name = target.filename().string();
    require(!m_path.empty(), "no file name was given");
    require(!m_name.empty() && m_name != "." && m_name != "..", m_path, " is a folder, not a file");
    const std::string folder = target.has_parent_path() ? target.parent_path().string() : ".";
    m_folder = Descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!m_folder.isOpen()) {
        require(errno != ENOENT, m_path, " cannot be written: the folder ", folder, " does not exist");
        fail(errno);
    }
    checkFormerFile();
    createTemporary();
}

AtomicFile::~AtomicFile()
{
    if (!m_temporary.empty())
        ::unlinkat(m_folder.value(), m_temporary.c_str(), 0);
}

void AtomicFile::checkFormerFile()
{
    struct stat status = {};
    if (::fstatat(m_folder.value(), m_name.c_str(), &status, 0) != 0) {
        if (errno != ENOENT)
            fail(errno);
        return;
    }
    require(!S_ISDIR(status.st_mode), m_path, " is a folder, not a file");
    require(S_ISREG(status.st_mode), m_path, " is not an ordinary file");
    require(
        ::faccessat(m_folder.value(), m_name.c_str(), W_OK, AT_EACCESS) == 0, m_path, " is write-protected");
    m_permissions = status.st_mode & 0777;
}

void AtomicFile::createTemporary()
{
    static std::atomic<unsigned> counter = 0;
    // A name that is taken was left by a program that was killed, or belongs to one that is running.
    for (int attempt = 0; attempt < 1000; ++attempt) {
        const std::string name = sentence(".alexscope-", ::getpid(), "-", counter++, ".part");
        m_file = Descriptor(::openat(
            m_folder.value(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
        if (m_file.isOpen()) {
            m_temporary = name;
            return;
        }
        if (errno != EEXIST)
            fail(errno);
    }
    fail(EEXIST);
}

void AtomicFile::write(std::span<const std::uint8_t> bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_file.value(), bytes.data(), bytes.size());
        if (written > 0)
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        else if (written == 0 || errno != EINTR)
            fail(written == 0 ? EIO : errno);
    }
}

void AtomicFile::commit()
{
    if (m_permissions >= 0 && ::fchmod(m_file.value(), static_cast<mode_t>(m_permissions)) != 0)
        fail(errno);
    if (!synchronise(m_file) || !m_file.close())
        fail(errno);
    if (::renameat(m_folder.value(), m_temporary.c_str(), m_folder.value(), m_name.c_str()) != 0)
        fail(errno);
    m_temporary.clear();
    require(synchronise(m_folder), m_path,
        " was written, but the disk did not confirm it: ", std::generic_category().message(errno));
}

void AtomicFile::fail(int error) const
{
    throw Error(sentence(
        m_path, " cannot be written: ", std::generic_category().message(error), "; nothing was changed"));
}

}
