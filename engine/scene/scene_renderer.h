#pragma once

#include "engine/scene/camera.h"

#include <memory>

namespace engine {

class Device;

/// A drawn scene.
struct Drawing {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels; ///< RGBA, row by row from the top left, opaque
    std::vector<std::int32_t> blocks; ///< per pixel the block seen at its middle, -1 for none
    std::vector<BlockOutline> outlines; ///< as Scene::blocks

    /// The block at a pixel; -1 for none and outside the drawing.
    int blockAt(int x, int y) const;
};

/// Draws scenes with a device's graphics pipeline into memory; needs no window system. Belongs to the thread that works
/// with the device, which must outlive it.
class SceneRenderer {
public:
    static constexpr int largestSide = 4096; ///< pixels; every device has as many

    /// Throws Error when the device only computes.
    explicit SceneRenderer(Device& device);
    ~SceneRenderer();

    /// What is drawn from now on. Throws Error when values and extents of a block do not agree.
    void setScene(const Scene& scene);
    /// Draws it. Throws Error when the size is not 1 to 4096 a side, OutOfMemoryError.
    Drawing render(const Camera& camera, int width, int height);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}
