#include "engine/image/resize.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cmath>

namespace engine {

static constexpr int fractionBits = 22;
static constexpr int half = 1 << (fractionBits - 1);

namespace {

/// The weights of old pixels in new ones, for some consecutive new pixels of one axis, as fixed-point
/// numbers: 22 fraction bits leave room for 255 and for the sign of an int.
struct Filter {
    int taps = 0; ///< places per new pixel in `weights`, the last ones of a pixel may be unused
    std::vector<int> starts; ///< per new pixel, the first old one
    std::vector<int> counts; ///< per new pixel, how many old ones
    std::vector<int> weights;

    const int* weightsOf(int pixel) const { return weights.data() + std::size_t(pixel) * taps; }
    int end(int pixel) const { return starts[pixel] + counts[pixel]; }
};

/// One axis: where new pixels lie among the old ones, and whether the old ones go on beyond the edge.
struct Axis {
    int oldSize = 0;
    double scale = 1; ///< old pixels per new one
    double first = 0; ///< place of the first new pixel, in new pixels from the old edge
    int count = 0; ///< new pixels
    bool continued = false; ///< the first and the last old pixel repeat without end
};

}

static Filter makeFilter(const Axis& axis)
{
    const double reach = std::max(axis.scale, 1.0);
    const int last = axis.oldSize - 1;
    Filter filter;
    filter.taps = std::min(axis.oldSize, int(std::ceil(reach)) * 2 + 1);
    filter.weights.resize(std::size_t(axis.count) * filter.taps);
    std::vector<double> weights(std::size_t(filter.taps));
    for (int i = 0; i < axis.count; ++i) {
        const double centre = (axis.first + i + 0.5) * axis.scale;
        const int low = int(std::lround(centre - reach));
        const int high = int(std::lround(centre + reach));
        const int start = std::clamp(low, 0, last);
        const int end = std::clamp(high, start + 1, axis.oldSize);
        std::fill(weights.begin(), weights.end(), 0.0);
        double sum = 0;
        for (int k = axis.continued ? low : start; k < (axis.continued ? high : end); ++k) {
            const double weight = std::max(0.0, 1 - std::abs(k + 0.5 - centre) / reach);
            weights[std::size_t(std::clamp(k, start, end - 1) - start)] += weight;
            sum += weight;
        }
        for (int k = 0; k < end - start; ++k)
            filter.weights[std::size_t(i) * filter.taps + k]
                = int(std::lround(weights[k] / sum * (1 << fractionBits)));
        filter.starts.push_back(start);
        filter.counts.push_back(end - start);
    }
    return filter;
}

static std::uint8_t rounded(int sum) { return std::uint8_t(std::clamp(sum >> fractionBits, 0, 255)); }

static void filterRow(const std::uint8_t* row, const Filter& filter, std::uint8_t* out)
{
    for (std::size_t x = 0; x < filter.starts.size(); ++x, out += 3) {
        const int* weights = filter.weightsOf(int(x));
        const std::uint8_t* in = row + std::size_t(filter.starts[x]) * 3;
        int red = half;
        int green = half;
        int blue = half;
        for (int k = 0; k < filter.counts[x]; ++k, in += 3) {
            red += in[0] * weights[k];
            green += in[1] * weights[k];
            blue += in[2] * weights[k];
        }
        out[0] = rounded(red);
        out[1] = rounded(green);
        out[2] = rounded(blue);
    }
}

/// `rows` holds the rows that the filter needs, beginning with its first one.
static void filterColumns(const Image& rows, const Filter& filter, Image& result)
{
    const std::size_t length = std::size_t(result.width) * 3;
    std::vector<int> sums(length);
    for (int y = 0; y < result.height; ++y) {
        std::fill(sums.begin(), sums.end(), half);
        for (int k = 0; k < filter.counts[y]; ++k) {
            const int weight = filter.weightsOf(y)[k];
            const std::uint8_t* row = rows.pixel(0, filter.starts[y] - filter.starts[0] + k);
            for (std::size_t i = 0; i < length; ++i)
                sums[i] += row[i] * weight;
        }
        std::transform(sums.begin(), sums.end(), result.pixel(0, y), rounded);
    }
}

static void requireInside(const Region& region, int width, int height)
{
    require(region.x >= 0 && region.y >= 0 && region.width > 0 && region.height > 0
            && region.width <= width - region.x && region.height <= height - region.y,
        "A region of ", region.width, " x ", region.height, " pixels at (", region.x, ", ", region.y,
        ") does not lie in a picture of ", width, " x ", height, " pixels: choose one inside");
}

static void requireSizes(const Image& picture, int width, int height)
{
    require(picture.width > 0 && picture.height > 0,
        "A picture without pixels cannot be resized: choose another");
    require(width > 0 && height > 0, "A picture cannot be resized to ", width, " x ", height,
        " pixels: both must be at least 1");
}

static Image filtered(const Image& picture, const Filter& across, const Filter& down)
{
    const int height = int(down.starts.size());
    const int firstRow = down.starts.front();
    Image rows(int(across.starts.size()), down.end(height - 1) - firstRow);
    for (int y = 0; y < rows.height; ++y)
        filterRow(picture.pixel(0, firstRow + y), across, rows.pixel(0, y));
    Image result(rows.width, height);
    filterColumns(rows, down, result);
    return result;
}

Image resizeBilinear(const Image& picture, int width, int height)
{
    return resizeRegion(picture, width, height, {0, 0, width, height});
}

Image resizeRegion(const Image& picture, int width, int height, const Region& region)
{
    requireSizes(picture, width, height);
    requireInside(region, width, height);

    return filtered(picture,
        makeFilter({picture.width, double(picture.width) / width, double(region.x), region.width}),
        makeFilter({picture.height, double(picture.height) / height, double(region.y), region.height}));
}

Image resizeWindow(const Image& picture, const Window& window, int width, int height)
{
    requireSizes(picture, width, height);
    require(window.width > 0 && window.height > 0, "A window of ", window.width, " x ", window.height,
        " pixels holds no picture: choose a larger one");
    const auto axis = [](int oldSize, double from, double extent, int count) {
        const double scale = extent / count;
        return Axis {oldSize, scale, from / scale, count, true};
    };
    return filtered(picture, makeFilter(axis(picture.width, window.x, window.width, width)),
        makeFilter(axis(picture.height, window.y, window.height, height)));
}

Image crop(const Image& picture, int x, int y, int width, int height)
{
    requireInside({x, y, width, height}, picture.width, picture.height);
    Image part(width, height);
    for (int row = 0; row < height; ++row) {
        const std::uint8_t* in = picture.pixel(x, y + row);
        std::copy(in, in + std::size_t(width) * 3, part.pixel(0, row));
    }
    return part;
}

Image mirrored(const Image& picture)
{
    Image result(picture.width, picture.height);
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            const std::uint8_t* in = picture.pixel(picture.width - 1 - x, y);
            std::copy(in, in + 3, result.pixel(x, y));
        }
    }
    return result;
}

}
