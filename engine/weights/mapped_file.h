#pragma once

#include "engine/weights/descriptor.h"

#include <cstdint>
#include <filesystem>
#include <span>

namespace engine {

/// The bytes of a file, mapped into memory for reading: nothing is copied, and pages are loaded when they are
/// touched. Move-only; the bytes stay at their address when the object moves.
class MappedFile {
public:
    /// Throws Error when the path is missing, is a folder or a device, or may not be read.
    explicit MappedFile(std::filesystem::path path);
    ~MappedFile();
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;

    const std::filesystem::path& path() const { return m_path; }
    /// Valid as long as this object lives; empty for an empty file.
    std::span<const std::uint8_t> bytes() const { return m_bytes; }
    /// Throws Error when the file is no longer as long as it was when opened. To be called before bytes are
    /// touched late: beyond the end of a shortened file they cannot be read, and the process would be killed.
    void checkSize() const;

private:
    std::filesystem::path m_path;
    Descriptor m_descriptor;
    std::span<const std::uint8_t> m_bytes;
};

}
