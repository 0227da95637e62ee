#pragma once

#include "app/download/download.h"

#include <fstream>
#include <string>

/// One request: bytes of the address are added to the part file.
class Transfer {
public:
    Transfer(const CatalogueEntry& entry, const std::filesystem::path& part, const DownloadOptions& options);

    enum class Outcome {
        Complete, ///< the server has sent all it had
        Broken, ///< the connection ended early; what has arrived can be gone on from
        StartAgain, ///< what is there is of no use any more and was thrown away
        Stopped, ///< by the progress function
    };
    /// Throws engine::Error when trying again is of no use.
    Outcome run();
    const std::string& problem() const { return m_problem; }

private:
    static std::size_t receive(char* bytes, std::size_t size, std::size_t count, void* transfer);
    static std::size_t readHeader(char* line, std::size_t size, std::size_t count, void* transfer);
    static int report(void* transfer, std::int64_t, std::int64_t, std::int64_t, std::int64_t);
    /// At the first byte, when status and headers are known: from where the bytes are written.
    bool begin();
    void header(std::string line);
    void discard();
    void checkRoom() const;

    const CatalogueEntry& m_entry;
    std::filesystem::path m_part, m_version;
    const DownloadOptions& m_options;
    void* m_curl = nullptr;
    std::ofstream m_file;
    std::uint64_t m_there = 0; ///< bytes of the part when the request was sent
    std::uint64_t m_received = 0; ///< bytes of the part now
    std::uint64_t m_announced = 0; ///< bytes that the server says are still to come, 0 if it does not
    std::uint64_t m_rangeStart = 0;
    std::string m_etag, m_sentVersion;
    std::string m_problem; ///< empty, or why it ended early
    bool m_begun = false, m_again = false, m_fatal = false;
};
