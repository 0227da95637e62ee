#include "app/cli/commands.h"
#include "app/model/model.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <iostream>

using Json = nlohmann::ordered_json;

namespace {

struct SummaryOptions {
    ModelOptions model;
    bool json = false;
};

void printRow(const char* name, const char* type, const std::string& output, std::int64_t parameters,
    std::int64_t macs, std::int64_t neurons, const std::string& field)
{
    char line[200];
    std::snprintf(line, sizeof line, "%-8s %-15s %-12s %12lld %14lld %9lld %6s\n", name, type, output.c_str(),
        static_cast<long long>(parameters), static_cast<long long>(macs), static_cast<long long>(neurons),
        field.c_str());
    std::cout << line;
}

int summary(const SummaryOptions& options)
{
    const engine::Architecture& architecture = architectureFor(options.model);
    const engine::Shape input = architecture.input();
    Json layers = Json::array();
    std::int64_t parameters = 0, macs = 0, neurons = 0;
    if (!options.json) {
        std::cout << architecture.name << ": " << architecture.title << "\ninput " << input.channels << " x "
                  << input.height << " x " << input.width << "\n\n"
                  << "layer    type            output         parameters  multiply-adds   neurons  field\n";
    }
    for (const engine::LayerSummary& row : engine::summarize(architecture.layers, input)) {
        layers.push_back({{"name", row.name}, {"type", row.type}, {"output", row.output},
            {"parameters", row.parameters}, {"macs", row.multiplyAdds}, {"neurons", row.neurons},
            {"receptive_field", row.receptiveField}});
        parameters += row.parameters;
        macs += row.multiplyAdds;
        neurons += row.neurons;
        std::string output;
        for (int extent : row.output)
            output += (output.empty() ? "" : " x ") + std::to_string(extent);
        if (!options.json)
            printRow(row.name.c_str(), row.type.c_str(), output, row.parameters, row.multiplyAdds,
                row.neurons, std::to_string(row.receptiveField));
    }
    if (options.json)
        std::cout << Json {{"model", architecture.name},
            {"input", {input.channels, input.height, input.width}}, {"layers", layers},
            {"parameters", parameters}, {"macs", macs},
            {"neurons",
                neurons}}.dump(2)
                  << '\n';
    else
        printRow("total", "", "", parameters, macs, neurons, "");
    return 0;
}

}

void addSummary(CLI::App& app, const CommonOptions&, Action& chosen)
{
    CLI::App* command
        = app.add_subcommand("summary", "Shapes, parameters, work and receptive fields, layer by layer");
    auto options = std::make_shared<SummaryOptions>();
    command->add_option("--model", options->model.model, "Network, as listed by 'alexscope models'")
        ->transform(plainWord());
    command->add_flag("--json", options->json, "As JSON");
    command->callback([options, &chosen] { chosen = [options] { return summary(*options); }; });
}
