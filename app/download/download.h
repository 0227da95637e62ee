#pragma once

#include "app/download/catalogue.h"

#include <cstdint>
#include <filesystem>
#include <functional>

struct DownloadOptions {
    /// Called while bytes arrive; the total is zero while nobody knows it. False stops: what has arrived is kept, and
    /// the next download goes on from there.
    std::function<bool(std::uint64_t received, std::uint64_t total)> progress = {};
    long stallSeconds = 30; ///< without a byte, then the download is given up
};

/// Fetches a file into a folder and returns where it is; a file that is there already is only checked. The bytes grow in
/// <file>.part, with what tells the server's version apart in <file>.part.version; a later download goes on from there
/// if the server still has that version. Only a file of the right size and hash gets its name. Proxies are taken from
/// the environment (https_proxy). Throws engine::Error saying what went wrong and how to do without the network.
std::filesystem::path download(
    const CatalogueEntry& entry, const std::filesystem::path& folder, const DownloadOptions& options = {});
