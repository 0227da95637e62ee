#include "engine/explain/trace_convolution.h"

#include "tests/explain/host_array.h"
#include "tests/support/check_layer.h"
#include "tests/support/near.h"

#include <QtTest>

#include <random>

using namespace engine;
using reference::Array;

class TstTraceConvolution : public QObject {
    Q_OBJECT
private slots:
    void addsUpToTheReference();
    void showsASumDoneByHand();
    void staysInItsGroup();
    void sortsPlanesByMagnitude();
};

void TstTraceConvolution::addsUpToTheReference()
{
    std::mt19937 random(7);
    const auto between = [&](int low, int high) { return low + int(random() % unsigned(high - low + 1)); };
    int padded = 0;
    for (int round = 0; round < 40; ++round) {
        const int groups = between(1, 3);
        ConvolutionOptions o {.filters = groups * between(1, 3)};
        o.size = {between(1, 5), between(1, 5)};
        o.stride = {between(1, 4), between(1, 4)};
        o.padding = {between(0, 3), between(0, 3), between(0, 3), between(0, 3)};
        o.dilation = {between(1, 2), between(1, 2)};
        o.groups = groups;
        o.rounding = round % 2 ? Rounding::Up : Rounding::Down;
        o.bias = round % 3;
        const HostTensor input
            = noise({1, groups * between(1, 4), between(9, 14), between(9, 13)}, unsigned(round));
        const auto parameters = noiseParameters(Convolution(o), input.shape, 1000u + unsigned(round));
        const Array expected = reference::convolution(o, Array(input), parameters);
        const double tolerance = near::layer * rangeOf(expected);
        forEachPlace(expected.shape, [&](int c, int y, int x) {
            const ConvolutionTrace trace = traceConvolution(o, {c, y, x}, input, parameters);
            QVERIFY2(std::abs(trace.total - expected.at(0, c, y, x)) <= tolerance,
                qPrintable(QString::number(round)));
            double sum = trace.bias;
            for (const PlaneTrace& plane : trace.planes) {
                double cells = 0;
                for (std::size_t i = 0; i < plane.products.size(); ++i) {
                    QCOMPARE(plane.products[i], double(plane.patch[i]) * plane.kernel[i]);
                    QVERIFY(!trace.padding[i] || plane.patch[i] == 0);
                    cells += plane.products[i];
                    padded += trace.padding[i];
                }
                QVERIFY(std::abs(cells - plane.sum) <= tolerance);
                sum += plane.sum;
            }
            QVERIFY(std::abs(sum - trace.total) <= tolerance);
        });
    }
    QVERIFY(padded > 1000);
}

void TstTraceConvolution::showsASumDoneByHand()
{
    const ConvolutionOptions o {.filters = 1, .size = 2, .padding = 1};
    const HostTensor input = handMade({1, 1, 2, 2}, {1, 2, 3, 4});
    const reference::Parameters parameters = {{10, 20, 30, 40}, {5}};
    const ConvolutionTrace trace = traceConvolution(o, {0, 0, 1}, input, parameters);
    QCOMPARE(trace.top, -1);
    QCOMPARE(trace.left, 0);
    QCOMPARE(trace.padding, (std::vector<std::uint8_t> {1, 1, 0, 0}));
    QCOMPARE(trace.planes.size(), 1u);
    QCOMPARE(trace.planes[0].patch, (std::vector<float> {0, 0, 1, 2}));
    QCOMPARE(trace.planes[0].kernel, (std::vector<float> {10, 20, 30, 40}));
    QCOMPARE(trace.planes[0].products, (std::vector<double> {0, 0, 30, 80}));
    QCOMPARE(trace.planes[0].sum, 110.0);
    QCOMPARE(trace.bias, 5.0);
    QCOMPARE(trace.total, 115.0);
    QVERIFY(!trace.afterRelu);
}

void TstTraceConvolution::staysInItsGroup()
{
    const ConvolutionOptions o {.filters = 4, .size = 1, .groups = 2, .bias = false};
    const HostTensor input = handMade({1, 4, 1, 1}, {1, 2, 3, 4});
    const reference::Parameters parameters = {{1, 1, 1, 1, 10, 100, 1, 1}};
    const ConvolutionTrace trace = traceConvolution(o, {2, 0, 0}, input, parameters);
    QCOMPARE(trace.group, 1);
    QCOMPARE(trace.planes.size(), 2u);
    QCOMPARE(trace.planes[0].channel, 2);
    QCOMPARE(trace.planes[1].channel, 3);
    QCOMPARE(trace.total, 430.0);
}

void TstTraceConvolution::sortsPlanesByMagnitude()
{
    const ConvolutionOptions o {.filters = 1, .size = 1};
    const HostTensor input = handMade({1, 4, 1, 1}, {1, 1, 1, 1});
    const reference::Parameters parameters = {{1, -7, 3, -1}, {0}};
    QCOMPARE(traceConvolution(o, {}, input, parameters).largestFirst, (std::vector<int> {1, 2, 0, 3}));
}

QObject* makeTstTraceConvolution() { return new TstTraceConvolution; }
#include "tst_trace_convolution.moc"
