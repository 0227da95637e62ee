#pragma once

#include "engine/vulkan/buffer.h"
#include "engine/vulkan/device.h"

namespace engine {

/// What the shaders of a scene are given: a storage buffer of quads and an atlas.
class Bindings {
public:
    explicit Bindings(Device& device);
    ~Bindings();
    Bindings(const Bindings&) = delete;
    Bindings& operator=(const Bindings&) = delete;

    VkPipelineLayout layout() const { return m_layout; }
    /// Names what is read from now on. No commands that use the bindings may be under way.
    void set(const Buffer& quads, VkImageView atlas);
    void bind(VkCommandBuffer commands) const;

private:
    void create();
    void destroy();

    Device& m_device;
    VkDescriptorSetLayout m_setLayout = VK_NULL_HANDLE;
    VkPipelineLayout m_layout = VK_NULL_HANDLE;
    VkDescriptorPool m_pool = VK_NULL_HANDLE;
    VkDescriptorSet m_set = VK_NULL_HANDLE;
};

}
