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

/// Calls body(file index, device index, count): `count` weights of one input, `step` apart in the file and side by side
/// on the device. Column by column within a panel: neighbours are together.
template <class Body>
void forEachRun(const Panels& panels, const Layout& input, std::int64_t outputs, Body body)
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
        for (std::int64_t i = 0; i < inputs; ++i)
            body(first * inputs + i, panels.offset(first, places[std::size_t(i)], depth),
                std::min<std::int64_t>(panels.width(), outputs - first));
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
    const std::int64_t inputs = input.shape.imageSize();
    const auto packAll = [&](auto put) {
        forEachRun(Panels(device), input, m_options.outputs,
            [&](std::int64_t from, std::int64_t to, std::int64_t count) {
                for (std::int64_t column = 0; column < count; ++column)
                    put(std::size_t(to + column), host[std::size_t(from + column * inputs)]);
            });
    };
    if (device.halfWeights()) {
        requireHalves(host);
        packAll([&](std::size_t at, float value) { putHalf(packed, at, value); });
    } else {
        packAll([&](std::size_t at, float value) { packed[at] = value; });
    }
}

void FullyConnected::unpackParameter(int index, const Device& device, const Layout& input,
    std::span<const float> packed, std::span<float> host) const
{
    if (index == 1) {
        std::copy_n(packed.begin(), m_options.outputs, host.begin());
        return;
    }
    const std::int64_t inputs = input.shape.imageSize();
    const auto unpackAll = [&](auto at) {
        forEachRun(Panels(device), input, m_options.outputs,
            [&](std::int64_t to, std::int64_t from, std::int64_t count) {
                for (std::int64_t column = 0; column < count; ++column)
                    host[std::size_t(to + column * inputs)] = at(std::size_t(from + column));
            });
    };
    if (device.halfWeights())
        unpackAll([&](std::size_t place) { return halfAt(packed, place); });
    else
        unpackAll([&](std::size_t place) { return packed[place]; });
}

}
