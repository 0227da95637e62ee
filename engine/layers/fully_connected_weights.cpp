#include "engine/core/error.h"
#include "engine/core/half.h"
#include "engine/layers/fully_connected.h"
#include "engine/layers/fully_connected_panels.h"

#include <cmath>
#include <cstring>

namespace engine {

std::int64_t FullyConnected::parameterFloats(int index, const Device& device, const Layout& input) const
{
    const Panels panels(device);
    const std::int64_t columns = panels.count(m_options.outputs) * panels.width();
    const std::int64_t weights = columns * fullyConnectedDepth(input); // an even number
    return index == 1 ? columns : device.halfWeights() ? weights / 2 : weights;
}

namespace {

/// Calls body(index in the file, index on the device) for every weight, neighbours on the device one after the other.
template <class Body>
void forEachWeight(const Panels& panels, const Layout& input, std::int64_t outputs, Body body)
{
    const Shape& shape = input.shape;
    const std::int64_t inputs = shape.imageSize();
    std::vector<std::int64_t> places; // of each input in the device's layout
    places.reserve(std::size_t(inputs));
    for (int c = 0; c < shape.channels; ++c)
        for (int y = 0; y < shape.height; ++y)
            for (int x = 0; x < shape.width; ++x)
                places.push_back(input.offset(0, c, y, x));
    const std::int64_t depth = fullyConnectedDepth(input);
    for (std::int64_t first = 0; first < outputs; first += panels.width())
        for (std::int64_t i = 0; i < inputs; ++i) {
            const std::int64_t at = panels.offset(first, places[std::size_t(i)], depth);
            const std::int64_t count = std::min<std::int64_t>(panels.width(), outputs - first);
            for (std::int64_t column = 0; column < count; ++column)
                body(std::size_t((first + column) * inputs + i), std::size_t(at + column));
        }
}

/// The packed values of a parameter, of which each float has room for two halves.
void putHalf(std::span<float> packed, std::size_t at, float value)
{
    const std::uint16_t bits = floatToHalf(value);
    std::memcpy(std::as_writable_bytes(packed).data() + sizeof bits * at, &bits, sizeof bits);
}
float halfAt(std::span<const float> packed, std::size_t at)
{
    std::uint16_t bits = 0;
    std::memcpy(&bits, std::as_bytes(packed).data() + sizeof bits * at, sizeof bits);
    return halfToFloat(bits);
}

void requireHalves(std::span<const float> weights)
{
    for (const float weight : weights)
        require(std::abs(weight) <= largestHalf, "a weight of a fully connected layer is ", weight,
            "; in half precision weights may reach ", largestHalf, " at most");
}

}

void FullyConnected::packParameter(int index, const Device& device, const Layout& input,
    std::span<const float> host, std::span<float> packed) const
{
    if (index == 1) {
        std::copy(host.begin(), host.end(), packed.begin());
        return;
    }
    const Panels panels(device);
    if (device.halfWeights()) {
        requireHalves(host);
        forEachWeight(panels, input, m_options.outputs,
            [&](std::size_t from, std::size_t to) { putHalf(packed, to, host[from]); });
    } else {
        forEachWeight(panels, input, m_options.outputs,
            [&](std::size_t from, std::size_t to) { packed[to] = host[from]; });
    }
}

void FullyConnected::unpackParameter(int index, const Device& device, const Layout& input,
    std::span<const float> packed, std::span<float> host) const
{
    if (index == 1) {
        std::copy_n(packed.begin(), m_options.outputs, host.begin());
        return;
    }
    const Panels panels(device);
    if (device.halfWeights())
        forEachWeight(panels, input, m_options.outputs,
            [&](std::size_t to, std::size_t from) { host[to] = halfAt(packed, from); });
    else
        forEachWeight(panels, input, m_options.outputs,
            [&](std::size_t to, std::size_t from) { host[to] = packed[from]; });
}

}
