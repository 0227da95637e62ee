#include "engine/scene/camera.h"

#include "engine/scene/layout.h"

#include <algorithm>

namespace engine {

std::vector<BlockOutline> outlines(const Scene& scene, const Camera& camera, int width, int height)
{
    return outlines(scene.blocks, arrange(scene.blocks), viewOf(camera, width, height));
}

Point frontCell(const Block& block, const BlockOutline& outline, Point place)
{
    const auto [origin, alongEnd, opposite, downEnd] = outline.front;
    const Point along {alongEnd.x - origin.x, alongEnd.y - origin.y};
    const Point down {downEnd.x - origin.x, downEnd.y - origin.y};
    const Point to {place.x - origin.x, place.y - origin.y};
    const float area = along.x * down.y - along.y * down.x;
    if (area == 0)
        return {-1, -1};
    return {(to.x * down.y - to.y * down.x) / area * float(block.width),
        (along.x * to.y - along.y * to.x) / area * float(block.height)};
}

Camera fitted(const Scene& scene, Camera camera, int width, int height, const Margins& margins)
{
    camera.zoom = 1;
    camera.panX = camera.panY = 0;
    const std::vector<BlockOutline> blocks = outlines(scene, camera, 0, 0);
    if (blocks.empty())
        return camera;
    BlockOutline all = blocks.front();
    for (const BlockOutline& block : blocks) {
        all.left = std::min(all.left, block.left);
        all.top = std::min(all.top, block.top);
        all.right = std::max(all.right, block.right);
        all.bottom = std::max(all.bottom, block.bottom);
    }
    const float roomAcross = std::max(1.0f, float(width) - margins.left - margins.right);
    const float roomDown = std::max(1.0f, float(height) - margins.top - margins.bottom);
    camera.zoom = std::min(roomAcross / (all.right - all.left), roomDown / (all.bottom - all.top));
    camera.panX = (margins.left - margins.right - camera.zoom * (all.left + all.right)) / 2;
    camera.panY = (margins.top - margins.bottom - camera.zoom * (all.top + all.bottom)) / 2;
    return camera;
}

Camera orbited(Camera camera, float yawDegrees, float pitchDegrees)
{
    camera.yawDegrees = std::clamp(camera.yawDegrees + yawDegrees, 5.0f, 175.0f);
    camera.pitchDegrees = std::clamp(camera.pitchDegrees + pitchDegrees, -75.0f, 75.0f);
    return camera;
}

Camera zoomed(Camera camera, float factor, Point place, int width, int height)
{
    const float x = place.x - float(width) / 2, y = place.y - float(height) / 2;
    camera.zoom *= factor;
    camera.panX = (camera.panX - x) * factor + x;
    camera.panY = (camera.panY - y) * factor + y;
    return camera;
}

}
