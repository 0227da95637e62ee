#include "app/cli/commands.h"

#include <nlohmann/json.hpp>

#include <iostream>

using Json = nlohmann::ordered_json;

namespace {

Json limitsJson(const engine::DeviceLimits& limits)
{
    return { { "storage_buffer_bytes", limits.storageBufferBytes },
        { "texel_buffer_texels", limits.texelBufferTexels }, { "allocation_bytes", limits.allocationBytes },
        { "heap_bytes", limits.heapBytes }, { "work_group_invocations", limits.workGroupInvocations },
        { "shared_bytes", limits.sharedBytes }, { "push_constant_bytes", limits.pushConstantBytes },
        { "subgroup_size", limits.subgroupSize }, { "subgroup_shuffle", limits.subgroupShuffle },
        { "timestamps", limits.timestamps } };
}

int devices(bool json, const CommonOptions& common)
{
    const std::vector<engine::DeviceInfo> all = engine::listDevices();
    if (!common.device.empty())
        engine::chooseDevice(all, common.device); // a wrong word is told here as everywhere
    Json list = Json::array();
    for (const engine::DeviceInfo& device : all) {
        Json entry = { { "index", device.index }, { "name", device.name }, { "type", device.type },
            { "uuid", device.uuid }, { "driver", device.driver }, { "api", device.api },
            { "limits", limitsJson(device.limits) } };
        if (!device.unusable.empty())
            entry["unusable"] = device.unusable;
        list.push_back(entry);
        if (!json)
            std::cout << device.index << "  " << device.name << "  (" << device.type << ", " << device.driver
                      << ", Vulkan " << device.api << ")\n   " << device.uuid
                      << (device.unusable.empty() ? "" : "\n   cannot be used: " + device.unusable) << '\n';
    }
    if (json)
        std::cout << Json { { "devices", list } }.dump(2) << '\n';
    return 0;
}

}

void addDevices(CLI::App& app, const CommonOptions& common, Action& chosen)
{
    CLI::App* command = app.add_subcommand("devices", "List the Vulkan devices of this machine");
    auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "As JSON");
    command->callback([json, &common, &chosen] { chosen = [json, &common] { return devices(*json, common); }; });
}
