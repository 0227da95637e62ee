#include "engine/selftest/selftest.h"

#include "app/cli/commands.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <iostream>

using Json = nlohmann::ordered_json;

namespace {

int selftest(bool json, const CommonOptions& common)
{
    bool ok = true;
    Json rows = Json::array();
    for (const engine::SelftestRow& row : engine::selftest(deviceOptions(common))) {
        ok = ok && row.ok;
        rows.push_back({ { "kernel", row.kernel }, { "variant", row.variant }, { "layer", row.layer },
            { "max_error", std::isfinite(row.maxError) ? Json(row.maxError) : Json() },
            { "tolerance", row.tolerance }, { "ok", row.ok } });
        if (!json) {
            char line[200];
            std::snprintf(line, sizeof line, "%-4s %-24s %-8s %8.1e  %s\n", row.ok ? "ok" : "BAD", row.kernel.c_str(),
                row.variant.c_str(), row.maxError, row.layer.c_str());
            std::cout << line;
        }
    }
    if (json)
        std::cout << Json { { "rows", rows }, { "ok", ok } }.dump(2) << '\n';
    else
        std::cout << (ok ? "All kernels agree with the reference.\n"
                         : "This device computes wrong results: update its driver or choose another with --device.\n");
    return ok ? 0 : 1;
}

}

void addSelftest(CLI::App& app, const CommonOptions& common, Action& chosen)
{
    CLI::App* command
        = app.add_subcommand("selftest", "Check every kernel on this device against double precision");
    auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "As JSON");
    command->callback([json, &common, &chosen] { chosen = [json, &common] { return selftest(*json, common); }; });
}
