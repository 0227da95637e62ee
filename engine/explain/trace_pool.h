#pragma once

#include "engine/explain/place.h"
#include "engine/layers/average_pool.h"
#include "engine/layers/max_pool.h"

#include <cstdint>
#include <vector>

namespace engine {

/// Where a cell of a window lies. What rounding up adds to a window is behind the padding.
enum class Cell : std::uint8_t { Input, Padding, BehindPadding };

/// The window of one output of a pooling layer in the map below it. Cells are rows x columns, row by row.
struct PoolWindow {
    int rows = 0;
    int columns = 0;
    int top = 0; ///< of the window in the input; negative in the padding
    int left = 0;
    Extent dilation = 1; ///< places of the input from cell to cell
    std::vector<float> values; ///< 0 outside of the input
    std::vector<Cell> cells;
    std::vector<int>
        windows; ///< to how many windows of the layer each cell's input belongs; 0 outside of the input
    std::vector<int>
        largestFirst; ///< the cells within the input, the largest value first, equals in reading order
};

/// The largest value wins, the first in reading order among equals.
struct MaxPoolTrace {
    PoolWindow window;
    int winner = 0; ///< the cell; the same number as the layer's switch
    Place from; ///< the winner in the input
    double total = 0;
    std::vector<int> wins; ///< how many windows of the layer each cell's input wins; 0 outside of the input
    double idleShare = 0; ///< of the inputs of this map: those that win no window, 0 to 1
};

/// total = sum / divisor
struct AveragePoolTrace {
    PoolWindow window;
    double sum = 0;
    int divisor = 1; ///< the cells within the input, or with countPadding those not behind the padding
    double total = 0;
};

/// Of the first image of `input`, for a place in the output.
MaxPoolTrace traceMaxPool(const MaxPoolOptions& options, const Place& place, const HostTensor& input);
AveragePoolTrace traceAveragePool(const AveragePool& layer, const Place& place, const HostTensor& input);

/// How many windows each value of a map of the first image wins: H x W, row by row. What wins none leaves no trace in
/// the output (paper, section 3.4: windows may overlap, so one value may win several).
std::vector<int> poolWins(const MaxPoolOptions& options, const HostTensor& input, int channel);

}
