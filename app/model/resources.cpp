#include "app/model/resources.h"

#include "engine/core/error.h"

#include <cstdlib>

namespace fs = std::filesystem;

fs::path resourceFolder()
{
    std::error_code error;
    if (const char* folder = std::getenv("ALEXSCOPE_RESOURCES"); folder && *folder) {
        engine::require(fs::is_directory(fs::path(folder) / "models", error), folder,
            " (from ALEXSCOPE_RESOURCES) is not AlexScope's resource folder: it has no models in it");
        return folder;
    }
    const fs::path program = fs::read_symlink("/proc/self/exe", error).parent_path();
    // Installed: <prefix>/bin beside <prefix>/share; built: build/<preset>/bin below the sources.
    for (const char* candidate : {"../share/alexscope", "../../../resources"})
        if (fs::is_directory(program / candidate / "models", error))
            return fs::canonical(program / candidate, error);
    throw engine::Error(
        "AlexScope's models were not found beside the program; set ALEXSCOPE_RESOURCES to the folder "
        "\"resources\" of its sources");
}

fs::path cataloguePath()
{
    const char* file = std::getenv("ALEXSCOPE_CATALOGUE");
    return file && *file ? fs::path(file) : resourceFolder() / "catalogue.json";
}

fs::path cacheFolder()
{
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && *cache == '/')
        return fs::path(cache) / "alexscope";
    if (const char* home = std::getenv("HOME"); home && *home)
        return fs::path(home) / ".cache" / "alexscope";
    return {};
}
