#pragma once

#include "engine/vulkan/buffer.h"
#include "engine/vulkan/layout.h"

namespace engine {

/// Says that a buffer holds an activation in a given layout. A view: copies refer to the same memory.
struct Tensor {
    const Buffer* buffer = nullptr;
    Layout layout;

    const Shape& shape() const { return layout.shape; }
    /// The range that a kernel reading images first .. first+count-1 binds; includes the slack.
    BufferRange reading(int first, int count) const
    {
        return { buffer, first * layout.imageBytes(), count * layout.imageBytes() + Layout::slack };
    }
    BufferRange writing(int first, int count) const
    {
        return { buffer, first * layout.imageBytes(), count * layout.imageBytes() };
    }
};

/// A Layout as the shaders take it (shaders/common/layout.glsl), in units of vec4. For layouts whose pixels are
/// multiples of four floats.
struct LayoutPush {
    std::int32_t origin;
    std::int32_t image;
    std::int32_t plane;
    std::int32_t row;
    std::int32_t pixel;
    std::int32_t groupVectors; ///< vec4s of channels in one plane

    explicit LayoutPush(const Layout& layout)
        : origin(layout.origin() / 4)
        , image(std::int32_t(layout.image / 4))
        , plane(layout.plane / 4)
        , row(layout.row / 4)
        , pixel(layout.pixel / 4)
        , groupVectors((layout.groupChannels() + 3) / 4)
    {
    }
};

}
