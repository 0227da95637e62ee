#pragma once

#include "engine/weights/descriptor.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace engine {

/// A file that appears under its name only when it is complete. It grows as a hidden file in the same folder;
/// commit() brings it safely to disk and puts it in the place of a former file, whose permissions it takes
/// over. Without commit() the hidden file is removed and the former one stays as it was. A link is followed,
/// not replaced.
class AtomicFile {
public:
    /// Throws Error when the folder is missing or may not be written, or when the path is a folder, a device
    /// or write-protected.
    explicit AtomicFile(const std::filesystem::path& path);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    /// Appends. Throws Error when the disk is full or fails.
    void write(std::span<const std::uint8_t> bytes);
    /// Throws Error when the disk fails; once, as the last call.
    void commit();

private:
    void checkFormerFile();
    void createTemporary();
    [[noreturn]] void fail(int error) const;

    std::string m_path; ///< as given, for messages
    std::string m_name; ///< in m_folder
    std::string m_temporary; ///< in m_folder; empty when there is none to remove
    int m_permissions = -1; ///< of the former file, -1 without one
    Descriptor m_folder;
    Descriptor m_file;
};

}
