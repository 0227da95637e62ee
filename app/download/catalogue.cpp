#include "app/download/catalogue.h"

#include "engine/core/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace {

using Json = nlohmann::json;

std::string text(const Json& entry, const char* key, const std::string& where, bool wanted = true)
{
    const auto found = entry.find(key);
    if (found == entry.end() && !wanted)
        return {};
    engine::require(found != entry.end() && found->is_string(), where, " has no text \"", key, "\"");
    const std::string value = found->get<std::string>();
    const bool plain = std::none_of(value.begin(), value.end(), [](char c) { return c >= 0 && c < 32; });
    engine::require(plain, where, ": \"", key, "\" has a control character");
    return value;
}

bool isHexadecimal(const std::string& hash, std::size_t digits)
{
    return hash.size() == digits && hash.find_first_not_of("0123456789abcdef") == hash.npos;
}

CatalogueEntry entryFrom(const Json& json, const std::string& where)
{
    engine::require(json.is_object(), where, " is not an object");
    CatalogueEntry entry {text(json, "name", where), text(json, "title", where), text(json, "network", where),
        text(json, "file", where), text(json, "url", where), {}, text(json, "sha256", where, false),
        text(json, "sha1", where, false), text(json, "licence", where)};
    engine::require(!entry.name.empty(), where, " has no name");
    engine::require(!entry.file.empty() && entry.file.front() != '.' && entry.file.find('/') == entry.file.npos, where,
        ": \"file\" must be the plain name of a file");
    engine::require(entry.url.starts_with("https://") || entry.url.starts_with("http://"), where,
        ": \"url\" must be an address of https");
    engine::require(entry.sha256.empty() ? isHexadecimal(entry.sha1, 40) : isHexadecimal(entry.sha256, 64), where,
        " needs a sha256 or a sha1 in lower-case hexadecimal digits");
    if (const auto bytes = json.find("bytes"); bytes != json.end()) {
        engine::require(bytes->is_number_unsigned(), where, ": \"bytes\" must be a whole number");
        entry.bytes = bytes->get<std::uint64_t>();
    }
    return entry;
}

}

std::vector<CatalogueEntry> readCatalogue(const std::filesystem::path& file)
{
    std::ifstream stream(file);
    engine::require(bool(stream), file.string(), " cannot be read");
    const Json json = Json::parse(stream, nullptr, false);
    engine::require(json.is_object() && json.contains("models") && json["models"].is_array(), file.string(),
        " is no catalogue: it has no list \"models\"");
    std::vector<CatalogueEntry> catalogue;
    for (const Json& model : json["models"])
        catalogue.push_back(entryFrom(model, engine::sentence(file.string(), ": model ", catalogue.size())));
    return catalogue;
}

const CatalogueEntry& findEntry(const std::vector<CatalogueEntry>& catalogue, const std::string& name)
{
    std::string known;
    for (const CatalogueEntry& entry : catalogue) {
        if (entry.name == name)
            return entry;
        known += (known.empty() ? "" : ", ") + entry.name;
    }
    throw engine::UsageError(
        engine::sentence("there is nothing called \"", name, "\" to download; there are ", known));
}

std::filesystem::path downloadFolder()
{
    if (const char* data = std::getenv("XDG_DATA_HOME"); data && *data == '/')
        return std::filesystem::path(data) / "alexscope" / "models";
    if (const char* home = std::getenv("HOME"); home && *home)
        return std::filesystem::path(home) / ".local" / "share" / "alexscope" / "models";
    return {};
}
