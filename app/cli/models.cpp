#include "app/cli/commands.h"
#include "app/model/resources.h"
#include "app/download/catalogue.h"
#include "engine/network/architecture.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <iostream>

using Json = nlohmann::ordered_json;

namespace {

std::int64_t parametersOf(const engine::Architecture& architecture)
{
    std::int64_t parameters = 0;
    for (const engine::LayerSummary& row : engine::summarize(architecture.layers, architecture.input()))
        parameters += row.parameters;
    return parameters;
}

/// What can be downloaded, and where it would lie.
Json downloads(bool json)
{
    Json list = Json::array();
    const std::filesystem::path folder = downloadFolder();
    if (!json)
        std::cout << "\nTo be had with 'alexscope download NAME':\n";
    for (const CatalogueEntry& entry : readCatalogue(cataloguePath())) {
        std::error_code error;
        const std::filesystem::path file = folder / entry.file;
        const bool there = std::filesystem::exists(file, error);
        const std::string kind = entry.sha256.empty() ? "sha1" : "sha256";
        list.push_back({ { "name", entry.name }, { "title", entry.title }, { "network", entry.network },
            { "url", entry.url }, { "bytes", entry.bytes ? Json(*entry.bytes) : Json() }, { kind, entry.hash() },
            { "licence", entry.licence }, { "file", folder.empty() ? std::string() : file.string() }, { "there", there } });
        if (!json)
            std::cout << entry.name << (there ? "  (there)" : "") << "\n    " << entry.title << "\n    "
                      << (entry.bytes ? std::to_string(*entry.bytes) + " bytes, " : "") << kind << ' ' << entry.hash()
                      << "\n    " << entry.licence << "\n    " << file.string() << '\n';
    }
    return list;
}

int models(bool json)
{
    Json list = Json::array();
    for (const engine::Architecture& model : engine::architectures()) {
        const engine::Shape input = model.input();
        list.push_back({ { "name", model.name }, { "title", model.title },
            { "input", { input.channels, input.height, input.width } }, { "classes", model.classes },
            { "parameters", parametersOf(model) }, { "built_in", model.builtIn }, { "licence", model.licence } });
        if (!json) {
            char line[200];
            std::snprintf(line, sizeof line, "%-20s %dx%dx%d  %4d classes %11lld parameters%s\n    %s\n",
                model.name.c_str(), input.channels, input.height, input.width, model.classes,
                static_cast<long long>(parametersOf(model)), model.builtIn ? "  (built in)" : "",
                model.title.c_str());
            std::cout << line;
        }
    }
    const Json files = downloads(json);
    if (json)
        std::cout << Json { { "models", list }, { "downloads", files } }.dump(2) << '\n';
    return 0;
}

}

void addModels(CLI::App& app, const CommonOptions&, Action& chosen)
{
    CLI::App* command = app.add_subcommand("models", "List the networks AlexScope knows");
    auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "As JSON");
    command->callback([json, &chosen] { chosen = [json] { return models(*json); }; });
}
