#include "engine/run/run_folder.h"

#include "engine/core/error.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr const char* config = "config.json";

void removeUnfinishedFiles(const fs::path& folder)
{
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(".alexscope-") && name.ends_with(".part"))
            fs::remove(entry.path(), error);
    }
}

}

RunFolder::RunFolder(const fs::path& path)
    : m_path(path)
    , m_lock(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
{
    // Some network file systems know no locks; then nobody is kept out.
    const bool taken
        = m_lock.isOpen() && ::flock(m_lock.value(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    require(!taken, path.string(), " is being trained by another program: wait until it ends, or stop it");
}

RunFolder RunFolder::create(const fs::path& path)
{
    const std::string name = path.string();
    std::error_code error;
    require(!fs::exists(path, error) || fs::is_directory(path, error), name,
        " is a file, not a folder for a run");
    require(!fs::exists(path / config, error), name,
        " is a run already: continue it with 'alexscope train --resume ", name,
        "', or choose another folder");
    require(!fs::exists(path, error) || fs::is_empty(path, error), name,
        " has something in it that is no run: choose a new folder");
    fs::create_directories(path, error);
    require(!error, name, " cannot be made: ", error.message());
    return RunFolder(path);
}

RunFolder RunFolder::open(const fs::path& path)
{
    std::error_code error;
    require(fs::is_directory(path, error), path.string(), " does not exist or is no folder");
    require(fs::exists(path / config, error), path.string(), " is not a run: it has no ", config);
    RunFolder folder(path);
    removeUnfinishedFiles(path);
    removeUnfinishedFiles(folder.file("snapshots"));
    return folder;
}

}
