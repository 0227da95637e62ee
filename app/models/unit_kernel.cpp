#include "app/models/unit_kernel.h"

#include "engine/explain/largest_first.h"

#include <cmath>

namespace {

double largestOf(std::span<const float> values)
{
    double most = 0;
    for (const float value : values)
        most = std::max(most, std::abs(double(value)));
    return most;
}

double energyOf(std::span<const float> values)
{
    double sum = 0;
    for (const float value : values)
        sum += double(value) * double(value);
    return sum;
}

QImage colourPicture(std::span<const float> kernel, const UnitKernel& shape, engine::InputRecipe::Order order)
{
    QImage image(shape.width, shape.height, QImage::Format_RGB32);
    const int area = shape.width * shape.height, red = order == engine::InputRecipe::Order::Bgr ? 2 : 0;
    const auto byte = [&](int plane, int cell) {
        const double weight = double(kernel[std::size_t(plane * area + cell)]);
        return int(std::lround(127.5 + 127.5 * (shape.largest > 0 ? weight / shape.largest : 0)));
    };
    for (int cell = 0; cell < area; ++cell)
        image.setPixel(cell % shape.width, cell / shape.width,
            qRgb(byte(red, cell), byte(1, cell), byte(2 - red, cell)));
    return image;
}

}

UnitKernel unitKernel(const ParameterValues& weights, int unit, const engine::InputRecipe& recipe,
    bool ofPicture, int channelsBelow, int most, const MapColours& colours)
{
    UnitKernel made;
    if (weights.dimensions.size() != 4 || unit < 0 || unit >= weights.dimensions[0])
        return made;
    made.channels = int(weights.dimensions[1]);
    made.height = int(weights.dimensions[2]);
    made.width = int(weights.dimensions[3]);
    const std::size_t area = std::size_t(made.height * made.width), each = area * std::size_t(made.channels);
    const std::span<const float> kernel = std::span(weights.values).subspan(std::size_t(unit) * each, each);
    made.largest = largestOf(kernel);
    if (ofPicture && made.channels == 3) {
        made.colour = colourPicture(kernel, made, recipe.order);
        return made;
    }
    const int groups = std::max(1, channelsBelow / std::max(1, made.channels));
    const int first = int(qint64(unit) * groups / weights.dimensions[0]) * made.channels;
    const auto plane = [&](std::size_t channel) { return kernel.subspan(channel * area, area); };
    const std::vector<int> order = engine::largestFirst(
        std::size_t(made.channels), [&](std::size_t channel) { return energyOf(plane(channel)); });
    for (int i = 0; i < std::min(most, made.channels); ++i) {
        const int channel = order[std::size_t(i)];
        made.planes.push_back({first + channel,
            mapImage(plane(std::size_t(channel)), made.width, true, made.largest, colours)});
    }
    return made;
}
