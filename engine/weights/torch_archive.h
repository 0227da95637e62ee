#pragma once

#include "engine/weights/mapped_file.h"

#include <zip.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace engine {

/// The zip container of a PyTorch file: <anything>/data.pkl describes the tensors, <the same>/data/<key>
/// holds their bytes. Entries are looked up by name and never written anywhere; all that are used must be
/// stored, not compressed, so that their bytes can be used where the file is mapped.
class TorchArchive {
public:
    /// Throws Error when this is no such archive: no or several data.pkl, two entries of one name, too many
    /// entries, big-endian numbers, a TorchScript program. `file` must stay at its place as long as this
    /// object.
    explicit TorchArchive(const MappedFile& file);
    ~TorchArchive();
    TorchArchive(const TorchArchive&) = delete;
    TorchArchive& operator=(const TorchArchive&) = delete;

    /// The content of data.pkl, its checksum checked.
    std::string pickle() const;
    /// The bytes of data/<key>, in the mapped file. Throws Error naming the entry when it is missing,
    /// compressed, encrypted or not inside the file.
    std::span<const std::uint8_t> storage(const std::string& key) const;

private:
    /// What libzip reads from: the mapped bytes. It notes where it was read last.
    struct View {
        std::span<const std::uint8_t> bytes;
        std::uint64_t position = 0;
        std::uint64_t lastRead = 0;
        zip_error_t error = {};
    };
    struct Discard {
        void operator()(zip_t* zip) const { zip_discard(zip); }
    };

    static zip_int64_t answer(void* view, void* data, zip_uint64_t length, zip_source_cmd_t command);
    void open();
    void readNames();
    void checkByteOrder() const;
    bool has(const std::string& name) const;
    zip_stat_t entry(const std::string& name) const;
    /// The first `count` bytes of the entry as they lie in the file or, with its checksum checked, all of
    /// them.
    std::string read(const zip_stat_t& status, zip_uint64_t count, zip_flags_t flags) const;

    std::string m_file; ///< for messages
    mutable View m_view;
    std::unique_ptr<zip_t, Discard> m_zip;
    std::string m_prefix; ///< "archive/"
};

}
