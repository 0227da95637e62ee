#pragma once

#include "engine/weights/descriptor.h"

#include <filesystem>

namespace engine {

/// The folder of a run, held by one program at a time. In it:
///
///     config.json                       everything needed to repeat the run (RunConfig)
///     history.csv                       loss, errors, rate and speed (History)
///     events.out.tfevents.alexscope     the same for TensorBoard (EventFile)
///     checkpoint.safetensors            from where the run goes on
///     checkpoint.previous.safetensors   the one before
///     best.safetensors                  the weights with the lowest validation error
///     snapshots/                        conv1 as it learns (Film)
class RunFolder {
public:
    /// For a new run. Throws Error when the folder has something in it, a run above all.
    static RunFolder create(const std::filesystem::path& path);
    /// For one that goes on; files that were being written when it ended are removed. Throws Error when it is none, or
    /// another program works on it.
    static RunFolder open(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path file(const char* name) const { return m_path / name; }

private:
    explicit RunFolder(const std::filesystem::path& path);

    std::filesystem::path m_path;
    Descriptor m_lock;
};

}
