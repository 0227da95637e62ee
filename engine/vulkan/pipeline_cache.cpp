#include "engine/vulkan/pipeline_cache.h"

#include "engine/core/error.h"
#include "engine/vulkan/check.h"

#include <cstring>
#include <fstream>
#include <iterator>

namespace engine {

namespace {

    /// FNV-1a: enough to notice damage; the file is not a secret.
    std::uint64_t hash(const std::string& bytes)
    {
        std::uint64_t value = 14695981039346656037ull;
        for (unsigned char byte : bytes)
            value = (value ^ byte) * 1099511628211ull;
        return value;
    }

    /// The first line of the file: everything that must agree for the payload to be used.
    std::string header(const DeviceInfo& info, const std::string& payload)
    {
        return sentence("AlexScope pipelines 1 | ", info.uuid, " | ", info.name, " | ", info.driver, " | ", info.api,
            " | ", payload.size(), " | ", hash(payload), '\n');
    }

    std::string validPayload(const DeviceInfo& info, const std::filesystem::path& file)
    {
        std::ifstream in(file, std::ios::binary);
        std::string line;
        if (!in || !std::getline(in, line))
            return {};
        const std::string payload { std::istreambuf_iterator<char>(in), {} };
        return line + '\n' == header(info, payload) ? payload : std::string();
    }

}

std::filesystem::path pipelineCacheFile(const DeviceInfo& info, const std::filesystem::path& folder)
{
    return folder / ("pipelines-" + info.uuid + ".bin");
}

VkPipelineCache loadPipelineCache(
    const VolkDeviceTable& table, VkDevice device, const DeviceInfo& info, const std::filesystem::path& folder)
{
    const std::string payload = folder.empty() ? std::string() : validPayload(info, pipelineCacheFile(info, folder));
    VkPipelineCacheCreateInfo create { VK_STRUCTURE_TYPE_PIPELINE_CACHE_CREATE_INFO };
    create.initialDataSize = payload.size();
    create.pInitialData = payload.data();
    VkPipelineCache cache = VK_NULL_HANDLE;
    VK_CHECK(table.vkCreatePipelineCache(device, &create, nullptr, &cache));
    return cache;
}

void savePipelineCache(const VolkDeviceTable& table, VkDevice device, const DeviceInfo& info,
    const std::filesystem::path& folder, VkPipelineCache cache) noexcept
{
    if (folder.empty() || cache == VK_NULL_HANDLE)
        return;
    try {
        size_t size = 0;
        if (table.vkGetPipelineCacheData(device, cache, &size, nullptr) != VK_SUCCESS || size == 0)
            return;
        std::string payload(size, '\0');
        if (table.vkGetPipelineCacheData(device, cache, &size, payload.data()) != VK_SUCCESS)
            return;
        payload.resize(size);
        std::filesystem::create_directories(folder);
        const std::filesystem::path file = pipelineCacheFile(info, folder);
        const std::filesystem::path partial = file.string() + ".part";
        {
            std::ofstream out(partial, std::ios::binary | std::ios::trunc);
            out << header(info, payload) << payload;
            if (!out.flush())
                return;
        }
        std::filesystem::rename(partial, file);
    } catch (const std::exception&) {
        // Without a cache the next start compiles again, nothing else.
    }
}

}
