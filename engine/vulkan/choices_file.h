#pragma once

#include "engine/vulkan/choices.h"
#include "engine/vulkan/device_info.h"

#include <filesystem>

namespace engine {

/// The choices that were measured on a device, as a file of lines "piece | way" below a line that says for which vendor,
/// device, driver version and pipeline cache they hold, and above one with their hash.
struct StoredChoices {
    Choices::Table table; ///< empty when there is no file, or it is of no use
    std::string note; ///< why it is of no use, one sentence; empty when all is well
};

std::filesystem::path choicesFile(const DeviceInfo& info, const std::filesystem::path& folder);

StoredChoices loadChoices(const DeviceInfo& info, const std::filesystem::path& folder);

/// Throws Error when the file cannot be written.
void saveChoices(const DeviceInfo& info, const std::filesystem::path& folder, const Choices::Table& table);

}
