#pragma once

#include "engine/vulkan/device.h"
#include "tests/vulkan/interception.h"

#include <cstdint>

/// A device with no more than what Vulkan promises, on which work is written down but nothing is allocated,
/// compiled or run: networks of any size are recorded in no time, and what they would bind is remembered.
class PaperDevice {
public:
    static constexpr std::uint64_t storageBytes = 128 << 20;
    static constexpr std::uint64_t texels = 65536;

    explicit PaperDevice(engine::DeviceOptions options);

    engine::Device& device() { return m_device; }

    /// What was bound since the last call.
    struct Bound {
        std::uint64_t storageBytes = 0; ///< the largest range
        std::uint64_t texels = 0; ///< the largest view
        std::uint64_t offsets = 0; ///< the largest power of two that divides all
        int count = 0;
    };
    static Bound takeBound();

private:
    Interception m_interception;
    engine::Device m_device;
};
