#include "engine/scene/scene_renderer.h"

#include "engine/core/error.h"
#include "engine/scene/bindings.h"
#include "engine/scene/pass.h"
#include "engine/scene/quads.h"
#include "engine/vulkan/arena.h"
#include "engine/vulkan/submit.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace engine {

namespace {

constexpr uint32_t verticesPerQuad = 6;

/// Throws unless the queue takes drawing commands.
Device& drawing(Device& device)
{
    uint32_t count = 0;
    vkGetPhysicalDeviceQueueFamilyProperties(device.info().handle, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    vkGetPhysicalDeviceQueueFamilyProperties(device.info().handle, &count, families.data());
    require(families.at(device.queueFamily()).queueFlags & VK_QUEUE_GRAPHICS_BIT, "the Vulkan device ",
        device.info().name, " cannot draw; use the flat strip");
    return device;
}

void changeLayout(
    Device& device, VkCommandBuffer commands, VkImage image, VkImageLayout from, VkImageLayout to)
{
    const bool filling = to == VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL;
    VkImageMemoryBarrier barrier {VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER};
    barrier.srcAccessMask = filling ? 0 : VK_ACCESS_TRANSFER_WRITE_BIT;
    barrier.dstAccessMask = filling ? VK_ACCESS_TRANSFER_WRITE_BIT : VK_ACCESS_SHADER_READ_BIT;
    barrier.oldLayout = from;
    barrier.newLayout = to;
    barrier.srcQueueFamilyIndex = barrier.dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED;
    barrier.image = image;
    barrier.subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1};
    device.table().vkCmdPipelineBarrier(commands,
        filling ? VK_PIPELINE_STAGE_ALL_COMMANDS_BIT : VK_PIPELINE_STAGE_TRANSFER_BIT,
        filling ? VK_PIPELINE_STAGE_TRANSFER_BIT : VK_PIPELINE_STAGE_FRAGMENT_SHADER_BIT, 0, 0, nullptr, 0,
        nullptr, 1, &barrier);
}

VkBufferImageCopy wholeImage(VkExtent2D extent)
{
    VkBufferImageCopy region {};
    region.imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
    region.imageExtent = {extent.width, extent.height, 1};
    return region;
}

VkClearColorValue backgroundOf(const Colour& colour)
{
    VkClearColorValue value {};
    for (std::size_t i = 0; i < colour.size(); ++i)
        value.float32[i] = float(colour[i]) / 255;
    value.float32[3] = 1;
    return value;
}

/// An atlas on the device, with host memory to paint it in.
struct AtlasImage {
    DeviceImage image;
    Arena arena;
    Buffer staging;

    AtlasImage(Device& device, const Atlas& atlas)
        : image(device, {uint32_t(atlas.width), uint32_t(atlas.height)}, VK_FORMAT_R8G8B8A8_UNORM,
            VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT)
        , arena(device, Residency::Staging)
        , staging(arena.allocate(atlas.bytes()))
    {
    }
    bool fits(const Atlas& atlas) const
    {
        return image.extent().width == uint32_t(atlas.width)
            && image.extent().height == uint32_t(atlas.height);
    }
    void paint(Device& device, const Scene& scene, const Atlas& atlas) const
    {
        paintFaces(scene, atlas, {static_cast<std::uint8_t*>(staging.mapped()), atlas.bytes()});
        const VkBufferImageCopy region = wholeImage(image.extent());
        runOnce(device, [&](VkCommandBuffer commands) {
            constexpr VkImageLayout filling = VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL;
            changeLayout(device, commands, image.handle(), VK_IMAGE_LAYOUT_UNDEFINED, filling);
            device.table().vkCmdCopyBufferToImage(
                commands, staging.handle(), image.handle(), filling, 1, &region);
            changeLayout(device, commands, image.handle(), filling, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL);
        });
    }
};

/// What is kept of a scene.
struct Stage {
    std::vector<Block> blocks; ///< without values
    std::vector<Box> boxes;
    std::vector<Wire> wires;
    float wireWidth;
    VkClearColorValue background;
    Atlas atlas;
    Arena arena;
    Buffer quads;

    Stage(Device& device, const Scene& scene, Atlas arranged)
        : boxes(arrange(scene.blocks))
        , wires(scene.wires)
        , wireWidth(scene.wireWidth)
        , background(backgroundOf(scene.background))
        , atlas(std::move(arranged))
        , arena(device, Residency::Staging)
        , quads(arena.allocate(sizeof(Quad) * (boxes.size() * 3 + wires.size())))
    {
        for (const Block& block : scene.blocks) {
            blocks.emplace_back();
            blocks.back().behind = block.behind;
        }
    }
};

/// What is drawn into, for one size.
struct Canvas {
    VkExtent2D extent;
    PassTarget colours, blocks;
    Arena arena;
    Buffer pixels, items;

    Canvas(Device& device, const Pass& colourPass, const Pass& blockPass, VkExtent2D size)
        : extent(size)
        , colours(device, colourPass, size)
        , blocks(device, blockPass, size)
        , arena(device, Residency::Staging, 2 * Arena::footprint(bytes()))
        , pixels(arena.allocate(bytes()))
        , items(arena.allocate(bytes()))
    {
    }
    std::uint64_t bytes() const { return std::uint64_t(extent.width) * extent.height * 4; }
};

}

struct SceneRenderer::Parts {
    Device& device;
    Bindings bindings;
    Pass colourPass, blockPass;
    std::unique_ptr<AtlasImage> atlas;
    std::unique_ptr<Stage> stage;
    std::unique_ptr<Canvas> canvas;

    explicit Parts(Device& owner)
        : device(drawing(owner))
        , bindings(device)
        , colourPass(device,
              {"scene_block.vert", "scene_block.frag", VK_FORMAT_R8G8B8A8_UNORM, VK_SAMPLE_COUNT_4_BIT, true},
              bindings.layout())
        , blockPass(device, {"scene_item.vert", "scene_item.frag", VK_FORMAT_R32_SINT}, bindings.layout())
    {
    }

    void record(VkCommandBuffer commands, uint32_t faces, uint32_t quads) const
    {
        VolkDeviceTable& table = device.table();
        VkClearColorValue nothing {};
        nothing.int32[0] = -1;
        bindings.bind(commands);
        canvas->colours.record(commands, stage->background, quads * verticesPerQuad);
        canvas->blocks.record(commands, nothing, faces * verticesPerQuad);
        const VkBufferImageCopy region = wholeImage(canvas->extent);
        for (const auto& [target, buffer] :
            {std::pair(&canvas->colours, &canvas->pixels), std::pair(&canvas->blocks, &canvas->items)})
            table.vkCmdCopyImageToBuffer(commands, target->result(), VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL,
                buffer->handle(), 1, &region);
        VkMemoryBarrier barrier {VK_STRUCTURE_TYPE_MEMORY_BARRIER};
        barrier.srcAccessMask = VK_ACCESS_TRANSFER_WRITE_BIT;
        barrier.dstAccessMask = VK_ACCESS_HOST_READ_BIT;
        table.vkCmdPipelineBarrier(commands, VK_PIPELINE_STAGE_TRANSFER_BIT, VK_PIPELINE_STAGE_HOST_BIT, 0, 1,
            &barrier, 0, nullptr, 0, nullptr);
    }
};

int Drawing::blockAt(int x, int y) const
{
    if (x < 0 || y < 0 || x >= width || y >= height)
        return -1;
    return blocks[std::size_t(y) * std::size_t(width) + std::size_t(x)];
}

SceneRenderer::SceneRenderer(Device& device)
    : m_parts(std::make_unique<Parts>(device))
{
}

SceneRenderer::~SceneRenderer() = default;

void SceneRenderer::setScene(const Scene& scene)
{
    for (const Wire& wire : scene.wires)
        require(std::min(wire.from, wire.to) >= 0 && std::max(wire.from, wire.to) < int(scene.blocks.size()),
            "a wire leads from block ", wire.from, " to block ", wire.to, " of ", scene.blocks.size());
    auto stage = std::make_unique<Stage>(m_parts->device, scene, arrangeFaces(scene, largestSide));
    std::unique_ptr<AtlasImage>& atlas = m_parts->atlas;
    if (!atlas || !atlas->fits(stage->atlas)) {
        m_parts->stage.reset(); // its atlas goes
        atlas = std::make_unique<AtlasImage>(m_parts->device, stage->atlas);
    }
    atlas->paint(m_parts->device, scene, stage->atlas);
    m_parts->bindings.set(stage->quads, atlas->image.view());
    m_parts->stage = std::move(stage);
}

Drawing SceneRenderer::render(const Camera& camera, int width, int height)
{
    require(std::min(width, height) >= 1 && std::max(width, height) <= largestSide, "a drawing of ", width,
        " x ", height, " pixels is not possible: the sides may be 1 to ", largestSide);
    require(std::isfinite(camera.zoom) && camera.zoom > 0, "a camera cannot zoom by ", camera.zoom,
        ": it must be above 0");
    if (!m_parts->stage)
        setScene({});
    const Stage& stage = *m_parts->stage;
    const VkExtent2D extent {uint32_t(width), uint32_t(height)};
    if (!m_parts->canvas || m_parts->canvas->extent.width != extent.width
        || m_parts->canvas->extent.height != extent.height) {
        m_parts->canvas.reset(); // first, so that the two do not need room together
        m_parts->canvas
            = std::make_unique<Canvas>(m_parts->device, m_parts->colourPass, m_parts->blockPass, extent);
    }
    const View view = viewOf(camera, width, height);
    const std::vector<Quad> quads
        = quadsOf(stage.boxes, stage.wires, stage.wireWidth, stage.atlas, view, width, height);
    if (!quads.empty())
        std::memcpy(stage.quads.mapped(), quads.data(), quads.size() * sizeof(Quad));
    runOnce(m_parts->device, [&](VkCommandBuffer commands) {
        m_parts->record(commands, uint32_t(stage.boxes.size()) * 3, uint32_t(quads.size()));
    });

    const Canvas& canvas = *m_parts->canvas;
    Drawing drawing;
    drawing.width = width;
    drawing.height = height;
    const auto* pixels = static_cast<const std::uint8_t*>(canvas.pixels.mapped());
    const auto* items = static_cast<const std::int32_t*>(canvas.items.mapped());
    drawing.pixels.assign(pixels, pixels + canvas.bytes());
    drawing.blocks.assign(items, items + canvas.bytes() / 4);
    drawing.outlines = outlines(stage.blocks, stage.boxes, view);
    return drawing;
}

}
