#include "engine/scene/layout.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/matrix.hpp>
#include <glm/trigonometric.hpp>
#include <glm/vec4.hpp>

#include <algorithm>
#include <cmath>

namespace engine {

namespace {

constexpr float thicknessPerRoot = 0.36f; // of the square root of the number of maps
constexpr float plateThickness = 0.5f;
constexpr float plateGap = 0.5f; // between a layer and the plate behind it
constexpr float layerGap = 2; // between layers, along the camera's right vector
constexpr float towerGap = 0.5f; // between towers, beyond what the perspective needs
constexpr float narrowest = 0.7f; // front faces of a single column of units

/// The directions of a camera in the world.
struct Axes {
    glm::vec3 right, up, forward;
};

Axes axesOf(const Camera& camera)
{
    const float yaw = glm::radians(camera.yawDegrees), pitch = glm::radians(camera.pitchDegrees);
    const glm::vec3 right(std::sin(yaw), 0, std::cos(yaw));
    const glm::vec3 level(-std::cos(yaw), 0, std::sin(yaw));
    const glm::vec3 upright(0, 1, 0);
    return {right, std::sin(pitch) * level + std::cos(pitch) * upright,
        std::cos(pitch) * level - std::sin(pitch) * upright};
}

/// Width, height and thickness of a block in units; its cells are square.
glm::vec3 extent(const Block& block)
{
    const float longest = float(std::max(block.height, block.width));
    const float cell = std::sqrt(longest) / longest;
    const float thickness = block.behind ? plateThickness : thicknessPerRoot * std::sqrt(float(block.maps));
    return {std::max(cell * float(block.width), narrowest), std::max(cell * float(block.height), narrowest),
        thickness};
}

/// The towers of a layer, and those of the plate behind it.
struct Column {
    std::vector<std::size_t> blocks, plates;
};

std::vector<Column> columnsOf(const std::vector<Block>& blocks)
{
    std::vector<Column> columns;
    int layer = -1;
    bool behind = false;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (columns.empty() || blocks[i].layer != layer) {
            layer = blocks[i].layer;
            behind = blocks[i].behind && !columns.empty() && columns.back().plates.empty();
            if (!behind)
                columns.emplace_back();
        }
        (behind ? columns.back().plates : columns.back().blocks).push_back(i);
    }
    return columns;
}

}

std::vector<Box> arrange(const std::vector<Block>& blocks)
{
    const Camera camera;
    const Axes axes = axesOf(camera);
    const float pitch = glm::radians(camera.pitchDegrees);
    std::vector<Box> boxes(blocks.size());
    float along = 0;
    for (const Column& column : columnsOf(blocks)) {
        glm::vec3 size(0);
        for (std::size_t block : column.blocks)
            size = glm::max(size, extent(blocks[block]));
        const float depth = size.z + (column.plates.empty() ? 0 : plateGap + plateThickness);
        // A face of w x d, seen from above, is nowhere higher than its projected area by its wider edge.
        const float seen = std::sin(pitch) * size.x * depth
            / std::max(size.x * axes.right.x, depth * axes.right.z) / std::cos(pitch);
        const float step = size.y + seen + towerGap;
        const float width = size.x * axes.right.x + depth * axes.right.z;
        const glm::vec3 middle = axes.right * (along + width / 2);
        const float top = step * float(column.blocks.size() - 1) / 2;
        // The middle of the whole column, plates included, stands on the row.
        const float front = middle.z - depth / 2;
        for (std::size_t tower = 0; tower < column.blocks.size(); ++tower) {
            const glm::vec3 half = extent(blocks[column.blocks[tower]]) / 2.0f;
            const glm::vec3 centre(middle.x, top - step * float(tower), front + half.z);
            boxes[column.blocks[tower]] = {centre - half, centre + half};
        }
        for (std::size_t tower = 0; tower < column.plates.size(); ++tower) {
            const Box& before = boxes[column.blocks[std::min(tower, column.blocks.size() - 1)]];
            const glm::vec3 half = extent(blocks[column.plates[tower]]) / 2.0f;
            const glm::vec3 centre(
                middle.x, (before.low.y + before.high.y) / 2, before.high.z + plateGap + half.z);
            boxes[column.plates[tower]] = {centre - half, centre + half};
        }
        along += width + layerGap;
    }
    const glm::vec3 middle = axes.right * std::max(0.0f, along - layerGap) / 2.0f;
    for (Box& box : boxes)
        box = {box.low - middle, box.high - middle};
    return boxes;
}

View viewOf(const Camera& camera, int width, int height)
{
    const Axes axes = axesOf(camera);
    const glm::mat4 rows(glm::vec4(camera.zoom * axes.right, float(width) / 2 + camera.panX),
        glm::vec4(-camera.zoom * axes.up, float(height) / 2 + camera.panY), glm::vec4(axes.forward, 0),
        glm::vec4(0, 0, 0, 1));
    return {glm::transpose(rows), axes.right.z >= 0, axes.forward.y <= 0};
}

glm::vec3 corner(const Box& box, const View& view, int x, int y, int z)
{
    const glm::vec4 place(
        x ? box.high.x : box.low.x, y ? box.high.y : box.low.y, z ? box.high.z : box.low.z, 1);
    return glm::vec3(view.toPixels * place);
}

std::vector<BlockOutline> outlines(
    const std::vector<Block>& blocks, const std::vector<Box>& boxes, const View& view)
{
    std::vector<BlockOutline> list;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const auto at = [&](int x, int y, int z) {
            const glm::vec3 place = corner(boxes[i], view, x, y, z);
            return Point {place.x, place.y};
        };
        BlockOutline outline;
        outline.front = {at(0, 1, 0), at(1, 1, 0), at(1, 0, 0), at(0, 0, 0)};
        const int x = view.rightSide, y = view.topSide; // the sides that are seen
        outline.silhouette = {at(1 - x, y, 0), at(1 - x, y, 1), at(x, y, 1), at(x, 1 - y, 1), at(x, 1 - y, 0),
            at(1 - x, 1 - y, 0)};
        const Point one = blocks[i].behind ? at(x, 1, 0) : outline.front[0];
        const Point other = blocks[i].behind ? at(x, 0, 1) : outline.front[2];
        outline.centre = {(one.x + other.x) / 2, (one.y + other.y) / 2};
        outline.left = outline.right = outline.silhouette[0].x;
        outline.top = outline.bottom = outline.silhouette[0].y;
        for (const Point& point : outline.silhouette) {
            outline.left = std::min(outline.left, point.x);
            outline.right = std::max(outline.right, point.x);
            outline.top = std::min(outline.top, point.y);
            outline.bottom = std::max(outline.bottom, point.y);
        }
        list.push_back(outline);
    }
    return list;
}

}
