#include "engine/weights/torch_archive.h"

#include "engine/core/error.h"
#include "engine/weights/text.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <unordered_set>

namespace engine {

namespace {

constexpr zip_int64_t mostEntries = 10'000;
constexpr zip_uint64_t longestPickle = 1 << 20; ///< bytes

}

TorchArchive::TorchArchive(const MappedFile& file)
    : m_file(file.path().string())
    , m_view {file.bytes()}
{
    open();
    readNames();
    checkByteOrder();
    require(!has(m_prefix + "constants.pkl"), m_file,
        " is a TorchScript program; AlexScope loads data only: save its state dict, "
        "torch.save(torch.jit.load(f).state_dict(), g)");
}

TorchArchive::~TorchArchive() = default;

zip_int64_t TorchArchive::answer(void* state, void* data, zip_uint64_t length, zip_source_cmd_t command)
{
    View& view = *static_cast<View*>(state);
    switch (command) {
    case ZIP_SOURCE_OPEN:
        view.position = 0;
        return 0;
    case ZIP_SOURCE_READ:
        length = std::min<zip_uint64_t>(length, view.bytes.size() - view.position);
        std::copy_n(view.bytes.data() + view.position, length, static_cast<std::uint8_t*>(data));
        view.lastRead = view.position;
        view.position += length;
        return static_cast<zip_int64_t>(length);
    case ZIP_SOURCE_SEEK: {
        const zip_int64_t place
            = zip_source_seek_compute_offset(view.position, view.bytes.size(), data, length, &view.error);
        if (place >= 0)
            view.position = static_cast<std::uint64_t>(place);
        return place < 0 ? -1 : 0;
    }
    case ZIP_SOURCE_TELL:
        return static_cast<zip_int64_t>(view.position);
    case ZIP_SOURCE_STAT: {
        auto* status = static_cast<zip_stat_t*>(data);
        zip_stat_init(status);
        status->valid = ZIP_STAT_SIZE;
        status->size = view.bytes.size();
        return sizeof(zip_stat_t);
    }
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&view.error, data, length);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_SEEK,
            ZIP_SOURCE_TELL, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_CLOSE, ZIP_SOURCE_FREE, -1);
    default:
        zip_error_set(&view.error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

void TorchArchive::open()
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_function_create(answer, &m_view, &error);
    if (source) {
        m_zip.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
        if (!m_zip)
            zip_source_free(source);
    }
    const std::string reason = zip_error_strerror(&error);
    zip_error_fini(&error);
    require(m_zip != nullptr, m_file, " is a damaged ZIP archive (", reason, "); get it again");
}

void TorchArchive::readNames()
{
    constexpr std::string_view ending = "/data.pkl";
    const zip_int64_t count = zip_get_num_entries(m_zip.get(), 0);
    require(count <= mostEntries, m_file, " has ", count, " entries, at most ", mostEntries, " are allowed");
    std::unordered_set<std::string_view> names;
    for (zip_int64_t i = 0; i < count; ++i) {
        const char* text = zip_get_name(m_zip.get(), static_cast<zip_uint64_t>(i), ZIP_FL_ENC_RAW);
        const std::string_view name = text ? text : "";
        require(names.insert(name).second, m_file, " has two entries called ", inQuotes(name));
        if (!name.ends_with(ending) || name.find('/') != name.size() - ending.size())
            continue;
        require(m_prefix.empty(), m_file, " has two pickles, ", inQuotes(m_prefix + "data.pkl"), " and ",
            inQuotes(name), ", and so is no PyTorch file");
        m_prefix = name.substr(0, name.find('/') + 1);
    }
    require(!m_prefix.empty(), m_file, " is a ZIP archive without data.pkl, and so no PyTorch file");
}

void TorchArchive::checkByteOrder() const
{
    const std::string name = m_prefix + "byteorder"; // PyTorch writes it since version 2.1
    if (!has(name))
        return;
    const zip_stat_t status = entry(name);
    const std::string order = status.size < 16 ? read(status, status.size, 0) : "?";
    require(order == "little", m_file, " was written on a machine with the byte order ", inQuotes(order),
        "; AlexScope reads little-endian files only");
}

bool TorchArchive::has(const std::string& name) const
{
    return zip_name_locate(m_zip.get(), name.c_str(), ZIP_FL_ENC_RAW) >= 0;
}

zip_stat_t TorchArchive::entry(const std::string& name) const
{
    const std::string what = sentence(m_file, ": entry ", inQuotes(name));
    const zip_int64_t index = zip_name_locate(m_zip.get(), name.c_str(), ZIP_FL_ENC_RAW);
    require(index >= 0, what, " is missing");
    zip_stat_t status;
    constexpr zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD
        | ZIP_STAT_ENCRYPTION_METHOD | ZIP_STAT_INDEX;
    const bool known = zip_stat_index(m_zip.get(), static_cast<zip_uint64_t>(index), 0, &status) == 0
        && (status.valid & needed) == needed;
    require(known, what, " cannot be read: ", zip_strerror(m_zip.get()));
    require(status.encryption_method == ZIP_EM_NONE, what, " is encrypted");
    require(status.comp_method == ZIP_CM_STORE, what,
        " is compressed, which PyTorch never does: unpack the archive and pack it with \"zip -0\"");
    require(status.comp_size == status.size && status.size <= m_view.bytes.size(), what, " is said to have ",
        status.size, " bytes, more than there are; the file is cut off or damaged, get it again");
    return status;
}

std::string TorchArchive::read(const zip_stat_t& status, zip_uint64_t count, zip_flags_t flags) const
{
    std::string bytes(count, '\0');
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
        zip_fopen_index(m_zip.get(), status.index, flags), zip_fclose);
    require(file != nullptr, m_file, ": an entry cannot be read (", zip_strerror(m_zip.get()),
        "); the file is damaged, get it again");
    // The checksum is compared when the end is met, which one more byte asks for.
    char more = 0;
    const bool whole = zip_fread(file.get(), bytes.data(), count) == static_cast<zip_int64_t>(count)
        && (flags == ZIP_FL_COMPRESSED || zip_fread(file.get(), &more, 1) == 0);
    require(whole, m_file, ": an entry cannot be read (", zip_file_strerror(file.get()),
        "); the file is damaged, get it again");
    return bytes;
}

std::string TorchArchive::pickle() const
{
    const zip_stat_t status = entry(m_prefix + "data.pkl");
    require(status.size <= longestPickle, m_file, ": data.pkl has ", status.size, " bytes, at most ",
        longestPickle, " are allowed");
    return read(status, status.size, 0);
}

std::span<const std::uint8_t> TorchArchive::storage(const std::string& key) const
{
    const std::string name = m_prefix + "data/" + key;
    require(isPrintable(key), m_file, ": ", inQuotes(key), " is no name of an entry");
    const zip_stat_t status = entry(name);
    if (status.size == 0)
        return m_view.bytes.first(0);
    // libzip does not tell where an entry's bytes lie, but it reads them there: the only place that its own
    // reading of the headers and ours could disagree is gone.
    const zip_uint64_t sample = std::min<zip_uint64_t>(status.size, 64);
    const std::string start = read(status, sample, ZIP_FL_COMPRESSED);
    const std::uint64_t place = m_view.lastRead;
    require(status.size <= m_view.bytes.size() - place, m_file, ": entry ", inQuotes(name),
        " ends behind the end of the file; it is cut off or damaged, get it again");
    const auto bytes = m_view.bytes.subspan(place, status.size);
    require(std::memcmp(bytes.data(), start.data(), sample) == 0, m_file, ": entry ", inQuotes(name),
        " cannot be mapped; AlexScope does not work with this version of libzip");
    return bytes;
}

}
