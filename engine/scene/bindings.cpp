#include "engine/scene/bindings.h"

#include "engine/vulkan/check.h"

#include <array>

namespace engine {

namespace {

constexpr VkDescriptorType quadsType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
constexpr VkDescriptorType atlasType = VK_DESCRIPTOR_TYPE_SAMPLED_IMAGE;

}

Bindings::Bindings(Device& device)
    : m_device(device)
{
    try {
        create();
    } catch (...) {
        destroy();
        throw;
    }
}

Bindings::~Bindings() { destroy(); }

void Bindings::create()
{
    VolkDeviceTable& table = m_device.table();
    const std::array<VkDescriptorSetLayoutBinding, 2> bindings
        = {{{0, quadsType, 1, VK_SHADER_STAGE_VERTEX_BIT, nullptr},
            {1, atlasType, 1, VK_SHADER_STAGE_FRAGMENT_BIT, nullptr}}};
    VkDescriptorSetLayoutCreateInfo set {VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
    set.bindingCount = uint32_t(bindings.size());
    set.pBindings = bindings.data();
    VK_CHECK(table.vkCreateDescriptorSetLayout(m_device.handle(), &set, nullptr, &m_setLayout));

    VkPipelineLayoutCreateInfo layout {VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
    layout.setLayoutCount = 1;
    layout.pSetLayouts = &m_setLayout;
    VK_CHECK(table.vkCreatePipelineLayout(m_device.handle(), &layout, nullptr, &m_layout));

    const std::array<VkDescriptorPoolSize, 2> sizes = {{{quadsType, 1}, {atlasType, 1}}};
    VkDescriptorPoolCreateInfo pool {VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO};
    pool.maxSets = 1;
    pool.poolSizeCount = uint32_t(sizes.size());
    pool.pPoolSizes = sizes.data();
    VK_CHECK(table.vkCreateDescriptorPool(m_device.handle(), &pool, nullptr, &m_pool));

    VkDescriptorSetAllocateInfo allocate {VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO};
    allocate.descriptorPool = m_pool;
    allocate.descriptorSetCount = 1;
    allocate.pSetLayouts = &m_setLayout;
    VK_CHECK(table.vkAllocateDescriptorSets(m_device.handle(), &allocate, &m_set));
}

void Bindings::destroy()
{
    VolkDeviceTable& table = m_device.table();
    table.vkDestroyDescriptorPool(m_device.handle(), m_pool, nullptr);
    table.vkDestroyPipelineLayout(m_device.handle(), m_layout, nullptr);
    table.vkDestroyDescriptorSetLayout(m_device.handle(), m_setLayout, nullptr);
}

void Bindings::set(const Buffer& quads, VkImageView atlas)
{
    const VkDescriptorBufferInfo buffer {quads.handle(), 0, quads.bytes()};
    const VkDescriptorImageInfo image {VK_NULL_HANDLE, atlas, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL};
    std::array<VkWriteDescriptorSet, 2> writes {};
    for (uint32_t binding = 0; binding < writes.size(); ++binding) {
        writes[binding].sType = VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET;
        writes[binding].dstSet = m_set;
        writes[binding].dstBinding = binding;
        writes[binding].descriptorCount = 1;
        writes[binding].descriptorType = binding == 0 ? quadsType : atlasType;
    }
    writes[0].pBufferInfo = &buffer;
    writes[1].pImageInfo = &image;
    m_device.table().vkUpdateDescriptorSets(
        m_device.handle(), uint32_t(writes.size()), writes.data(), 0, nullptr);
}

void Bindings::bind(VkCommandBuffer commands) const
{
    m_device.table().vkCmdBindDescriptorSets(
        commands, VK_PIPELINE_BIND_POINT_GRAPHICS, m_layout, 0, 1, &m_set, 0, nullptr);
}

}
