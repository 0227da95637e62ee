#include "app/session/best_weights.h"

#include "app/download/file_hash.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"

#include <fstream>

using namespace engine;

std::filesystem::path bestWeightsOf(const std::filesystem::path& folder)
{
    mayWait("reading which weights are the best");
    const std::filesystem::path own = folder / "best.safetensors", named = folder / "best.sha256";
    if (std::filesystem::exists(own))
        return own;
    require(std::filesystem::exists(named), folder.string(),
        " has no best.safetensors: a run writes it when its first epoch is closed");
    std::ifstream line(named);
    std::string hash, path;
    require(bool(line >> hash >> path), named.string(), " names no file: bring back best.safetensors itself");
    const std::filesystem::path file = (folder / path).lexically_normal();
    require(std::filesystem::exists(file), file.string(), " is not there, and ", named.string(),
        " says that these are the run's best weights: bring it back");
    require(sha256Of(file) == hash, file.string(), " is not what ", named.string(),
        " names, its SHA-256 differs: bring back the file of that run");
    return file;
}
