#include "engine/scene/quads.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>

namespace engine {

namespace {

constexpr float wireDepth = 0.9999f; // behind all blocks: a wire would end on the fronts of thin ones
constexpr float frontShade = 1, topShade = 0.82f, sideShade = 0.62f;

/// Takes places in pixels and distance to clip space.
class Clip {
public:
    Clip(const std::vector<Box>& boxes, const View& view, int width, int height)
        : m_scale(2 / float(width), 2 / float(height), 1)
        , m_shift(-1, -1, 0)
    {
        if (boxes.empty())
            return;
        float near = corner(boxes[0], view, 0, 0, 0).z, far = near;
        for (const Box& box : boxes)
            for (int i = 0; i < 8; ++i) {
                const float depth = corner(box, view, i & 1, i >> 1 & 1, i >> 2).z;
                near = std::min(near, depth);
                far = std::max(far, depth);
            }
        m_scale.z = 1 / (far - near + 2); // a unit of air before and behind
        m_shift.z = (1 - near) * m_scale.z;
    }

    Quad quad(const glm::vec3& origin, const glm::vec3& along, const glm::vec3& down, float shade,
        const Face& face, int item) const
    {
        Quad quad;
        quad.origin = glm::vec4(origin * m_scale + m_shift, shade);
        quad.along = glm::vec4((along - origin) * m_scale, 0);
        quad.down = glm::vec4((down - origin) * m_scale, 0);
        quad.face = {face.x, face.y, face.width, face.height};
        quad.item.x = item;
        return quad;
    }

private:
    glm::vec3 m_scale, m_shift;
};

glm::vec3 middle(const Box& box, const View& view)
{
    return (corner(box, view, 0, 0, 0) + corner(box, view, 1, 1, 1)) / 2.0f;
}

}

std::vector<Quad> quadsOf(const std::vector<Box>& boxes, const std::vector<Wire>& wires, float wireWidth,
    const Atlas& atlas, const View& view, int width, int height)
{
    const Clip clip(boxes, view, width, height);
    std::vector<Quad> quads;
    quads.reserve(boxes.size() * 3 + wires.size());
    const int x = view.rightSide, y = view.topSide;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const auto add = [&](const glm::ivec3& origin, const glm::ivec3& along, const glm::ivec3& down,
                             float shade, const Face& face) {
            const auto at
                = [&](const glm::ivec3& side) { return corner(boxes[i], view, side.x, side.y, side.z); };
            quads.push_back(clip.quad(at(origin), at(along), at(down), shade, face, int(i)));
        };
        add({0, 1, 0}, {1, 1, 0}, {0, 0, 0}, frontShade, atlas.blocks[i].front);
        add({0, y, 0}, {1, y, 0}, {0, y, 1}, topShade, atlas.blocks[i].top);
        add({x, 1, 0}, {x, 1, 1}, {x, 0, 0}, sideShade, atlas.blocks[i].side);
    }
    for (const Wire& wire : wires) {
        const glm::vec3 from = middle(boxes[std::size_t(wire.from)], view);
        const glm::vec3 to = middle(boxes[std::size_t(wire.to)], view);
        const glm::vec3 across(from.y - to.y, to.x - from.x, 0);
        const float length = std::max(glm::length(across), 1e-3f);
        const glm::vec3 half = across * (wireWidth / 2 / length);
        quads.push_back(clip.quad(from - half, to - half, from + half, 1, atlas.wire, -1));
        quads.back().origin.z = wireDepth;
        quads.back().along.z = 0;
    }
    return quads;
}

}
