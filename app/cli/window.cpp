#include "app/cli/window.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace fs = std::filesystem;

namespace {

bool isSet(const char* name)
{
    const char* value = std::getenv(name);
    return value && *value;
}

}

bool asksForWindow(const std::vector<std::string>& words)
{
    return std::all_of(words.begin(), words.end(), [](const std::string& word) {
        std::error_code error;
        return !word.starts_with('-') && fs::exists(word, error);
    });
}

void becomeWindow(const std::vector<std::string>& words)
{
    std::error_code error;
    const fs::path beside = fs::read_symlink("/proc/self/exe", error).parent_path() / "alexscope-gui";
    const std::string program = isSet("ALEXSCOPE_WINDOW") ? std::getenv("ALEXSCOPE_WINDOW") : beside.string();
    engine::require(fs::exists(program, error), "the window, ", program,
        ", is not there; 'alexscope --help' tells what there is without it");
    engine::require(isSet("DISPLAY") || isSet("WAYLAND_DISPLAY") || isSet("QT_QPA_PLATFORM"),
        "there is no display to open the window on; 'alexscope --help' tells what there is without it");
    std::vector<char*> arguments {const_cast<char*>(program.c_str())};
    for (const std::string& word : words)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    execv(program.c_str(), arguments.data());
    throw engine::Error(program + " could not be started");
}
