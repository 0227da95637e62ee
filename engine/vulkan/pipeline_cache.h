#pragma once

#include "engine/vulkan/device_info.h"

#include <filesystem>

namespace engine {

/// The driver's compiled pipelines from the last run, or an empty cache when the file is missing, damaged, or was
/// written by another device, driver or version: a driver is never handed bytes that it did not write itself.
VkPipelineCache loadPipelineCache(
    const VolkDeviceTable& table, VkDevice device, const DeviceInfo& info, const std::filesystem::path& folder);

/// Keeps the pipelines for the next run. What cannot be written is left out: the cache only saves time.
void savePipelineCache(const VolkDeviceTable& table, VkDevice device, const DeviceInfo& info,
    const std::filesystem::path& folder, VkPipelineCache cache) noexcept;

/// The file that belongs to a device, below `folder`.
std::filesystem::path pipelineCacheFile(const DeviceInfo& info, const std::filesystem::path& folder);

}
