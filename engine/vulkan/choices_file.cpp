#include "engine/vulkan/choices_file.h"

#include "engine/core/error.h"

#include <fstream>
#include <iterator>
#include <sstream>

namespace engine {

namespace {

constexpr const char* choicesTitle = "AlexScope kernels 1";
constexpr const char* separator = " | ";
constexpr const char* hashWord = "hash ";

/// FNV-1a: enough to notice damage; the file is not a secret.
std::uint64_t choicesHash(const std::string& bytes)
{
    std::uint64_t value = 14695981039346656037ull;
    for (unsigned char byte : bytes)
        value = (value ^ byte) * 1099511628211ull;
    return value;
}

std::string lastLine(const std::string& body) { return sentence(hashWord, choicesHash(body), '\n'); }

/// The body without the last line, if that says the truth about it.
std::optional<std::string> undamaged(const std::string& text)
{
    const std::size_t last = text.rfind(hashWord);
    if (last == std::string::npos || (last > 0 && text[last - 1] != '\n'))
        return {};
    const std::string body = text.substr(0, last);
    return text.substr(last) == lastLine(body) ? std::optional(body) : std::nullopt;
}

}

std::filesystem::path choicesFile(const DeviceInfo& info, const std::filesystem::path& folder)
{
    return folder / ("kernels-" + info.uuid + ".txt");
}

StoredChoices loadChoices(const DeviceInfo& info, const std::filesystem::path& folder)
{
    const std::filesystem::path path = choicesFile(info, folder);
    std::ifstream in(path, std::ios::binary);
    if (folder.empty() || !in)
        return {};
    const std::string remedy = ": the usual kernels are taken; 'alexscope tune' measures anew";
    const std::optional<std::string> body = undamaged({std::istreambuf_iterator<char>(in), {}});
    if (!body)
        return {{}, path.string() + " is damaged" + remedy};
    std::istringstream lines(*body);
    std::string title, identity, line;
    std::getline(lines, title);
    std::getline(lines, identity);
    if (title != choicesTitle)
        return {{}, path.string() + " was written by another version of AlexScope" + remedy};
    if (identity != info.identity)
        return {{}, path.string() + " was measured with another device or driver" + remedy};
    StoredChoices found;
    while (std::getline(lines, line))
        if (const std::size_t at = line.find(separator); at != std::string::npos)
            found.table[line.substr(0, at)] = line.substr(at + std::string(separator).size());
    return found;
}

void saveChoices(const DeviceInfo& info, const std::filesystem::path& folder, const Choices::Table& table)
{
    require(!folder.empty(), "there is no folder for measured kernels: set HOME or XDG_CACHE_HOME");
    std::string body = sentence(choicesTitle, '\n', info.identity, '\n');
    for (const auto& [piece, way] : table)
        body += piece + separator + way + '\n';
    const std::filesystem::path path = choicesFile(info, folder);
    const std::filesystem::path partial = path.string() + ".part";
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    {
        std::ofstream out(partial, std::ios::binary | std::ios::trunc);
        out << body << lastLine(body);
        require(bool(out.flush()), partial.string(),
            " could not be written: make room there, or set XDG_CACHE_HOME");
    }
    std::filesystem::rename(partial, path, error);
    require(!error, path.string(), " could not be written: ", error.message());
}

}
