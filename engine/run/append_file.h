#pragma once

#include "engine/weights/descriptor.h"

#include <filesystem>
#include <string_view>

namespace engine {

/// A file that grows at its end; what is written is at once there for other programs to read.
class AppendFile {
public:
    /// Creates the file if there is none. Throws Error.
    explicit AppendFile(const std::filesystem::path& path);

    /// Throws Error when the disk is full or fails.
    void write(std::string_view bytes);
    /// Waits until the disk has it.
    void synchronise();

private:
    [[noreturn]] void fail() const;

    std::filesystem::path m_path;
    Descriptor m_file;
};

}
