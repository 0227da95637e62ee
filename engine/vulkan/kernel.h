#pragma once

#include <volk.h>

#include <cstdint>
#include <vector>

namespace engine {

class Device;

/// How a kernel reads its operands. The same source serves both; writes always go through storage buffers.
enum class Operands {
    Texels, ///< uniform texel buffers of vec4: by far the fastest way on CPU drivers
    Storage, ///< storage buffers of vec4
};

/// What a shader declares: its reads are bindings 0 .. reads-1, its writes the ones after. A test holds this against
/// the SPIR-V.
struct KernelInterface {
    const char* shader;
    int reads;
    int writes;
    uint32_t pushBytes;
    int constants; ///< specialization constants, ids 0 .. constants-1
    bool subgroups = false; ///< one work group is one subgroup of the device's size
    /// Weights, a read, may be halves. A shader that reads storage buffers has one constant more for that, the last.
    bool halves = false;
};

/// A compute shader ready to run with one set of specialization constants.
class Kernel {
public:
    Kernel(Device& device, const KernelInterface& interface, const std::vector<uint32_t>& constants,
        Operands operands, VkPipelineCache cache);
    ~Kernel();
    Kernel(const Kernel&) = delete;
    Kernel& operator=(const Kernel&) = delete;

    const KernelInterface& interface() const { return m_interface; }
    Operands operands() const { return m_operands; }
    VkPipeline pipeline() const { return m_pipeline; }
    VkPipelineLayout layout() const { return m_layout; }
    VkDescriptorSetLayout setLayout() const { return m_setLayout; }

private:
    void create(const std::vector<uint32_t>& constants, VkPipelineCache cache);
    void destroy();

    Device& m_device;
    KernelInterface m_interface;
    Operands m_operands;
    VkDescriptorSetLayout m_setLayout = VK_NULL_HANDLE;
    VkPipelineLayout m_layout = VK_NULL_HANDLE;
    VkPipeline m_pipeline = VK_NULL_HANDLE;
};

}
