#pragma once

#include "engine/layers/convolution.h"
#include "engine/layers/slices.h"

namespace engine::winograd {

/// How pictures lie at the points: planes [point][group][image, tile][channel], all steps in vec4s.
struct Planes {
    static constexpr int tile = 4; ///< outputs of a tile along an axis

    int filter; ///< 3 or 5
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
        tilesX = (output.width + tile - 1) / tile;
        tiles = tilesX * ((output.height + tile - 1) / tile);
    }

    int side() const { return tile + filter - 1; } ///< points along an axis
    int columnPairs() const { return side() / 2; } ///< each a work group of the kernels that go to the points
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
    /// Lanes step over tiles: not by a multiple of 1,024 bytes, or they would share few cache sets.
    static int padded(int vectors) { return vectors + (vectors % 64 == 0 ? 4 : 0); }
};

/// What the shaders take that bring values to the points, of the input or of the output's gradient.
struct PlanesPush {
    LayoutPush from;
    std::int32_t height, width;
    std::int32_t tilesX, tiles, vectors, tileStep, planeStep;
};

/// Ranges start at multiples of 256 bytes.
inline std::uint64_t aligned(std::uint64_t bytes) { return (bytes + 255) / 256 * 256; }

/// Images that go through the planes together: as many as `budget` bytes hold, and no more than a binding takes.
int imagesAtOnce(const Planes&, const Device&, int batch, std::uint64_t budget);

/// Writes down how images from `first` on come to the points.
void recordInput(
    Recording&, const Planes&, const Tensor& input, int first, int count, const BufferRange& planes);

}
