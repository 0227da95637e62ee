#include "app/download/transfer.h"

#include "engine/core/error.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <memory>

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t mostBytes = std::uint64_t(1) << 30; ///< where the catalogue knows no size

std::uint64_t sizeOf(const fs::path& file)
{
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    return error ? 0 : size;
}

std::string contentOf(const fs::path& file)
{
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    return line;
}

std::uint64_t numberAt(const std::string& text, std::size_t place)
{
    std::uint64_t number = 0;
    std::from_chars(text.data() + std::min(place, text.size()), text.data() + text.size(), number);
    return number;
}

}

Transfer::Transfer(const CatalogueEntry& entry, const fs::path& part, const DownloadOptions& options)
    : m_entry(entry)
    , m_part(part)
    , m_version(part.string() + ".version")
    , m_options(options)
{
}

void Transfer::discard()
{
    std::error_code error;
    fs::remove(m_part, error);
    fs::remove(m_version, error);
}

void Transfer::header(std::string line)
{
    const std::size_t colon = std::min(line.find(':'), line.size());
    std::string name = line.substr(0, colon);
    std::transform(
        name.begin(), name.end(), name.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    std::string value = line.substr(std::min(colon + 1, line.size()));
    value.erase(0, std::min(value.find_first_not_of(" \t"), value.size()));
    value.erase(value.find_last_not_of(" \t\r\n") + 1);
    if (line.starts_with("HTTP/")) { // of a new answer, after a redirection
        m_etag.clear();
        m_announced = m_rangeStart = 0;
    } else if (name == "etag" && !value.starts_with("W/")) {
        m_etag = value;
    } else if (name == "content-length") {
        m_announced = numberAt(value, 0);
    } else if (name == "content-range" && value.starts_with("bytes ")) {
        m_rangeStart = numberAt(value, 6);
    }
}

std::size_t Transfer::readHeader(char* line, std::size_t size, std::size_t count, void* transfer)
{
    static_cast<Transfer*>(transfer)->header(std::string(line, size * count));
    return size * count;
}

void Transfer::checkRoom() const
{
    std::error_code error;
    const fs::space_info space = fs::space(m_part.parent_path(), error);
    const std::uint64_t wanted = m_announced;
    engine::require(error || space.available >= wanted, "there is no room for ", m_entry.file, " in ",
        m_part.parent_path().string(), ": it takes ", wanted, " bytes more, ", space.available, " are free");
}

bool Transfer::begin()
{
    m_begun = true;
    long status = 0;
    curl_easy_getinfo(m_curl, CURLINFO_RESPONSE_CODE, &status);
    if (status == 416 || (status == 206 && (m_rangeStart != m_there || m_etag != m_sentVersion))) {
        m_again = true; // another file than the one that the part is of
        m_problem = "the server sends another part of the file than it was asked for";
        return false;
    }
    if (status != 200 && status != 206) {
        m_fatal = true;
        m_problem = engine::sentence("the server answers with the status ", status);
        return false;
    }
    m_received = status == 206 ? m_there : 0;
    const std::uint64_t most = m_entry.bytes.value_or(mostBytes);
    if (m_received + m_announced > most) {
        m_fatal = true;
        m_problem = engine::sentence("the server has ", m_received + m_announced, " bytes instead of ", most);
        return false;
    }
    try {
        checkRoom();
    } catch (const engine::Error& error) {
        m_fatal = true;
        m_problem = error.what();
        return false;
    }
    m_file.open(m_part, std::ios::binary | (status == 206 ? std::ios::app : std::ios::trunc));
    std::ofstream(m_version) << m_etag << '\n';
    return bool(m_file);
}

std::size_t Transfer::receive(char* bytes, std::size_t size, std::size_t count, void* transfer)
{
    Transfer& self = *static_cast<Transfer*>(transfer);
    if (!self.m_begun && !self.begin())
        return 0;
    self.m_received += size * count;
    const std::uint64_t most = self.m_entry.bytes.value_or(mostBytes);
    if (self.m_received > most) {
        self.m_fatal = true;
        self.m_problem = engine::sentence("the server sends more than the ", most, " bytes it should");
        return 0;
    }
    if (!self.m_file.write(bytes, std::streamsize(size * count))) {
        self.m_fatal = true;
        self.m_problem = engine::sentence(self.m_part.string(), " cannot be written; is the disk full?");
        return 0;
    }
    return size * count;
}

int Transfer::report(void* transfer, std::int64_t, std::int64_t, std::int64_t, std::int64_t)
{
    Transfer& self = *static_cast<Transfer*>(transfer);
    if (!self.m_options.progress)
        return 0;
    if (!self.m_begun) // also who waits for a silent server can be stopped
        return self.m_options.progress(self.m_there, self.m_entry.bytes.value_or(0)) ? 0 : 1;
    const std::uint64_t total
        = self.m_entry.bytes.value_or(self.m_announced > 0 ? self.m_announced + self.m_there : 0);
    return self.m_options.progress(self.m_received, total) ? 0 : 1;
}

Transfer::Outcome Transfer::run()
{
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
    engine::require(curl != nullptr, "libcurl could not be started");
    m_curl = curl.get();
    m_there = sizeOf(m_part);
    m_sentVersion = contentOf(m_version);
    if (m_there > 0 && m_sentVersion.empty()) { // nothing tells whether the server still has the same file
        discard();
        m_there = 0;
    }
    const std::string ifRange = "If-Range: " + m_sentVersion;
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(nullptr, curl_slist_free_all);
    if (m_there > 0) {
        headers.reset(curl_slist_append(nullptr, ifRange.c_str()));
        curl_easy_setopt(m_curl, CURLOPT_RESUME_FROM_LARGE, curl_off_t(0));
        curl_easy_setopt(m_curl, CURLOPT_RANGE, (std::to_string(m_there) + "-").c_str());
        curl_easy_setopt(m_curl, CURLOPT_HTTPHEADER, headers.get());
    }
    const bool secure = m_entry.url.starts_with("https://");
    const char* protocols = secure ? "https" : "http,https";
    curl_easy_setopt(m_curl, CURLOPT_URL, m_entry.url.c_str());
    curl_easy_setopt(m_curl, CURLOPT_PROTOCOLS_STR, protocols);
    curl_easy_setopt(m_curl, CURLOPT_REDIR_PROTOCOLS_STR, protocols);
    curl_easy_setopt(m_curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(m_curl, CURLOPT_MAXREDIRS, 10L);
    curl_easy_setopt(m_curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(m_curl, CURLOPT_USERAGENT, "alexscope");
    curl_easy_setopt(m_curl, CURLOPT_CONNECTTIMEOUT, std::max(m_options.stallSeconds, 1L));
    curl_easy_setopt(m_curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(m_curl, CURLOPT_LOW_SPEED_TIME, m_options.stallSeconds);
    curl_easy_setopt(m_curl, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(m_curl, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(m_curl, CURLOPT_HEADERFUNCTION, readHeader);
    curl_easy_setopt(m_curl, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(m_curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(m_curl, CURLOPT_XFERINFOFUNCTION, report);
    curl_easy_setopt(m_curl, CURLOPT_XFERINFODATA, this);

    const CURLcode code = curl_easy_perform(m_curl);
    if (code == CURLE_OK && !m_begun)
        begin(); // an answer without a body
    m_file.close();
    if (code == CURLE_ABORTED_BY_CALLBACK)
        return Outcome::Stopped;
    if (m_again) {
        discard();
        return Outcome::StartAgain;
    }
    engine::require(!m_fatal, m_problem);
    if (code == CURLE_OK)
        return Outcome::Complete;
    m_problem = curl_easy_strerror(code);
    std::transform(m_problem.begin(), m_problem.begin() + 1, m_problem.begin(),
        [](unsigned char c) { return char(std::tolower(c)); });
    const bool progressed = m_begun && m_received > m_there;
    engine::require(progressed, m_problem);
    return Outcome::Broken;
}
