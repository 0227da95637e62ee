#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// A file of trained weights that somebody publishes.
struct CatalogueEntry {
    std::string name; ///< what `alexscope download` takes
    std::string title; ///< one line for people
    std::string network; ///< whose weights they are; empty when the file describes its own network
    std::string file; ///< what it is called, on their side and ours
    std::string url;
    std::optional<std::uint64_t> bytes; ///< none when nobody publishes the size
    std::string sha256; ///< in lower-case hexadecimal digits; empty when only SHA-1 is published
    std::string sha1;
    std::string licence;

    const std::string& hash() const { return sha256.empty() ? sha1 : sha256; }
};

/// Reads the catalogue, resources/catalogue.json. Throws engine::Error naming the file and the entry when it is damaged:
/// names of files must not lead elsewhere, addresses must be https (or http, since the hash is checked), and every file
/// must have a hash.
std::vector<CatalogueEntry> readCatalogue(const std::filesystem::path& file);

/// The entry of that name; throws engine::UsageError listing the known ones.
const CatalogueEntry& findEntry(const std::vector<CatalogueEntry>& catalogue, const std::string& name);

/// Where downloaded files lie unless somebody says otherwise: XDG_DATA_HOME/alexscope/models; empty when there is no
/// home.
std::filesystem::path downloadFolder();
