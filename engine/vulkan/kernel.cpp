#include "engine/vulkan/kernel.h"

#include "engine/core/error.h"
#include "engine/vulkan/check.h"
#include "engine/vulkan/device.h"
#include "engine/vulkan/shader.h"

namespace engine {

Kernel::Kernel(Device& device, const KernelInterface& interface, const std::vector<uint32_t>& constants,
    Operands operands, VkPipelineCache cache)
    : m_device(device)
    , m_interface(interface)
    , m_operands(operands)
{
    require(int(constants.size()) == interface.constants + interface.halves, interface.shader, " takes ",
        interface.constants + interface.halves, " constants, not ", constants.size());
    require(interface.pushBytes <= device.limits().pushConstantBytes, interface.shader,
        " needs more push constants than the device has");
    try {
        create(constants, cache);
    } catch (...) {
        destroy();
        throw;
    }
}

Kernel::~Kernel() { destroy(); }

void Kernel::create(const std::vector<uint32_t>& constants, VkPipelineCache cache)
{
    VolkDeviceTable& table = m_device.table();
    const VkDescriptorType readType = m_operands == Operands::Texels ? VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER
                                                                     : VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
    std::vector<VkDescriptorSetLayoutBinding> bindings;
    for (int i = 0; i < m_interface.reads + m_interface.writes; ++i) {
        const VkDescriptorType type = i < m_interface.reads ? readType : VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
        bindings.push_back({uint32_t(i), type, 1, VK_SHADER_STAGE_COMPUTE_BIT, nullptr});
    }
    VkDescriptorSetLayoutCreateInfo set {VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
    set.bindingCount = uint32_t(bindings.size());
    set.pBindings = bindings.data();
    VK_CHECK(table.vkCreateDescriptorSetLayout(m_device.handle(), &set, nullptr, &m_setLayout));

    const VkPushConstantRange push {VK_SHADER_STAGE_COMPUTE_BIT, 0, m_interface.pushBytes};
    VkPipelineLayoutCreateInfo layout {VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
    layout.setLayoutCount = 1;
    layout.pSetLayouts = &m_setLayout;
    layout.pushConstantRangeCount = m_interface.pushBytes > 0 ? 1 : 0;
    layout.pPushConstantRanges = &push;
    VK_CHECK(table.vkCreatePipelineLayout(m_device.handle(), &layout, nullptr, &m_layout));

    const std::span<const uint32_t> code = findShader(m_interface.shader, m_operands == Operands::Texels);
    VkShaderModuleCreateInfo moduleInfo {VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO};
    moduleInfo.codeSize = code.size_bytes();
    moduleInfo.pCode = code.data();
    VkShaderModule module = VK_NULL_HANDLE;
    VK_CHECK(table.vkCreateShaderModule(m_device.handle(), &moduleInfo, nullptr, &module));

    std::vector<VkSpecializationMapEntry> entries;
    for (uint32_t i = 0; i < constants.size(); ++i)
        entries.push_back({i, i * 4, 4});
    VkSpecializationInfo specialization {
        uint32_t(entries.size()), entries.data(), constants.size() * 4, constants.data()};
    VkPipelineShaderStageRequiredSubgroupSizeCreateInfo subgroup {
        VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_REQUIRED_SUBGROUP_SIZE_CREATE_INFO};
    subgroup.requiredSubgroupSize = m_device.limits().subgroupSize;
    VkComputePipelineCreateInfo info {VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO};
    info.layout = m_layout;
    info.stage.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO;
    info.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
    info.stage.module = module;
    info.stage.pName = "main";
    info.stage.pSpecializationInfo = &specialization;
    if (m_interface.subgroups && m_device.limits().subgroupSizeControl)
        info.stage.pNext = &subgroup;
    const VkResult result
        = table.vkCreateComputePipelines(m_device.handle(), cache, 1, &info, nullptr, &m_pipeline);
    table.vkDestroyShaderModule(m_device.handle(), module, nullptr);
    checkResult(result, "vkCreateComputePipelines");
}

void Kernel::destroy()
{
    VolkDeviceTable& table = m_device.table();
    table.vkDestroyPipeline(m_device.handle(), m_pipeline, nullptr);
    table.vkDestroyPipelineLayout(m_device.handle(), m_layout, nullptr);
    table.vkDestroyDescriptorSetLayout(m_device.handle(), m_setLayout, nullptr);
}

}
