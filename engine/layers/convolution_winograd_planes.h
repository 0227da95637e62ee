#pragma once

#include "engine/layers/convolution.h"
#include "engine/layers/slices.h"

namespace engine::winograd {

/// How pictures lie at the points: planes [point][group][image, tile][channel], all steps in vec4s.
struct Planes {
    int filter; ///< 3 or 5
    int tile; ///< outputs of a tile along an axis: 4, or 5 of a filter of 3
    int groups;
    int tilesX, tiles; ///< tiles of a row, of an image
    int inputVectors, outputVectors; ///< vec4s of channels of a group
    int inputStep, outputStep; ///< from a tile to the next

    Planes(const ConvolutionOptions& options, const Layout& input)
        : filter(options.size.width)
        , groups(options.groups)
        , inputVectors(input.pixel / 4)
        , outputVectors((options.filters / options.groups + 3) / 4)
        , inputStep(padded(inputVectors))
        , outputStep(padded(outputVectors))
    {
        const Shape output = Convolution(options).outputShape(input.shape);
        tile = tileFor(output);
        tilesX = tilesAlong(output.width, tile);
        tiles = tilesX * tilesAlong(output.height, tile);
    }
    /// The constants that all kernels begin with.
    std::vector<std::uint32_t> constants() const
    {
        return {plainGroup, std::uint32_t(filter), std::uint32_t(tile)};
    }

    int side() const { return tile + filter - 1; } ///< points along an axis
    int columnPairs() const
    {
        return (side() + 1) / 2;
    } ///< each a work group of the kernels that go to the points
    int points() const { return side() * side(); }
    int planes() const { return points() * groups; }
    /// From a plane to the next, for a step and so many images.
    std::int64_t planeStep(int step, int images) const
    {
        const std::int64_t exact = std::int64_t(tiles) * images * step;
        return exact + (exact % 256 == 0 ? 4 : 0);
    }
    std::uint64_t bytes(int step, int images) const
    {
        return std::uint64_t(planes() * planeStep(step, images)) * 16;
    }
    std::uint64_t inputBytes(int images) const { return bytes(inputStep, images); }
    std::uint64_t outputBytes(int images) const { return bytes(outputStep, images); }

private:
    static int tilesAlong(int extent, int tile) { return (extent + tile - 1) / tile; }
    /// Fewest products at the points: tiles of 5 x 5 cover 13 x 13 outputs with 9 x 49, tiles of 4 x 4 with 16 x 36. But
    /// the products need rows enough, of which each tile of each picture makes one.
    int tileFor(const Shape& output) const
    {
        constexpr int leastRows = 64;
        const auto products = [&](int size) {
            const int along = size + filter - 1;
            return tilesAlong(output.width, size) * tilesAlong(output.height, size) * along * along;
        };
        const int rows = tilesAlong(output.width, 5) * tilesAlong(output.height, 5) * output.batch;
        return filter == 3 && rows >= leastRows && products(5) * 10 < products(4) * 9 ? 5 : 4;
    }
    /// Lanes step over tiles: not by a multiple of 1,024 bytes, or they would share few cache sets.
    static int padded(int vectors) { return vectors + (vectors % 64 == 0 ? 4 : 0); }
};

/// What the shaders take that bring values to the points, of the input or of the output's gradient.
struct PlanesPush {
    LayoutPush from;
    std::int32_t height, width;
    std::int32_t tilesX, tiles, vectors, tileStep, planeStep;
};

/// Images that go through the planes together: as many as `budget` bytes hold, and no more than a binding takes.
int imagesAtOnce(const Planes&, const Device&, int batch, std::uint64_t budget);

/// Writes down how images from `first` on come to the points.
void recordInput(
    Recording&, const Planes&, const Tensor& input, int first, int count, const BufferRange& planes);

}
