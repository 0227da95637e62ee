#include "engine/scene/faces.h"

#include "engine/core/error.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace engine {

namespace {

constexpr int usualWidth = 1024;
constexpr std::uint8_t wireOpacity = 69; // 27 % of 255
constexpr double percentile = 0.995;
constexpr std::uint32_t infinityBits = 0x7f800000;

/// Gives out rectangles of the atlas, row by row.
class Shelves {
public:
    explicit Shelves(int width)
        : m_width(width)
    {
    }
    Face place(int width, int height)
    {
        if (m_x + width > m_width) {
            m_y += m_rowHeight;
            m_x = m_rowHeight = 0;
        }
        const Face face {m_x, m_y, width, height};
        m_x += width;
        m_rowHeight = std::max(m_rowHeight, height);
        return face;
    }
    int height() const { return m_y + m_rowHeight; }

private:
    int m_width;
    int m_x = 0, m_y = 0, m_rowHeight = 0;
};

Atlas::Faces placeBlock(const Block& block, Shelves& shelves)
{
    if (!block.picture.pixels.empty()) {
        const int width = block.picture.width, height = block.picture.height;
        return {shelves.place(width, height), shelves.place(width, 1), shelves.place(1, height)};
    }
    return {shelves.place(block.width, block.height), shelves.place(block.width, block.maps),
        shelves.place(block.maps, block.height)};
}

/// The texels of an atlas.
struct Canvas {
    std::span<std::uint8_t> texels;
    std::size_t width;

    void paint(const Face& face, int x, int y, const std::uint8_t* rgb, std::uint8_t opacity = 255) const
    {
        std::uint8_t* texel = &texels[(std::size_t(face.y + y) * width + std::size_t(face.x + x)) * 4];
        std::copy_n(rgb, 3, texel);
        texel[3] = opacity;
    }
};

/// A picture, with its first row on the top face and its last column on the side face.
void paintPicture(const Canvas& canvas, const Atlas::Faces& faces, const Image& picture)
{
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x)
            canvas.paint(faces.front, x, y, picture.pixel(x, y));
        canvas.paint(faces.side, 0, y, picture.pixel(picture.width - 1, y));
    }
    for (int x = 0; x < picture.width; ++x)
        canvas.paint(faces.top, x, 0, picture.pixel(x, 0));
}

/// The largest values along y (maps x width) and along x (maps x height); NaN never is. Of a single map its edges: the
/// first row and the last column.
struct Maxima {
    std::vector<float> overY, overX;
};

Maxima maximaOf(const Block& block)
{
    const std::size_t maps = std::size_t(block.maps), width = std::size_t(block.width),
                      height = std::size_t(block.height);
    if (maps == 1) {
        Maxima edges {{block.values.begin(), block.values.begin() + block.width}, {}};
        for (std::size_t y = 0; y < height; ++y)
            edges.overX.push_back(block.values[(y + 1) * width - 1]);
        return edges;
    }
    Maxima maxima {std::vector<float>(maps * width, 0), std::vector<float>(maps * height, 0)};
    const float* row = block.values.data();
    for (std::size_t map = 0; map < maps; ++map)
        for (std::size_t y = 0; y < height; ++y, row += width) {
            float* columns = maxima.overY.data() + map * width;
            for (std::size_t x = 0; x < width; ++x)
                columns[x] = row[x] > columns[x] ? row[x] : columns[x];
            float& largest = maxima.overX[map * height + y];
            for (std::size_t x = 0; x < width; ++x)
                largest = row[x] > largest ? row[x] : largest;
        }
    return maxima;
}

void paintValues(const Canvas& canvas, const Atlas::Faces& faces, const Block& block,
    const std::array<Colour, 256>& colours)
{
    const float upper = upperEnd(block);
    const auto colour = [&](float value) {
        const bool positive = value > 0 && upper > 0; // false for NaN
        return colours[positive ? std::size_t(std::min(255.0f, value / upper * 255 + 0.5f)) : 0].data();
    };
    const Maxima maxima = maximaOf(block);
    const std::size_t width = std::size_t(block.width), height = std::size_t(block.height);
    const float* front = block.values.data() + std::size_t(block.frontMap) * width * height;
    for (int y = 0; y < block.height; ++y)
        for (int x = 0; x < block.width; ++x)
            canvas.paint(faces.front, x, y, colour(front[std::size_t(y) * width + std::size_t(x)]));
    for (int map = 0; map < block.maps; ++map) {
        for (int x = 0; x < block.width; ++x)
            canvas.paint(faces.top, x, map, colour(maxima.overY[std::size_t(map) * width + std::size_t(x)]));
        for (int y = 0; y < block.height; ++y)
            canvas.paint(
                faces.side, map, y, colour(maxima.overX[std::size_t(map) * height + std::size_t(y)]));
    }
}

void check(const Block& block)
{
    const std::size_t expected
        = std::size_t(block.maps) * std::size_t(block.height) * std::size_t(block.width);
    require(block.maps > 0 && block.height > 0 && block.width > 0
            && (!block.picture.pixels.empty() || block.values.size() == expected),
        "a block of ", block.maps, "x", block.height, "x", block.width, " cannot be drawn from ",
        block.values.size(), " values");
    require(block.frontMap >= 0 && block.frontMap < block.maps, "a block of ", block.maps,
        " maps cannot show map ", block.frontMap);
}

}

float upperEnd(const Block& block)
{
    // The bits of floats above 0 are in the order of the floats: count by the upper ones, then sort one bin.
    constexpr int lowerBits = 20;
    const auto bitsOf = [](float value) {
        const auto bits = std::bit_cast<std::uint32_t>(value);
        return bits < infinityBits ? bits : 0; // negative and undefined ones have more
    };
    std::array<std::size_t, (infinityBits >> lowerBits) + 1> counts {};
    std::size_t others = 0;
    std::uint32_t largest = 0;
    for (const float value : block.values) {
        const std::uint32_t bits = bitsOf(value);
        others += bits == 0;
        ++counts[bits >> lowerBits];
        largest = std::max(largest, bits);
    }
    if (largest == 0)
        return 0;
    auto rank
        = std::size_t(std::lround(percentile * double(block.values.size() - 1))); // how many are below it
    if (rank < others) // the percentile is 0
        return std::bit_cast<float>(largest);
    std::size_t bin = 0;
    for (; rank >= counts[bin]; ++bin)
        rank -= counts[bin];
    std::vector<std::uint32_t> members;
    for (const float value : block.values)
        if (const std::uint32_t bits = bitsOf(value); bits >> lowerBits == bin)
            members.push_back(bits);
    const auto place = members.begin() + std::ptrdiff_t(rank);
    std::nth_element(members.begin(), place, members.end());
    return std::bit_cast<float>(*place);
}

Atlas arrangeFaces(const Scene& scene, int largestSide)
{
    Atlas atlas;
    atlas.width = usualWidth;
    for (const Block& block : scene.blocks) {
        check(block);
        atlas.width = std::max({atlas.width, block.width, block.maps, block.picture.width});
    }
    Shelves shelves(atlas.width);
    for (const Block& block : scene.blocks)
        atlas.blocks.push_back(placeBlock(block, shelves));
    atlas.wire = shelves.place(1, 1);
    atlas.height = shelves.height();
    require(std::max(atlas.width, atlas.height) <= largestSide, "the faces of this network take ",
        atlas.width, " x ", atlas.height, " texels and the device draws at most ", largestSide, " x ",
        largestSide, "; use the flat strip");
    return atlas;
}

void paintFaces(const Scene& scene, const Atlas& atlas, std::span<std::uint8_t> texels)
{
    const Canvas canvas {texels, std::size_t(atlas.width)};
    for (std::size_t i = 0; i < scene.blocks.size(); ++i)
        if (scene.blocks[i].picture.pixels.empty())
            paintValues(canvas, atlas.blocks[i], scene.blocks[i], scene.colours);
        else
            paintPicture(canvas, atlas.blocks[i], scene.blocks[i].picture);
    canvas.paint(atlas.wire, 0, 0, scene.wireColour.data(), wireOpacity);
}

}
