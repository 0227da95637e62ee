#pragma once

#include "engine/layers/panels.h"
#include "engine/vulkan/layout.h"

namespace engine {

/// Rows of a panel: the sum over the input runs over it as it lies on the device, in steps of 32 floats; what is not
/// picture has zero weights.
inline std::int64_t fullyConnectedDepth(const Layout& input)
{
    return (input.contentFloats() + 31) / 32 * 32;
}

/// What kernels bind of the weights, in bytes of floats; halves are half as long.
inline BufferRange weightRange(
    const Device& device, const Buffer& weights, std::int64_t offset, std::int64_t bytes)
{
    const std::uint64_t share = device.halfWeights() ? 2 : 1;
    return {&weights, std::uint64_t(offset) / share, std::uint64_t(bytes) / share, device.halfWeights()};
}

/// What tells pieces of work apart that differ in it.
inline const char* weightsInWords(const Device& device)
{
    return device.halfWeights() ? ", half weights" : "";
}

/// Calls body(first panel, count) for parts of the weights that one binding of so many bytes can hold.
template <class Body>
void forEachPanelSlice(std::uint64_t bindingBytes, std::int64_t panels, std::uint64_t panelBytes, Body body)
{
    const std::int64_t most = std::max<std::int64_t>(1, std::int64_t(bindingBytes / panelBytes));
    for (std::int64_t first = 0; first < panels; first += most)
        body(first, std::min(most, panels - first));
}

}
