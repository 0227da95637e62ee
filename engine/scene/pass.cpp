#include "engine/scene/pass.h"

#include "engine/vulkan/check.h"
#include "engine/vulkan/shader.h"

#include <array>

namespace engine {

namespace {

constexpr VkFormat depthFormat = VK_FORMAT_D16_UNORM; // every device has it

VkAttachmentDescription attachment(
    VkFormat format, VkSampleCountFlagBits samples, bool clear, VkImageLayout end)
{
    VkAttachmentDescription description {};
    description.format = format;
    description.samples = samples;
    description.loadOp = clear ? VK_ATTACHMENT_LOAD_OP_CLEAR : VK_ATTACHMENT_LOAD_OP_DONT_CARE;
    const bool kept = end == VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL;
    description.storeOp = kept ? VK_ATTACHMENT_STORE_OP_STORE : VK_ATTACHMENT_STORE_OP_DONT_CARE;
    description.stencilLoadOp = VK_ATTACHMENT_LOAD_OP_DONT_CARE;
    description.stencilStoreOp = VK_ATTACHMENT_STORE_OP_DONT_CARE;
    description.finalLayout = end;
    return description;
}

/// A shader module for the time in which pipelines are made.
struct Module {
    Device& device;
    VkShaderModule handle = VK_NULL_HANDLE;

    Module(Device& owner, const char* name)
        : device(owner)
    {
        const std::span<const uint32_t> code = findShader(name, false);
        VkShaderModuleCreateInfo info {VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO};
        info.codeSize = code.size_bytes();
        info.pCode = code.data();
        VK_CHECK(device.table().vkCreateShaderModule(device.handle(), &info, nullptr, &handle));
    }
    ~Module() { device.table().vkDestroyShaderModule(device.handle(), handle, nullptr); }
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    VkPipelineShaderStageCreateInfo stage(VkShaderStageFlagBits bit) const
    {
        VkPipelineShaderStageCreateInfo info {VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO};
        info.stage = bit;
        info.module = handle;
        info.pName = "main";
        return info;
    }
};

}

Pass::Pass(Device& device, const PassOptions& options, VkPipelineLayout layout)
    : m_device(device)
    , m_options(options)
{
    try {
        createPass();
        createPipeline(layout);
    } catch (...) {
        destroy();
        throw;
    }
}

Pass::~Pass() { destroy(); }

void Pass::createPass()
{
    const bool resolves = m_options.samples != VK_SAMPLE_COUNT_1_BIT;
    constexpr VkImageLayout colour = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL;
    constexpr VkImageLayout depth = VK_IMAGE_LAYOUT_DEPTH_STENCIL_ATTACHMENT_OPTIMAL;
    constexpr VkImageLayout source = VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL;
    const std::array attachments
        = {attachment(m_options.format, m_options.samples, true, resolves ? colour : source),
            attachment(depthFormat, m_options.samples, true, depth),
            attachment(m_options.format, VK_SAMPLE_COUNT_1_BIT, false, source)};
    const VkAttachmentReference drawn {0, colour}, tested {1, depth}, resolved {2, colour};
    VkSubpassDescription subpass {};
    subpass.pipelineBindPoint = VK_PIPELINE_BIND_POINT_GRAPHICS;
    subpass.colorAttachmentCount = 1;
    subpass.pColorAttachments = &drawn;
    subpass.pDepthStencilAttachment = &tested;
    subpass.pResolveAttachments = resolves ? &resolved : nullptr;

    constexpr VkPipelineStageFlags tests
        = VK_PIPELINE_STAGE_EARLY_FRAGMENT_TESTS_BIT | VK_PIPELINE_STAGE_LATE_FRAGMENT_TESTS_BIT;
    constexpr VkPipelineStageFlags output = VK_PIPELINE_STAGE_COLOR_ATTACHMENT_OUTPUT_BIT;
    constexpr VkAccessFlags colourAccess
        = VK_ACCESS_COLOR_ATTACHMENT_READ_BIT | VK_ACCESS_COLOR_ATTACHMENT_WRITE_BIT;
    constexpr VkAccessFlags depthAccess
        = VK_ACCESS_DEPTH_STENCIL_ATTACHMENT_READ_BIT | VK_ACCESS_DEPTH_STENCIL_ATTACHMENT_WRITE_BIT;
    const std::array<VkSubpassDependency, 2> dependencies
        = {{{VK_SUBPASS_EXTERNAL, 0, output | tests | VK_PIPELINE_STAGE_TRANSFER_BIT, output | tests,
                VK_ACCESS_DEPTH_STENCIL_ATTACHMENT_WRITE_BIT | VK_ACCESS_COLOR_ATTACHMENT_WRITE_BIT,
                colourAccess | depthAccess, 0},
            {0, VK_SUBPASS_EXTERNAL, output, VK_PIPELINE_STAGE_TRANSFER_BIT,
                VK_ACCESS_COLOR_ATTACHMENT_WRITE_BIT, VK_ACCESS_TRANSFER_READ_BIT, 0}}};
    VkRenderPassCreateInfo info {VK_STRUCTURE_TYPE_RENDER_PASS_CREATE_INFO};
    info.attachmentCount = resolves ? 3 : 2;
    info.pAttachments = attachments.data();
    info.subpassCount = 1;
    info.pSubpasses = &subpass;
    info.dependencyCount = uint32_t(dependencies.size());
    info.pDependencies = dependencies.data();
    VK_CHECK(m_device.table().vkCreateRenderPass(m_device.handle(), &info, nullptr, &m_handle));
}

void Pass::createPipeline(VkPipelineLayout layout)
{
    const Module vertex(m_device, m_options.vertexShader), fragment(m_device, m_options.fragmentShader);
    const std::array stages
        = {vertex.stage(VK_SHADER_STAGE_VERTEX_BIT), fragment.stage(VK_SHADER_STAGE_FRAGMENT_BIT)};
    // No vertex buffers: the vertex shader reads a storage buffer.
    const VkPipelineVertexInputStateCreateInfo input {
        VK_STRUCTURE_TYPE_PIPELINE_VERTEX_INPUT_STATE_CREATE_INFO};
    VkPipelineInputAssemblyStateCreateInfo assembly {
        VK_STRUCTURE_TYPE_PIPELINE_INPUT_ASSEMBLY_STATE_CREATE_INFO};
    assembly.topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST;
    VkPipelineViewportStateCreateInfo viewport {VK_STRUCTURE_TYPE_PIPELINE_VIEWPORT_STATE_CREATE_INFO};
    viewport.viewportCount = 1;
    viewport.scissorCount = 1;
    VkPipelineRasterizationStateCreateInfo raster {
        VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_STATE_CREATE_INFO};
    raster.polygonMode = VK_POLYGON_MODE_FILL;
    raster.cullMode = VK_CULL_MODE_NONE;
    raster.lineWidth = 1;
    VkPipelineMultisampleStateCreateInfo multisample {
        VK_STRUCTURE_TYPE_PIPELINE_MULTISAMPLE_STATE_CREATE_INFO};
    multisample.rasterizationSamples = m_options.samples;
    VkPipelineDepthStencilStateCreateInfo depth {VK_STRUCTURE_TYPE_PIPELINE_DEPTH_STENCIL_STATE_CREATE_INFO};
    depth.depthTestEnable = VK_TRUE;
    depth.depthWriteEnable = VK_TRUE;
    depth.depthCompareOp = VK_COMPARE_OP_LESS;
    VkPipelineColorBlendAttachmentState mix {};
    mix.blendEnable = m_options.blend;
    mix.srcColorBlendFactor = VK_BLEND_FACTOR_SRC_ALPHA;
    mix.dstColorBlendFactor = VK_BLEND_FACTOR_ONE_MINUS_SRC_ALPHA;
    mix.srcAlphaBlendFactor = VK_BLEND_FACTOR_ONE;
    mix.dstAlphaBlendFactor = VK_BLEND_FACTOR_ONE_MINUS_SRC_ALPHA;
    mix.colorWriteMask = VK_COLOR_COMPONENT_R_BIT | VK_COLOR_COMPONENT_G_BIT | VK_COLOR_COMPONENT_B_BIT
        | VK_COLOR_COMPONENT_A_BIT;
    VkPipelineColorBlendStateCreateInfo blend {VK_STRUCTURE_TYPE_PIPELINE_COLOR_BLEND_STATE_CREATE_INFO};
    blend.attachmentCount = 1;
    blend.pAttachments = &mix;
    const std::array states = {VK_DYNAMIC_STATE_VIEWPORT, VK_DYNAMIC_STATE_SCISSOR};
    VkPipelineDynamicStateCreateInfo dynamic {VK_STRUCTURE_TYPE_PIPELINE_DYNAMIC_STATE_CREATE_INFO};
    dynamic.dynamicStateCount = uint32_t(states.size());
    dynamic.pDynamicStates = states.data();

    VkGraphicsPipelineCreateInfo info {VK_STRUCTURE_TYPE_GRAPHICS_PIPELINE_CREATE_INFO};
    info.stageCount = uint32_t(stages.size());
    info.pStages = stages.data();
    info.pVertexInputState = &input;
    info.pInputAssemblyState = &assembly;
    info.pViewportState = &viewport;
    info.pRasterizationState = &raster;
    info.pMultisampleState = &multisample;
    info.pDepthStencilState = &depth;
    info.pColorBlendState = &blend;
    info.pDynamicState = &dynamic;
    info.layout = layout;
    info.renderPass = m_handle;
    VK_CHECK(m_device.table().vkCreateGraphicsPipelines(
        m_device.handle(), VK_NULL_HANDLE, 1, &info, nullptr, &m_pipeline));
}

void Pass::destroy()
{
    m_device.table().vkDestroyPipeline(m_device.handle(), m_pipeline, nullptr);
    m_device.table().vkDestroyRenderPass(m_device.handle(), m_handle, nullptr);
}

PassTarget::PassTarget(Device& device, const Pass& pass, VkExtent2D extent)
    : m_device(device)
    , m_pass(pass)
    , m_extent(extent)
    , m_drawn(device, extent, pass.options().format,
          VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT, pass.options().samples)
    , m_depth(
          device, extent, depthFormat, VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT, pass.options().samples)
{
    std::vector<VkImageView> views {m_drawn.view(), m_depth.view()};
    if (pass.options().samples != VK_SAMPLE_COUNT_1_BIT) {
        m_resolved = std::make_unique<DeviceImage>(device, extent, pass.options().format,
            VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT);
        views.push_back(m_resolved->view());
    }
    VkFramebufferCreateInfo info {VK_STRUCTURE_TYPE_FRAMEBUFFER_CREATE_INFO};
    info.renderPass = pass.handle();
    info.attachmentCount = uint32_t(views.size());
    info.pAttachments = views.data();
    info.width = extent.width;
    info.height = extent.height;
    info.layers = 1;
    VK_CHECK(device.table().vkCreateFramebuffer(device.handle(), &info, nullptr, &m_framebuffer));
}

PassTarget::~PassTarget()
{
    m_device.table().vkDestroyFramebuffer(m_device.handle(), m_framebuffer, nullptr);
}

void PassTarget::record(VkCommandBuffer commands, const VkClearColorValue& clear, uint32_t vertices) const
{
    VolkDeviceTable& table = m_device.table();
    std::array<VkClearValue, 2> clears {};
    clears[0].color = clear;
    clears[1].depthStencil.depth = 1;
    VkRenderPassBeginInfo begin {VK_STRUCTURE_TYPE_RENDER_PASS_BEGIN_INFO};
    begin.renderPass = m_pass.handle();
    begin.framebuffer = m_framebuffer;
    begin.renderArea.extent = m_extent;
    begin.clearValueCount = uint32_t(clears.size());
    begin.pClearValues = clears.data();
    table.vkCmdBeginRenderPass(commands, &begin, VK_SUBPASS_CONTENTS_INLINE);
    const VkViewport viewport {0, 0, float(m_extent.width), float(m_extent.height), 0, 1};
    table.vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_GRAPHICS, m_pass.pipeline());
    table.vkCmdSetViewport(commands, 0, 1, &viewport);
    table.vkCmdSetScissor(commands, 0, 1, &begin.renderArea);
    if (vertices > 0)
        table.vkCmdDraw(commands, vertices, 1, 0, 0);
    table.vkCmdEndRenderPass(commands);
}

}
