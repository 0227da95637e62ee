#include "tests/vulkan/interception.h"

namespace {

Interception::Functions ours;
Interception::Functions theirs; ///< what ours replace, as far as it was asked for
PFN_vkGetInstanceProcAddr realInstanceLookUp = nullptr;
PFN_vkGetDeviceProcAddr realDeviceLookUp = nullptr;

PFN_vkVoidFunction replaced(const char* name, PFN_vkVoidFunction found)
{
    const auto own = ours.find(name);
    if (own == ours.end() || !found)
        return found;
    theirs[name] = found;
    return own->second;
}

VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL deviceLookUp(VkDevice device, const char* name)
{
    return replaced(name, realDeviceLookUp(device, name));
}

VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL instanceLookUp(VkInstance instance, const char* name)
{
    const PFN_vkVoidFunction found = realInstanceLookUp(instance, name);
    if (std::string(name) != "vkGetDeviceProcAddr")
        return replaced(name, found);
    realDeviceLookUp = reinterpret_cast<PFN_vkGetDeviceProcAddr>(found);
    return function(deviceLookUp);
}

}

Interception::Interception(Functions functions)
{
    if (!vkGetInstanceProcAddr)
        volkInitialize();
    realInstanceLookUp = vkGetInstanceProcAddr;
    ours = std::move(functions);
    volkInitializeCustom(instanceLookUp);
}

Interception::~Interception()
{
    ours.clear();
    volkInitializeCustom(realInstanceLookUp);
}

PFN_vkVoidFunction Interception::find(const char* name) { return theirs.at(name); }
