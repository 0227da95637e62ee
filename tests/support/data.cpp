#include "tests/support/data.h"

#include <cstdlib>

std::filesystem::path dataFolder()
{
    const char* named = std::getenv("ALEXSCOPE_DATA");
    const std::filesystem::path folder = named && *named
        ? std::filesystem::path(named)
        : std::filesystem::path(SOURCE_DIR) / "../shared/data";
    return std::filesystem::is_directory(folder) ? std::filesystem::weakly_canonical(folder)
                                                 : std::filesystem::path();
}
