#include "app/download/download.h"
#include "app/cli/commands.h"
#include "app/model/resources.h"
#include "engine/core/error.h"

#include <cstdio>
#include <iostream>
#include <unistd.h>

namespace {

struct FetchOptions {
    std::string name;
    std::string folder;
};

/// One line on standard error that is written over and over; nothing where nobody looks.
class ProgressBar {
public:
    bool operator()(std::uint64_t received, std::uint64_t total)
    {
        constexpr int width = 40;
        const std::uint64_t step = received >> 20;
        if (!m_shown || step == m_step)
            return true;
        m_step = step;
        const int filled = total > 0 ? int(received * width / total) : 0;
        const std::string bar
            = std::string(std::size_t(filled), '#') + std::string(std::size_t(width - filled), ' ');
        std::fprintf(stderr, "\r[%s] %llu of %llu MB ", bar.c_str(),
            static_cast<unsigned long long>(received / 1000000),
            static_cast<unsigned long long>(total / 1000000));
        return true;
    }
    void finish() const
    {
        if (m_shown && m_step != none)
            std::fputc('\n', stderr);
    }

private:
    static constexpr std::uint64_t none = ~std::uint64_t(0);
    bool m_shown = isatty(STDERR_FILENO) == 1;
    std::uint64_t m_step = none;
};

int fetch(const FetchOptions& options)
{
    const std::vector<CatalogueEntry> catalogue = readCatalogue(cataloguePath());
    const CatalogueEntry& entry = findEntry(catalogue, options.name);
    const std::filesystem::path folder
        = options.folder.empty() ? downloadFolder() : std::filesystem::path(options.folder);
    engine::require(!folder.empty(), "there is no home folder for downloads: say --to FOLDER");
    ProgressBar bar;
    try {
        const std::filesystem::path file = download(entry, folder, {.progress = std::ref(bar)});
        bar.finish();
        std::cout << file.string() << '\n';
    } catch (...) {
        bar.finish();
        throw;
    }
    return 0;
}

}

void addDownload(CLI::App& app, const CommonOptions&, Action& chosen)
{
    CLI::App* command
        = app.add_subcommand("download", "Fetch trained weights; 'alexscope models' lists them");
    auto options = std::make_shared<FetchOptions>();
    command->add_option("name", options->name, "Name in the list")->required()->transform(plainWord());
    command->add_option("--to", options->folder, "Folder to put the file into")->transform(plainWord());
    command->callback([options, &chosen] { chosen = [options] { return fetch(*options); }; });
}
