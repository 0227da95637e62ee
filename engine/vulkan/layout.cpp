#include "engine/vulkan/layout.h"

#include "engine/core/error.h"

namespace engine {

namespace {

    int roundUp(std::int64_t value, int step) { return int((value + step - 1) / step * step); }

    /// Calls body(image, channel, y, offset of x = 0) for every row of every channel.
    template <class Body>
    void forEachRow(const Layout& layout, Body body)
    {
        const Shape& shape = layout.shape;
        for (int image = 0; image < shape.batch; ++image)
            for (int channel = 0; channel < shape.channels; ++channel)
                for (int y = 0; y < shape.height; ++y)
                    body(image, channel, y, layout.offset(image, channel, y, 0));
    }

}

Layout::Layout(const Shape& extent, const Arrangement& wanted)
    : shape(extent)
    , arrangement(wanted)
{
    require(shape.channels % wanted.groups == 0, shape.channels, " channels cannot be divided into ", wanted.groups,
        " groups");
    const Border& border = wanted.border;
    pixel = wanted.packed ? groupChannels() : roundUp(groupChannels(), 4);
    row = roundUp(std::int64_t(pixel) * (border.left + shape.width + border.right), 4);
    if (row % 1024 == 0)
        row += 16;
    plane = row * (border.top + shape.height + border.bottom);
    image = (contentFloats() + 63) / 64 * 64;
    if (image % 1024 == 0)
        image += 64;
}

std::int64_t Layout::offset(int index, int channel, int y, int x) const
{
    const int group = channel / groupChannels();
    return index * image + std::int64_t(group) * plane + origin() + std::int64_t(y) * row + std::int64_t(x) * pixel
        + channel % groupChannels();
}

void pack(const HostTensor& host, const Layout& layout, std::span<float> device)
{
    require(host.shape == layout.shape, "an activation of ", layout.shape.text(), " cannot take ", host.shape.text());
    forEachRow(layout, [&](int image, int channel, int y, std::int64_t offset) {
        for (int x = 0; x < layout.shape.width; ++x)
            device[std::size_t(offset + std::int64_t(x) * layout.pixel)] = host.at(image, channel, y, x);
    });
}

HostTensor unpack(const Layout& layout, std::span<const float> device)
{
    HostTensor host(layout.shape);
    forEachRow(layout, [&](int image, int channel, int y, std::int64_t offset) {
        for (int x = 0; x < layout.shape.width; ++x)
            host.at(image, channel, y, x) = device[std::size_t(offset + std::int64_t(x) * layout.pixel)];
    });
    return host;
}

}
