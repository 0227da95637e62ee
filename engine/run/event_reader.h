#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace engine {

/// A number of a curve.
struct EventPoint {
    std::string tag; ///< "Loss/train"
    std::int64_t step = 0;
    double value = 0;
};

/// Reads the numbers in an event file (see EventFile) of whatever program, while it grows. What is not whole at its end
/// is waited for. Events without numbers (pictures, histograms, graphs) are passed over.
class EventReader {
public:
    explicit EventReader(std::filesystem::path path);

    /// What came since the last call, at most some megabytes at once. `begunAnew` is set when the file has become
    /// shorter, so that everything before is void. Throws Error naming file and byte once the file is damaged there:
    /// points before the damage are in `points` then; and Error when it cannot be read.
    void read(std::vector<EventPoint>& points, bool& begunAnew);
    /// Whether the last call left something whole behind: call again.
    bool hasMore() const { return m_more; }

private:
    std::filesystem::path m_path;
    std::uint64_t m_place = 0; ///< bytes that are read
    bool m_more = false;
    std::string m_damage; ///< the sentence, once the file is damaged at m_place
};

}
