#include "engine/vulkan/recording.h"

#include "engine/core/error.h"
#include "engine/vulkan/check.h"
#include "engine/vulkan/device.h"
#include "engine/vulkan/submit.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

namespace engine {

namespace {

constexpr double submissionSeconds = 0.25;

}

Recording::Recording(Device& device)
    : m_device(device)
{
}

Recording::~Recording()
{
    VolkDeviceTable& table = m_device.table();
    for (const Submission& submission : m_submissions)
        for (const VkCommandBuffer commands : {submission.commands, submission.timed})
            if (commands)
                table.vkFreeCommandBuffers(m_device.handle(), m_device.commandPool(), 1, &commands);
    table.vkDestroyDescriptorPool(m_device.handle(), m_descriptorPool, nullptr);
    for (VkBufferView view : m_views)
        table.vkDestroyBufferView(m_device.handle(), view, nullptr);
    table.vkDestroyQueryPool(m_device.handle(), m_queries, nullptr);
    table.vkDestroyFence(m_device.handle(), m_fence, nullptr);
}

void Recording::section(const std::string& name) { m_sections.push_back({name, 0, 0}); }

void Recording::add(const KernelInterface& interface, const std::vector<uint32_t>& constants,
    const std::vector<BufferRange>& reads, const std::vector<BufferRange>& writes, std::vector<char> push,
    std::array<std::int64_t, 3> groups, const Work& work, std::optional<Operands> operands)
{
    require(int(reads.size()) == interface.reads && int(writes.size()) == interface.writes
            && push.size() == interface.pushBytes,
        "the shader ", interface.shader, " was given other bindings than it declares");
    require(work.loopIterations < maxLoopIterations, "the shader ", interface.shader, " would loop ",
        work.loopIterations, " times; the limit is ", maxLoopIterations);
    if (m_sections.empty())
        section("");
    Step step;
    for (int axis = 0; axis < 3; ++axis) {
        require(groups[axis] <= m_device.limits().workGroups[axis], "the shader ", interface.shader,
            " needs ", groups[axis], " work groups; the device allows ", m_device.limits().workGroups[axis]);
        step.groups[axis] = uint32_t(groups[axis]);
    }
    const auto largestOf = [](const std::vector<BufferRange>& ranges) {
        std::uint64_t largest = 0;
        for (const BufferRange& range : ranges)
            largest = std::max(largest, range.bytes * (range.halves ? 2 : 1)); // a texel is a vec4 of either
        return largest;
    };
    const bool halves
        = std::any_of(reads.begin(), reads.end(), [](const BufferRange& range) { return range.halves; });
    require(interface.halves || !halves, "the shader ", interface.shader, " does not read halves");
    std::vector<uint32_t> all = constants;
    if (interface.halves)
        all.push_back(halves);
    const std::uint64_t largest = largestOf(reads);
    require(m_device.canRead(largest) && largestOf(writes) <= m_device.writableBytes(), "the shader ",
        interface.shader, " would bind ", std::max(largest, largestOf(writes)), " bytes at once; the device ",
        m_device.info().name, " allows less");
    const std::vector<Operands> allowed = m_device.operandsAllowed(largest);
    const bool asTold = operands && std::find(allowed.begin(), allowed.end(), *operands) != allowed.end();
    step.kernel = &m_device.kernel(interface, all, asTold ? *operands : allowed.front());
    step.ranges = reads;
    step.ranges.insert(step.ranges.end(), writes.begin(), writes.end());
    step.push = std::move(push);
    step.work = work;
    step.section = int(m_sections.size()) - 1;
    m_sections.back().operations += work.operations;
    m_loopIterations = std::max(m_loopIterations, work.loopIterations);
    m_steps.push_back(std::move(step));
}

KernelChoice Recording::choose(
    const std::string& piece, const std::vector<KernelChoice>& candidates, std::uint64_t bytes) const
{
    std::vector<KernelChoice> all;
    for (const Operands operands : m_device.operandsAllowed(bytes))
        for (KernelChoice candidate : candidates) {
            candidate.operands = operands;
            all.push_back(candidate);
        }
    return chooseWay(piece, all);
}

KernelChoice Recording::chooseWay(const std::string& piece, const std::vector<KernelChoice>& ways) const
{
    return m_device.choices().take(piece, ways, m_sections.empty() ? "" : m_sections.back().name);
}

void Recording::copy(const BufferRange& from, const BufferRange& to)
{
    if (m_sections.empty())
        section("");
    Step step;
    step.ranges = {from, to};
    step.section = int(m_sections.size()) - 1;
    m_steps.push_back(std::move(step));
}

int Recording::itemsPerDispatch(int total, std::uint64_t readBytesEach, std::uint64_t writeBytesEach,
    double operationsEach, std::int64_t groupsEach, int groupAxis) const
{
    double items = total;
    // A range reads up to one kilobyte more than its items: slack and rounding.
    items = std::min(
        items, double(m_device.readableBytes() - 1024) / double(std::max<std::uint64_t>(readBytesEach, 1)));
    items = std::min(
        items, double(m_device.writableBytes()) / double(std::max<std::uint64_t>(writeBytesEach, 1)));
    items = std::min(items, m_device.speed() * submissionSeconds / std::max(operationsEach, 1.0));
    items = std::min(items,
        double(m_device.limits().workGroups[groupAxis]) / double(std::max<std::int64_t>(groupsEach, 1)));
    return std::clamp(int(items), 1, std::max(total, 1));
}

int Recording::dispatches() const
{
    return int(
        std::count_if(m_steps.begin(), m_steps.end(), [](const Step& s) { return s.kernel != nullptr; }));
}

std::string Recording::firstShader() const
{
    const auto first = std::find_if(m_steps.begin(), m_steps.end(), [](const Step& s) { return s.kernel; });
    return first != m_steps.end() ? first->kernel->interface().shader : "";
}

std::vector<std::string> Recording::shaders() const
{
    std::vector<std::string> names;
    for (const Step& step : m_steps)
        if (step.kernel
            && std::find(names.begin(), names.end(), step.kernel->interface().shader) == names.end())
            names.push_back(step.kernel->interface().shader);
    return names;
}

VkBufferView Recording::view(const BufferRange& range)
{
    VkBufferViewCreateInfo info {VK_STRUCTURE_TYPE_BUFFER_VIEW_CREATE_INFO};
    info.buffer = range.buffer->handle();
    info.format = range.halves ? VK_FORMAT_R16G16B16A16_SFLOAT : VK_FORMAT_R32G32B32A32_SFLOAT;
    info.offset = range.offset;
    info.range = range.bytes / 16 * 16;
    VkBufferView view = VK_NULL_HANDLE;
    VK_CHECK(m_device.table().vkCreateBufferView(m_device.handle(), &info, nullptr, &view));
    m_views.push_back(view);
    return view;
}

void Recording::createSets()
{
    VolkDeviceTable& table = m_device.table();
    uint32_t texels = 0, buffers = 0;
    for (const Step& step : m_steps) {
        if (!step.kernel)
            continue;
        const bool readsTexels = step.kernel->operands() == Operands::Texels;
        (readsTexels ? texels : buffers) += uint32_t(step.kernel->interface().reads);
        buffers += uint32_t(step.kernel->interface().writes);
    }
    const VkDescriptorPoolSize sizes[] = {{VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, std::max(buffers, 1u)},
        {VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER, std::max(texels, 1u)}};
    VkDescriptorPoolCreateInfo pool {VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO};
    pool.maxSets = std::max(uint32_t(dispatches()), 1u);
    pool.poolSizeCount = 2;
    pool.pPoolSizes = sizes;
    VK_CHECK(table.vkCreateDescriptorPool(m_device.handle(), &pool, nullptr, &m_descriptorPool));

    for (Step& step : m_steps) {
        if (!step.kernel)
            continue;
        const VkDescriptorSetLayout layout = step.kernel->setLayout();
        VkDescriptorSetAllocateInfo allocate {VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO};
        allocate.descriptorPool = m_descriptorPool;
        allocate.descriptorSetCount = 1;
        allocate.pSetLayouts = &layout;
        VK_CHECK(table.vkAllocateDescriptorSets(m_device.handle(), &allocate, &step.set));
        for (uint32_t binding = 0; binding < step.ranges.size(); ++binding) {
            const BufferRange& range = step.ranges[binding];
            const bool texel = int(binding) < step.kernel->interface().reads
                && step.kernel->operands() == Operands::Texels;
            const VkDescriptorBufferInfo buffer {range.buffer->handle(), range.offset, range.bytes};
            const VkBufferView texels_ = texel ? view(range) : VK_NULL_HANDLE;
            VkWriteDescriptorSet write {VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET};
            write.dstSet = step.set;
            write.dstBinding = binding;
            write.descriptorCount = 1;
            write.descriptorType
                = texel ? VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER : VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
            write.pBufferInfo = &buffer;
            write.pTexelBufferView = &texels_;
            table.vkUpdateDescriptorSets(m_device.handle(), 1, &write, 0, nullptr);
        }
    }
}

void Recording::cut()
{
    const double budget = m_device.speed() * submissionSeconds;
    double operations = 0;
    m_submissions.push_back({});
    for (int i = 0; i < int(m_steps.size()); ++i) {
        Submission& open = m_submissions.back();
        const double added = m_steps[i].work.operations;
        if (i > open.firstStep && operations + added > budget) {
            m_submissions.push_back({.firstStep = i});
            operations = 0;
        }
        m_submissions.back().lastStep = i + 1;
        operations += added;
    }
}

void Recording::finish()
{
    VolkDeviceTable& table = m_device.table();
    createSets();
    cut();
    VkFenceCreateInfo fence {VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
    VK_CHECK(table.vkCreateFence(m_device.handle(), &fence, nullptr, &m_fence));
    for (Submission& submission : m_submissions)
        submission.commands = record(submission, Timing::Off);
}

void Recording::recordTimed()
{
    VolkDeviceTable& table = m_device.table();
    if (!m_queries) {
        VkQueryPoolCreateInfo queries {VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO};
        queries.queryType = VK_QUERY_TYPE_TIMESTAMP;
        queries.queryCount = uint32_t(m_steps.size() + m_submissions.size());
        VK_CHECK(table.vkCreateQueryPool(m_device.handle(), &queries, nullptr, &m_queries));
    }
    m_queryCount = 0; // an attempt before may have failed half way
    m_intervals.clear();
    for (Submission& submission : m_submissions) {
        if (submission.timed)
            table.vkFreeCommandBuffers(m_device.handle(), m_device.commandPool(), 1, &submission.timed);
        submission.timed = VK_NULL_HANDLE;
        submission.timed = record(submission, Timing::Sections);
    }
}

void Recording::timestamp(VkCommandBuffer commands, int endedSection)
{
    m_device.table().vkCmdResetQueryPool(commands, m_queries, m_queryCount, 1);
    m_device.table().vkCmdWriteTimestamp(
        commands, VK_PIPELINE_STAGE_BOTTOM_OF_PIPE_BIT, m_queries, m_queryCount);
    if (endedSection >= 0)
        m_intervals.push_back({endedSection, m_queryCount});
    ++m_queryCount;
}

VkCommandBuffer Recording::record(const Submission& submission, Timing timing)
{
    VolkDeviceTable& table = m_device.table();
    VkCommandBufferAllocateInfo allocate {VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
    allocate.commandPool = m_device.commandPool();
    allocate.commandBufferCount = 1;
    VkCommandBuffer commands = VK_NULL_HANDLE;
    VK_CHECK(table.vkAllocateCommandBuffers(m_device.handle(), &allocate, &commands));
    VkCommandBufferBeginInfo begin {VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    VK_CHECK(table.vkBeginCommandBuffer(commands, &begin));

    constexpr VkPipelineStageFlags stages
        = VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_TRANSFER_BIT;
    const auto barrier = [&](VkPipelineStageFlags to, VkAccessFlags access) {
        VkMemoryBarrier memory {VK_STRUCTURE_TYPE_MEMORY_BARRIER};
        memory.srcAccessMask = VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_WRITE_BIT;
        memory.dstAccessMask = access;
        table.vkCmdPipelineBarrier(commands, stages, to, 0, 1, &memory, 0, nullptr, 0, nullptr);
    };
    constexpr VkAccessFlags deviceAccess = VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT
        | VK_ACCESS_TRANSFER_READ_BIT | VK_ACCESS_TRANSFER_WRITE_BIT;

    const bool timed = timing == Timing::Sections;
    if (timed)
        timestamp(commands, -1);
    for (int i = submission.firstStep; i < submission.lastStep; ++i) {
        const Step& step = m_steps[i];
        barrier(stages, deviceAccess);
        if (step.kernel) {
            table.vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, step.kernel->pipeline());
            table.vkCmdBindDescriptorSets(
                commands, VK_PIPELINE_BIND_POINT_COMPUTE, step.kernel->layout(), 0, 1, &step.set, 0, nullptr);
            if (!step.push.empty())
                table.vkCmdPushConstants(commands, step.kernel->layout(), VK_SHADER_STAGE_COMPUTE_BIT, 0,
                    uint32_t(step.push.size()), step.push.data());
            table.vkCmdDispatch(commands, step.groups[0], step.groups[1], step.groups[2]);
        } else {
            const VkBufferCopy region {step.ranges[0].offset, step.ranges[1].offset, step.ranges[0].bytes};
            table.vkCmdCopyBuffer(
                commands, step.ranges[0].buffer->handle(), step.ranges[1].buffer->handle(), 1, &region);
        }
        if (timed && (i + 1 == submission.lastStep || m_steps[i + 1].section != step.section))
            timestamp(commands, step.section);
    }
    barrier(VK_PIPELINE_STAGE_HOST_BIT, VK_ACCESS_HOST_READ_BIT);
    VK_CHECK(table.vkEndCommandBuffer(commands));
    return commands;
}

bool Recording::run(const std::stop_token& stop, Timing timing)
{
    const bool timed = timing == Timing::Sections && m_device.limits().timestamps;
    if (timed && !m_submissions.empty() && !m_submissions.back().timed)
        recordTimed();
    const auto start = std::chrono::steady_clock::now();
    for (const Submission& submission : m_submissions) {
        if (stop.stop_requested())
            return false;
        submitAndWait(m_device, timed ? submission.timed : submission.commands, m_fence);
    }
    noteSpeed(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    if (timed)
        readTimes();
    return true;
}

void Recording::noteSpeed(double wallSeconds)
{
    double operations = 0;
    for (const SectionTime& section : m_sections)
        operations += section.operations;
    if (m_compiled && operations > 1e8) // small work says little about the speed
        m_device.setSpeed(operations / wallSeconds);
    m_compiled = true;
}

void Recording::readTimes()
{
    for (SectionTime& section : m_sections)
        section.milliseconds = 0;
    std::vector<std::uint64_t> stamps(m_queryCount);
    VK_CHECK(m_device.table().vkGetQueryPoolResults(m_device.handle(), m_queries, 0, m_queryCount,
        stamps.size() * 8, stamps.data(), 8, VK_QUERY_RESULT_64_BIT | VK_QUERY_RESULT_WAIT_BIT));
    for (const Interval& interval : m_intervals) {
        const std::uint64_t ticks
            = (stamps[interval.query] - stamps[interval.query - 1]) & m_device.timestampMask();
        m_sections[interval.section].milliseconds
            += double(ticks) * m_device.info().timestampNanoseconds * 1e-6;
    }
}

}
