#include "engine/explain/trace_fully_connected.h"

#include "tests/explain/host_array.h"
#include "tests/support/check_layer.h"
#include "tests/support/near.h"

#include <QtTest>

#include <numeric>

using namespace engine;
using reference::Array;

class TstTraceFullyConnected : public QObject {
    Q_OBJECT
private slots:
    void addsUpToTheReference_data();
    void addsUpToTheReference();
    void showsASumDoneByHand();
    void foldsBackToPlaces();
};

void TstTraceFullyConnected::addsUpToTheReference_data()
{
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("bias");
    QTest::newRow("vector") << 37 << 1 << 1 << true;
    QTest::newRow("like pool5") << 40 << 6 << 6 << true;
    QTest::newRow("odd, without bias") << 3 << 5 << 7 << false;
}

void TstTraceFullyConnected::addsUpToTheReference()
{
    QFETCH(int, channels);
    QFETCH(int, height);
    QFETCH(int, width);
    QFETCH(bool, bias);
    const FullyConnectedOptions o {.outputs = 5, .bias = bias};
    const HostTensor input = noise({1, channels, height, width}, 5);
    const auto parameters = noiseParameters(FullyConnected(o), input.shape, 6);
    const Array expected = reference::fullyConnected(o, Array(input), parameters);
    const double tolerance = near::layer * rangeOf(expected);
    for (int output = 0; output < 5; ++output) {
        const FullyConnectedTrace trace = traceFullyConnected(o, output, input, parameters, input.shape);
        QVERIFY(std::abs(trace.total - expected.at(0, output, 0, 0)) <= tolerance);
        QVERIFY(
            std::abs(std::accumulate(trace.byPlace.begin(), trace.byPlace.end(), trace.bias) - trace.total)
            <= tolerance);
        QVERIFY(std::abs(trace.pullingUp + trace.pullingDown - trace.sum) <= tolerance);
        QVERIFY(std::abs(trace.running.back() - trace.sum) <= tolerance);
        for (std::size_t i = 1; i < trace.largestFirst.size(); ++i)
            QVERIFY(std::abs(trace.parts[std::size_t(trace.largestFirst[i - 1])])
                >= std::abs(trace.parts[std::size_t(trace.largestFirst[i])]));
        QVERIFY(std::abs(trace.shareOfLargest(int(trace.parts.size())) - 1) < 1e-12);
        // As many shares as there are parts for: 10, 100 and 1,000.
        const std::size_t count = trace.parts.size();
        QCOMPARE(trace.shares.size(), count >= 1000 ? 3u : count >= 100 ? 2u : 1u);
    }
}

void TstTraceFullyConnected::showsASumDoneByHand()
{
    const HostTensor input = handMade({1, 4, 1, 1}, {1, 2, 0, -1});
    const reference::Parameters parameters = {{9, 9, 9, 9, 2, -3, 5, 1}, {7, 0.5f}};
    const FullyConnectedTrace trace = traceFullyConnected({.outputs = 2}, 1, input, parameters, input.shape);
    QCOMPARE(trace.weights, (std::vector<float> {2, -3, 5, 1}));
    QCOMPARE(trace.parts, (std::vector<double> {2, -6, 0, -1}));
    QCOMPARE(trace.largestFirst, (std::vector<int> {1, 0, 3, 2}));
    QCOMPARE(trace.running, (std::vector<double> {-6, -4, -5, -5}));
    QCOMPARE(trace.pullingUp, 2.0);
    QCOMPARE(trace.pullingDown, -7.0);
    QCOMPARE(trace.positiveParts, 1);
    QCOMPARE(trace.negativeParts, 2);
    QCOMPARE(trace.positiveInputs, 2);
    QCOMPARE(trace.shareOfLargest(1), 6.0 / 9);
    QCOMPARE(trace.shareOfLargest(2), 8.0 / 9);
    QVERIFY(trace.shares.empty());
    QCOMPARE(trace.total, -4.5);
}

void TstTraceFullyConnected::foldsBackToPlaces()
{
    // Two maps of 2 x 3, flattened before.
    HostTensor input({1, 12, 1, 1});
    std::iota(input.values.begin(), input.values.end(), 0.0f);
    const reference::Parameters parameters = {std::vector<float>(12, 1), {0}};
    const FullyConnectedTrace trace = traceFullyConnected({.outputs = 1}, 0, input, parameters, {1, 2, 2, 3});
    QCOMPARE(trace.byPlace, (std::vector<double> {6, 8, 10, 12, 14, 16}));
    QVERIFY(trace.placeOf(0) == (Place {0, 0, 0}));
    QVERIFY(trace.placeOf(5) == (Place {0, 1, 2}));
    QVERIFY(trace.placeOf(10) == (Place {1, 1, 1}));
}

QObject* makeTstTraceFullyConnected() { return new TstTraceFullyConnected; }
#include "tst_trace_fully_connected.moc"
