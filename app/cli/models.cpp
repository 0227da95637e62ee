#include "app/cli/commands.h"
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
    if (json)
        std::cout << Json { { "models", list } }.dump(2) << '\n';
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
