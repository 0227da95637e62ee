#include "engine/explain/trace_pool.h"

#include "tests/explain/host_array.h"
#include "tests/support/check_layer.h"
#include "tests/support/near.h"

#include <QtTest>

#include <numeric>
#include <random>

using namespace engine;
using reference::Array;

class TstTracePool : public QObject {
    Q_OBJECT
private slots:
    void picksTheWinnersOfTheReference();
    void averagesLikeTheReference();
    void countsOverlappingWindows();
    void letsTheFirstOfEqualsWin();
    void marksWhatLiesBehindThePadding();
    void spansTheInputWhenGlobal();
};

namespace {

/// Random windows that every shape from 8 x 8 on has room for.
struct RandomWindows {
    std::mt19937 random {11};

    int between(int low, int high) { return low + int(random() % unsigned(high - low + 1)); }
    Extent size() { return {between(2, 4), between(2, 4)}; }
    Extent stride() { return {between(1, 3), between(1, 3)}; }
    Padding padding() { return {between(0, 1), between(0, 1), between(0, 1), between(0, 1)}; }
    Rounding rounding() { return between(0, 1) ? Rounding::Up : Rounding::Down; }
    /// With many equal values.
    HostTensor input()
    {
        HostTensor tensor = noise({1, 2, between(8, 12), between(8, 12)}, random());
        for (float& value : tensor.values)
            value = std::round(value * 3);
        return tensor;
    }
};

}

void TstTracePool::picksTheWinnersOfTheReference()
{
    RandomWindows windows;
    for (int round = 0; round < 30; ++round) {
        const MaxPoolOptions o {.size = windows.size(),
            .stride = windows.stride(),
            .padding = windows.padding(),
            .dilation = {windows.between(1, 2), windows.between(1, 2)},
            .rounding = windows.rounding()};
        const HostTensor input = windows.input();
        std::vector<std::uint32_t> switches;
        const Array expected = reference::maxPool(o, Array(input), &switches);
        std::size_t i = 0;
        std::vector<int> wins(std::size_t(input.shape.imageSize()), 0);
        std::vector<int> seen = wins;
        std::vector<MaxPoolTrace> traces;
        const auto place = [&](const Place& p) {
            return (std::size_t(p.channel) * input.shape.height + p.y) * input.shape.width + p.x;
        };
        const auto inputOf = [&](const MaxPoolTrace& trace, std::size_t cell) {
            const int row = int(cell) / trace.window.columns, column = int(cell) % trace.window.columns;
            return Place {trace.from.channel, trace.window.top + row * o.dilation.height,
                trace.window.left + column * o.dilation.width};
        };
        forEachPlace(expected.shape, [&](int c, int y, int x) {
            traces.push_back(traceMaxPool(o, {c, y, x}, input));
            const MaxPoolTrace& trace = traces.back();
            QCOMPARE(trace.total, expected.at(0, c, y, x));
            QCOMPARE(std::uint32_t(trace.winner), switches[i++]);
            QCOMPARE(double(input.at(0, trace.from.channel, trace.from.y, trace.from.x)), trace.total);
            QCOMPARE(trace.window.largestFirst.front(), trace.winner);
            ++wins[place(trace.from)];
            for (std::size_t cell = 0; cell < trace.window.cells.size(); ++cell)
                if (trace.window.cells[cell] == Cell::Input)
                    ++seen[place(inputOf(trace, cell))];
        });
        // Every cell tells how many windows see and choose it.
        for (const MaxPoolTrace& trace : traces)
            for (std::size_t cell = 0; cell < trace.window.cells.size(); ++cell) {
                const bool inside = trace.window.cells[cell] == Cell::Input;
                QCOMPARE(trace.wins[cell], inside ? wins[place(inputOf(trace, cell))] : 0);
                QCOMPARE(trace.window.windows[cell], inside ? seen[place(inputOf(trace, cell))] : 0);
            }
        const auto half = std::ptrdiff_t(wins.size() / 2);
        QCOMPARE(
            traces[0].idleShare, double(std::count(wins.begin(), wins.begin() + half, 0)) / double(half));
    }
}

void TstTracePool::averagesLikeTheReference()
{
    RandomWindows windows;
    for (int round = 0; round < 30; ++round) {
        const AveragePoolOptions o {.size = windows.size(),
            .stride = windows.stride(),
            .padding = windows.padding(),
            .rounding = windows.rounding(),
            .countPadding = round % 2 == 0};
        const HostTensor input = windows.input();
        const Array expected = reference::averagePool(o, Array(input));
        forEachPlace(expected.shape, [&](int c, int y, int x) {
            const AveragePoolTrace trace = traceAveragePool(AveragePool(o), {c, y, x}, input);
            QVERIFY(std::abs(trace.total - expected.at(0, c, y, x)) <= near::layer * rangeOf(expected));
            QCOMPARE(trace.total, trace.sum / trace.divisor);
        });
    }
}

void TstTracePool::countsOverlappingWindows()
{
    // The paper's pooling: 3 x 3, step 2. Corners belong to four windows, edges to two, the middle to one.
    const HostTensor input = noise({1, 1, 9, 9}, 3);
    const MaxPoolTrace trace = traceMaxPool({.size = 3, .stride = 2}, {0, 1, 1}, input);
    QCOMPARE(trace.window.windows, (std::vector<int> {4, 2, 4, 2, 1, 2, 4, 2, 4}));
}

void TstTracePool::letsTheFirstOfEqualsWin()
{
    const HostTensor input = handMade({1, 1, 2, 3}, {1, 5, 5, 5, 0, 2});
    const MaxPoolTrace trace = traceMaxPool({.size = 2, .stride = 1}, {0, 0, 0}, input);
    QCOMPARE(trace.winner, 1);
    QCOMPARE(trace.window.largestFirst, (std::vector<int> {1, 2, 0, 3}));
    QCOMPARE(trace.wins, (std::vector<int> {0, 2, 0, 0}));
    QCOMPARE(trace.idleShare, 5.0 / 6);
}

void TstTracePool::marksWhatLiesBehindThePadding()
{
    // 3 values and one of padding on both sides, windows of 3 in steps of 3: the second reaches one behind.
    const AveragePoolOptions o {.size = {1, 3},
        .stride = {1, 3},
        .padding = {0, 1, 0, 1},
        .rounding = Rounding::Up,
        .countPadding = true};
    const HostTensor input = handMade({1, 1, 1, 3}, {-1, -2, -8});
    const AveragePoolTrace first = traceAveragePool(AveragePool(o), {0, 0, 0}, input);
    QVERIFY(first.window.cells == (std::vector<Cell> {Cell::Padding, Cell::Input, Cell::Input}));
    QCOMPARE(first.total, -1.0);
    const AveragePoolTrace second = traceAveragePool(AveragePool(o), {0, 0, 1}, input);
    QVERIFY(second.window.cells == (std::vector<Cell> {Cell::Input, Cell::Padding, Cell::BehindPadding}));
    QCOMPARE(second.divisor, 2);
    QCOMPARE(second.total, -4.0);

    const MaxPoolTrace largest
        = traceMaxPool({.size = {1, 3}, .stride = {1, 3}, .padding = {0, 1, 0, 1}, .rounding = Rounding::Up},
            {0, 0, 1}, input);
    QCOMPARE(largest.total, -8.0); // padding is never the largest
    QCOMPARE(largest.winner, 0);
}

void TstTracePool::spansTheInputWhenGlobal()
{
    const HostTensor input = handMade({1, 2, 1, 3}, {0, 0, 0, 1, 2, 6});
    const AveragePoolTrace trace
        = traceAveragePool(AveragePool(AveragePoolOptions {.global = true}), {1, 0, 0}, input);
    QCOMPARE(trace.window.columns, 3);
    QCOMPARE(trace.total, 3.0);
}

QObject* makeTstTracePool() { return new TstTracePool; }
#include "tst_trace_pool.moc"
