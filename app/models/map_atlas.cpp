#include "app/models/map_atlas.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace {

using engine::mapOf;

constexpr int atlasColumns = 32;

/// Writes the colours of one map into an image, its first cell at `corner`.
void colourMap(QImage& image, QPoint corner, int width, std::span<const float> values, bool hasNegative,
    double end, const MapColours& colours)
{
    const std::array<QRgb, 256>& map = hasNegative ? colours.around : colours.upward;
    const float low = hasNegative ? float(-end) : 0.0f, span = hasNegative ? float(2 * end) : float(end);
    const float scale = span > 0 ? 255.0f / span : 0.0f;
    const int zero = hasNegative ? 127 : 0;
    const int height = int(values.size()) / std::max(1, width);
    for (int y = 0; y < height; ++y) {
        QRgb* line = reinterpret_cast<QRgb*>(image.scanLine(corner.y() + y)) + corner.x();
        for (int x = 0; x < width; ++x) {
            const float value = values[std::size_t(y * width + x)];
            const bool known = scale > 0 && !std::isnan(value);
            line[x] = map[std::size_t(known ? std::clamp(int((value - low) * scale + 0.5f), 0, 255) : zero)];
        }
    }
}

bool anyNegative(const std::vector<float>& values)
{
    return std::any_of(values.begin(), values.end(), [](float value) { return value < 0; });
}

const std::span<const float> noValues;

/// What the upper end of the colours stands for: the larger one of both.
double sharedEnd(std::span<const float> values, std::span<const float> beside)
{
    return std::max(engine::displayRange(values).high, engine::displayRange(beside).high);
}

bool isAllZero(std::span<const float> values)
{
    return std::all_of(values.begin(), values.end(), [](float value) { return value == 0; });
}

}

MapAtlas mapAtlas(const Classification& answer, int layer, MapRange range, const MapColours& colours)
{
    return mapAtlas({answer.network->layers[std::size_t(layer)], answer.outputOf(layer)}, range, colours);
}

MapAtlas mapAtlas(const LayerMaps& source, MapRange range, const MapColours& colours)
{
    const engine::HostTensor& maps = source.values;
    const LayerInfo& info = source.layer;
    MapAtlas made;
    TileSheet& sheet = made.sheet;
    sheet.count = maps.shape.channels;
    sheet.cell = {maps.shape.width, maps.shape.height};
    sheet.columns = std::min(sheet.count, atlasColumns);
    sheet.towers = info.vector ? 1 : info.towers;
    const int rows = (sheet.count + sheet.columns - 1) / sheet.columns;
    sheet.atlas
        = QImage(sheet.columns * sheet.cell.width(), rows * sheet.cell.height(), QImage::Format_RGB32);
    sheet.atlas.fill(colours.upward[0]);
    made.hasNegative = source.difference || anyNegative(maps.values)
        || (source.beside && anyNegative(source.beside->values));
    made.range = info.vector ? MapRange::AllMaps : range;
    const double common = made.range == MapRange::AllMaps
        ? sharedEnd(maps.values, source.beside ? std::span<const float>(source.beside->values) : noValues)
        : 0;
    made.ends.assign(std::size_t(sheet.count), source.end.value_or(common));
    if (!info.vector)
        sheet.dead.assign(std::size_t(sheet.count), false);
    for (int unit = 0; unit < sheet.count; ++unit) {
        const std::span<const float> values = mapOf(maps, unit);
        double& end = made.ends[std::size_t(unit)];
        if (made.range == MapRange::EachMap && !source.end)
            end = sharedEnd(values, source.beside ? mapOf(*source.beside, unit) : noValues);
        colourMap(sheet.atlas, sheet.place(unit).topLeft(), sheet.cell.width(), values, made.hasNegative, end,
            colours);
        if (info.vector || !isAllZero(values))
            continue;
        sheet.dead[std::size_t(unit)] = true;
        ++made.dead;
    }
    return made;
}

QImage mapImage(
    std::span<const float> values, int width, bool hasNegative, double end, const MapColours& colours)
{
    QImage image(width, int(values.size()) / std::max(1, width), QImage::Format_RGB32);
    colourMap(image, {}, width, values, hasNegative, end, colours);
    return image;
}

int strongestUnit(const engine::HostTensor& activation, int from, int to)
{
    int best = from;
    double most = -INFINITY;
    for (int unit = from; unit < (to < 0 ? activation.shape.channels : to); ++unit) {
        const std::span<const float> values = mapOf(activation, unit);
        const double sum = std::accumulate(values.begin(), values.end(), 0.0);
        if (sum > most) {
            most = sum;
            best = unit;
        }
    }
    return best;
}

std::vector<int> unitsByDifference(const engine::HostTensor& difference)
{
    std::vector<double> magnitudes;
    for (int unit = 0; unit < difference.shape.channels; ++unit) {
        const std::span<const float> values = mapOf(difference, unit);
        magnitudes.push_back(std::accumulate(values.begin(), values.end(), 0.0,
            [](double sum, float value) { return sum + std::abs(value); }));
    }
    std::vector<int> order(magnitudes.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
        [&](int a, int b) { return magnitudes[std::size_t(a)] > magnitudes[std::size_t(b)]; });
    return order;
}
