#include "app/download/download.h"

#include "app/download/file_hash.h"
#include "app/download/transfer.h"
#include "engine/core/error.h"

#include <string>

namespace fs = std::filesystem;

namespace {

constexpr int mostAttempts = 5; ///< each goes on where the last one ended

std::string seenHash(const CatalogueEntry& entry, const fs::path& file)
{
    return entry.sha256.empty() ? sha1Of(file) : sha256Of(file);
}

std::string advice(const CatalogueEntry& entry, const fs::path& target)
{
    return "; you can also get it elsewhere (" + entry.url + ") and put it here: " + target.string();
}

void fetch(const CatalogueEntry& entry, const fs::path& part, const DownloadOptions& options)
{
    for (int attempt = 1;; ++attempt) {
        Transfer transfer(entry, part, options);
        switch (transfer.run()) {
        case Transfer::Outcome::Complete:
            return;
        case Transfer::Outcome::Stopped:
            throw engine::Error("the download was stopped; the next one goes on from there");
        case Transfer::Outcome::Broken:
        case Transfer::Outcome::StartAgain:
            engine::require(attempt < mostAttempts, transfer.problem(), ", ", mostAttempts,
                " times in a row; the next download goes on from what is there");
        }
    }
}

/// The whole file must be the one that was published, whatever the server says of it.
void check(const CatalogueEntry& entry, const fs::path& part)
{
    std::error_code error;
    const std::uintmax_t size = fs::file_size(part, error);
    engine::require(!error, "the server has sent nothing");
    const std::string seen = seenHash(entry, part);
    if (seen == entry.hash() && size == entry.bytes.value_or(size))
        return;
    fs::remove(part, error);
    fs::remove(part.string() + ".version", error);
    throw engine::Error(engine::sentence("what came was not the file that was published: its hash is ", seen,
        " instead of ", entry.hash(), ", it has ", size, " bytes"));
}

}

fs::path download(const CatalogueEntry& entry, const fs::path& folder, const DownloadOptions& options)
{
    const fs::path target = folder / entry.file;
    std::error_code error;
    if (fs::exists(target, error)) {
        const std::string seen = seenHash(entry, target);
        engine::require(seen == entry.hash(), target.string(), " is there, but not the file that was published: its "
            "hash is ", seen, " instead of ", entry.hash(), "; move it away");
        return target;
    }
    fs::create_directories(folder, error);
    engine::require(!error, "the folder ", folder.string(), " cannot be created: ", error.message());
    const fs::path part = target.string() + ".part";
    try {
        fetch(entry, part, options);
        check(entry, part);
        fs::rename(part, target);
        fs::remove(part.string() + ".version", error);
    } catch (const fs::filesystem_error& problem) {
        throw engine::Error(engine::sentence(target.string(), " cannot be written: ", problem.code().message()));
    } catch (const engine::Error& problem) {
        throw engine::Error(
            engine::sentence(entry.name, " was not downloaded: ", problem.what(), advice(entry, target)));
    }
    return target;
}
