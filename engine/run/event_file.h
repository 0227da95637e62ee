#pragma once

#include "engine/run/append_file.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace engine {

/// A file of events as TensorBoard reads them: point it at the folder. Records follow one another, each
///
///     8 bytes length | 4 bytes masked CRC-32C of those | the event (protobuf) | 4 bytes masked CRC-32C of it
///
/// (TensorFlow, lib/io/record_writer). It grows while a run goes on.
class EventFile {
public:
    /// Goes on after step `step`: events beyond, which are about to be computed again, and what was not written to its
    /// end are cut off. A new file gets its version. Throws Error.
    EventFile(const std::filesystem::path& path, std::int64_t step);

    /// Points of several curves at one step: ("Loss/train", 2.3).
    void add(std::int64_t step, const std::vector<std::pair<std::string, double>>& points);
    void synchronise() { m_file.synchronise(); }

private:
    AppendFile m_file;
};

}
