#include "engine/vulkan/check.h"

#include "engine/core/error.h"

namespace engine {

void checkResult(VkResult result, const char* call)
{
    switch (result) {
    case VK_SUCCESS:
        return;
    case VK_ERROR_DEVICE_LOST:
        throw DeviceLostError("the graphics device stopped answering (Vulkan: device lost); "
                              "start the work again, on another device if it happens twice");
    case VK_ERROR_OUT_OF_DEVICE_MEMORY:
        throw OutOfMemoryError("the graphics device is out of memory; close other programs or use a smaller batch");
    case VK_ERROR_OUT_OF_HOST_MEMORY:
        throw OutOfMemoryError("the Vulkan driver is out of host memory; close other programs or use a smaller batch");
    default: {
        std::string name(call);
        name.resize(std::min(name.find('('), name.size()));
        throw Error(sentence("the Vulkan driver refused ", name, " (VkResult ", static_cast<int>(result), ")"));
    }
    }
}

}
