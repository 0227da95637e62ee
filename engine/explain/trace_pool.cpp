#include "engine/explain/trace_pool.h"

#include "engine/explain/largest_first.h"
#include "engine/explain/layer_window.h"

namespace engine {

namespace {

/// The first of the largest values within the input, or 0 when none is larger than minus infinity.
int winnerOf(const PoolWindow& window)
{
    float best = -std::numeric_limits<float>::infinity();
    int winner = 0;
    for (int cell = 0; cell < int(window.values.size()); ++cell)
        if (window.cells[std::size_t(cell)] == Cell::Input && window.values[std::size_t(cell)] > best) {
            best = window.values[std::size_t(cell)];
            winner = cell;
        }
    return winner;
}

/// Where a cell's input lies.
Place inputOf(const PoolWindow& window, int cell, int channel)
{
    return {channel, window.top + cell / window.columns * window.dilation.height,
        window.left + cell % window.columns * window.dilation.width};
}

/// Values and places of the window, without what needs other windows.
PoolWindow windowAt(
    const LayerWindow& axes, const Padding& padding, const Place& place, const HostTensor& input)
{
    PoolWindow window {.rows = axes.rows.size,
        .columns = axes.columns.size,
        .top = axes.rows.inputAt(place.y, 0),
        .left = axes.columns.inputAt(place.x, 0),
        .dilation = {axes.rows.dilation, axes.columns.dilation}};
    const Shape& shape = input.shape;
    for (int cell = 0; cell < window.rows * window.columns; ++cell) {
        const Place at = inputOf(window, cell, place.channel);
        const bool inside = isInside(shape, at.y, at.x);
        const bool behind = at.y >= shape.height + padding.bottom || at.x >= shape.width + padding.right;
        window.cells.push_back(inside ? Cell::Input : behind ? Cell::BehindPadding : Cell::Padding);
        window.values.push_back(inside ? input.at(0, at.channel, at.y, at.x) : 0);
    }
    return window;
}

/// Adds how often the cells' inputs are looked at, and their order. `output` is the layer's output shape.
void complete(PoolWindow& window, const LayerWindow& axes, const Shape& output)
{
    for (int cell = 0; cell < int(window.cells.size()); ++cell) {
        const Place at = inputOf(window, cell, 0);
        window.windows.push_back(window.cells[std::size_t(cell)] != Cell::Input
                ? 0
                : axes.rows.windowsWith(at.y, output.height) * axes.columns.windowsWith(at.x, output.width));
    }
    for (int cell : largestFirst(window.values.size(), [&](std::size_t i) { return window.values[i]; }))
        if (window.cells[std::size_t(cell)] == Cell::Input)
            window.largestFirst.push_back(cell);
}

}

std::vector<int> poolWins(const MaxPoolOptions& options, const HostTensor& input, int channel)
{
    const MaxPool layer(options);
    const LayerWindow axes = *windowOf(layer);
    const Shape output = layer.outputShape(input.shape);
    std::vector<int> wins(std::size_t(input.shape.height) * input.shape.width, 0);
    for (int y = 0; y < output.height; ++y)
        for (int x = 0; x < output.width; ++x) {
            const PoolWindow window = windowAt(axes, options.padding, {channel, y, x}, input);
            const Place from = inputOf(window, winnerOf(window), channel);
            if (isInside(input.shape, from.y, from.x))
                ++wins[std::size_t(from.y) * input.shape.width + from.x];
        }
    return wins;
}

MaxPoolTrace traceMaxPool(const MaxPoolOptions& options, const Place& place, const HostTensor& input)
{
    const MaxPool layer(options);
    const LayerWindow axes = *windowOf(layer);
    MaxPoolTrace trace {.window = windowAt(axes, options.padding, place, input)};
    complete(trace.window, axes, layer.outputShape(input.shape));
    trace.winner = winnerOf(trace.window);
    trace.from = inputOf(trace.window, trace.winner, place.channel);
    trace.total = trace.window.values[std::size_t(trace.winner)];

    const std::vector<int> wins = poolWins(options, input, place.channel);
    for (int cell = 0; cell < int(trace.window.cells.size()); ++cell) {
        const Place at = inputOf(trace.window, cell, place.channel);
        const bool inside = trace.window.cells[std::size_t(cell)] == Cell::Input;
        trace.wins.push_back(inside ? wins[std::size_t(at.y) * input.shape.width + at.x] : 0);
    }
    trace.idleShare = double(std::count(wins.begin(), wins.end(), 0)) / double(wins.size());
    return trace;
}

AveragePoolTrace traceAveragePool(const AveragePool& layer, const Place& place, const HostTensor& input)
{
    const AveragePoolOptions o = layer.optionsFor(input.shape);
    const LayerWindow axes = *windowOf(AveragePool(o)); // a global window is spelled out by optionsFor()
    AveragePoolTrace trace {.window = windowAt(axes, o.padding, place, input)};
    complete(trace.window, axes, layer.outputShape(input.shape));
    for (float value : trace.window.values)
        trace.sum += value;
    const auto counts
        = [&](Cell cell) { return cell == Cell::Input || (o.countPadding && cell == Cell::Padding); };
    trace.divisor
        = std::max(1, int(std::count_if(trace.window.cells.begin(), trace.window.cells.end(), counts)));
    trace.total = trace.sum / trace.divisor;
    return trace;
}

}
