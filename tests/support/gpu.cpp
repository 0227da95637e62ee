#include "tests/support/gpu.h"

#include <cstdlib>
#include <map>
#include <memory>

namespace {

std::map<std::string, std::unique_ptr<engine::Device>>& devices()
{
    static std::map<std::string, std::unique_ptr<engine::Device>> opened;
    return opened;
}

std::string environment(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

engine::Device& opened(const std::string& name, const engine::DeviceOptions& options)
{
    std::unique_ptr<engine::Device>& device = devices()[name];
    if (!device)
        device = std::make_unique<engine::Device>(options);
    return *device;
}

}

const std::vector<DeviceVariant>& deviceVariants()
{
    static const std::vector<DeviceVariant> variants = {
        {"texels, fast", engine::Operands::Texels, true, false},
        {"texels, general", engine::Operands::Texels, false, false},
        {"storage, fast", engine::Operands::Storage, true, false},
        {"storage, general", engine::Operands::Storage, false, false},
        {"texels, Winograd", engine::Operands::Texels, true, true},
        {"storage, Winograd", engine::Operands::Storage, true, true},
    };
    return variants;
}

engine::DeviceOptions testOptions()
{
    engine::DeviceOptions options;
    options.selector = environment("ALEXSCOPE_TEST_DEVICE");
    options.validation = environment("ALEXSCOPE_TEST_VALIDATION") == "gpu"
        ? engine::Validation::GpuAssisted
        : engine::Validation::Synchronization;
    return options;
}

engine::Device& testDevice(const DeviceVariant& variant)
{
    engine::DeviceOptions options = testOptions();
    options.operands = variant.operands;
    options.subgroupKernels = variant.subgroupKernels;
    options.winograd = variant.winograd;
    return opened(variant.name, options);
}

engine::Device& testDevice() { return opened("default", testOptions()); }

std::string newValidationMessages()
{
    static std::map<std::string, std::size_t> seen;
    std::string text;
    for (const auto& [name, device] : devices()) {
        const std::vector<std::string> messages = device->instance().messages();
        for (std::size_t i = seen[name]; i < messages.size(); ++i)
            text += name + ": " + messages[i] + "\n";
        seen[name] = messages.size();
    }
    return text;
}

void closeTestDevices() { devices().clear(); }
