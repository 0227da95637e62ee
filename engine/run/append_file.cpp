#include "engine/run/append_file.h"

#include "engine/core/error.h"

#include <fcntl.h>

#include <cerrno>
#include <system_error>

namespace engine {

AppendFile::AppendFile(const std::filesystem::path& path)
    : m_path(path)
    , m_file(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666))
{
    if (!m_file.isOpen())
        fail();
}

void AppendFile::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_file.value(), bytes.data(), bytes.size());
        if (written > 0)
            bytes.remove_prefix(std::size_t(written));
        else if (written == 0 || errno != EINTR)
            fail();
    }
}

void AppendFile::synchronise()
{
    // Some file systems cannot confirm, which is no failure.
    if (::fsync(m_file.value()) != 0 && errno != EINVAL && errno != ENOTSUP)
        fail();
}

void AppendFile::fail() const
{
    throw Error(sentence(m_path.string(), " cannot be written: ", std::generic_category().message(errno)));
}

}
