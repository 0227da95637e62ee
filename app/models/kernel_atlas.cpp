#include "app/models/kernel_atlas.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace {

/// An empty sheet for that many tiles; about as wide as it is high.
TileSheet sheetFor(int count, QSize cell, QRgb ground)
{
    TileSheet sheet;
    sheet.count = count;
    sheet.cell = cell;
    sheet.columns = std::max(1, int(std::ceil(std::sqrt(double(count)))));
    const int rows = (count + sheet.columns - 1) / sheet.columns;
    sheet.atlas
        = QImage(sheet.columns * cell.width(), std::max(1, rows) * cell.height(), QImage::Format_RGB32);
    sheet.atlas.fill(ground);
    return sheet;
}

std::span<const float> kernelOf(const engine::HostTensor& kernels, int filter)
{
    const std::size_t each = std::size_t(kernels.shape.imageSize());
    return std::span(kernels.values).subspan(std::size_t(filter) * each, each);
}

void paintColour(QImage& image, QPoint corner, const engine::HostTensor& kernels, int filter, double end)
{
    const auto byte = [&](int channel, int y, int x) {
        const double weight = double(kernels.at(filter, channel, y, x));
        return std::clamp(int(std::lround(127.5 + (end > 0 ? 127.5 * weight / end : 0))), 0, 255);
    };
    for (int y = 0; y < kernels.shape.height; ++y)
        for (int x = 0; x < kernels.shape.width; ++x)
            image.setPixel(corner + QPoint(x, y), qRgb(byte(0, y, x), byte(1, y, x), byte(2, y, x)));
}

void paintPlane(QImage& image, QPoint corner, const engine::HostTensor& kernels, int filter, int channel,
    double end, const std::array<QRgb, 256>& diverging)
{
    for (int y = 0; y < kernels.shape.height; ++y)
        for (int x = 0; x < kernels.shape.width; ++x) {
            const double weight = double(kernels.at(filter, channel, y, x));
            const int place
                = std::clamp(int(std::lround(127.5 + (end > 0 ? 127.5 * weight / end : 0))), 0, 255);
            image.setPixel(corner + QPoint(x, y), diverging[std::size_t(place)]);
        }
}

QSize cellOf(const engine::HostTensor& kernels) { return {kernels.shape.width, kernels.shape.height}; }

}

double largestWeight(std::span<const float> values)
{
    double most = 0;
    for (const float value : values)
        most = std::max(most, std::abs(double(value)));
    return most;
}

int strongestPlane(const engine::HostTensor& kernels, int filter)
{
    const std::span<const float> all = kernelOf(kernels, filter);
    const auto most = std::ranges::max_element(all, {}, [](float weight) { return std::abs(weight); });
    return int((most - all.begin()) / (std::ptrdiff_t(kernels.shape.height) * kernels.shape.width));
}

TileSheet colourKernels(const engine::HostTensor& kernels, KernelRange range, int towers)
{
    if (kernels.shape.channels != 3)
        return {};
    TileSheet sheet = sheetFor(kernels.shape.batch, cellOf(kernels), qRgb(128, 128, 128));
    sheet.towers = towers;
    const double common = largestWeight(kernels.values);
    for (int filter = 0; filter < sheet.count; ++filter) {
        const double end
            = range == KernelRange::AllKernels ? common : largestWeight(kernelOf(kernels, filter));
        paintColour(sheet.atlas, sheet.place(filter).topLeft(), kernels, filter, end);
    }
    return sheet;
}

QImage colourKernel(const engine::HostTensor& kernels, int filter, double end)
{
    QImage image(cellOf(kernels), QImage::Format_RGB32);
    paintColour(image, {}, kernels, filter, end);
    return image;
}

TileSheet kernelPlanes(
    const engine::HostTensor& kernels, int filter, double end, const std::array<QRgb, 256>& diverging)
{
    TileSheet sheet = sheetFor(kernels.shape.channels, cellOf(kernels), diverging[128]);
    for (int channel = 0; channel < sheet.count; ++channel)
        paintPlane(sheet.atlas, sheet.place(channel).topLeft(), kernels, filter, channel, end, diverging);
    return sheet;
}

QImage kernelPlane(const engine::HostTensor& kernels, int filter, int channel, double end,
    const std::array<QRgb, 256>& diverging)
{
    QImage image(cellOf(kernels), QImage::Format_RGB32);
    paintPlane(image, {}, kernels, filter, channel, end, diverging);
    return image;
}

std::vector<int> kernelOrder(std::span<const engine::KernelMeasures> measures, KernelOrder order)
{
    std::vector<int> sorted(measures.size());
    std::iota(sorted.begin(), sorted.end(), 0);
    const auto key = [&](int filter) {
        const engine::KernelMeasures& kernel = measures[std::size_t(filter)];
        switch (order) {
        case KernelOrder::Index:
            return 0.0;
        case KernelOrder::Orientation:
            return kernel.orientation.value_or(360);
        case KernelOrder::Frequency:
            return -kernel.frequency;
        case KernelOrder::Colour:
            return -kernel.colourfulness;
        }
        return 0.0;
    };
    std::ranges::stable_sort(sorted, {}, key);
    return sorted;
}
