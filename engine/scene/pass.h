#pragma once

#include "engine/scene/device_image.h"

#include <memory>

namespace engine {

/// What a pass draws into and with which shaders.
struct PassOptions {
    const char* vertexShader;
    const char* fragmentShader;
    VkFormat format;
    VkSampleCountFlagBits samples = VK_SAMPLE_COUNT_1_BIT; ///< more than one are resolved into one
    bool blend = false;
};

/// A render pass with its pipeline: triangles with a depth test into one image, which ends ready to be copied from.
class Pass {
public:
    Pass(Device& device, const PassOptions& options, VkPipelineLayout layout);
    ~Pass();
    Pass(const Pass&) = delete;
    Pass& operator=(const Pass&) = delete;

    const PassOptions& options() const { return m_options; }
    VkRenderPass handle() const { return m_handle; }
    VkPipeline pipeline() const { return m_pipeline; }

private:
    void createPass();
    void createPipeline(VkPipelineLayout layout);
    void destroy();

    Device& m_device;
    PassOptions m_options;
    VkRenderPass m_handle = VK_NULL_HANDLE;
    VkPipeline m_pipeline = VK_NULL_HANDLE;
};

/// The images of one size that a pass draws into. The pass must outlive it.
class PassTarget {
public:
    PassTarget(Device& device, const Pass& pass, VkExtent2D extent);
    ~PassTarget();
    PassTarget(const PassTarget&) = delete;
    PassTarget& operator=(const PassTarget&) = delete;

    /// Clears the images, then draws that many vertices.
    void record(VkCommandBuffer commands, const VkClearColorValue& clear, uint32_t vertices) const;
    /// The image to copy from afterwards, in VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL.
    VkImage result() const { return (m_resolved ? *m_resolved : m_drawn).handle(); }

private:
    Device& m_device;
    const Pass& m_pass;
    VkExtent2D m_extent;
    DeviceImage m_drawn;
    DeviceImage m_depth;
    std::unique_ptr<DeviceImage> m_resolved;
    VkFramebuffer m_framebuffer = VK_NULL_HANDLE;
};

}
