#include "engine/explain/filters.h"

#include "engine/core/error.h"
#include "engine/network/architecture.h"
#include "tests/explain/host_array.h"
#include "tests/support/check_layer.h"

#include <QtTest>

#include <numbers>

using namespace engine;

class TstFilters : public QObject {
    Q_OBJECT
private slots:
    void measuresGratings_data();
    void measuresGratings();
    void knowsWhichWayStripesRun();
    void seesNoDirectionInBlobs();
    void measuresColourfulness();
    void measuresNormAndContrast();
    void turnsBgrToRgb();
    void findsTowers_data();
    void findsTowers();
    void averagesPerTower();
};

namespace {

/// A kernel 1 x 3 x size x size; value(y, x) is added to each plane with its factor.
template <class Value>
HostTensor kernel(int size, std::array<float, 3> factors, Value value)
{
    HostTensor kernel({1, 3, size, size});
    forEachPlace(kernel.shape,
        [&](int c, int y, int x) { kernel.at(0, c, y, x) = factors[std::size_t(c)] * float(value(y, x)); });
    return kernel;
}

/// Stripes that run at an angle in degrees, counter-clockwise from the horizontal.
HostTensor grating(int size, double angle, double cycles, double phase, double offset)
{
    const double radians = angle * std::numbers::pi / 180;
    return kernel(size, {1, 1, 1}, [=](int y, int x) {
        // Along the normal of a line towards the right (cos) and upwards (sin).
        const double across = -std::sin(radians) * x - std::cos(radians) * y;
        return offset + std::cos(2 * std::numbers::pi * cycles / size * across + phase);
    });
}

double angleBetween(double one, double other)
{
    const double apart = std::fmod(std::abs(one - other), 180);
    return std::min(apart, 180 - apart);
}

}

void TstFilters::measuresGratings_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<double>("angle");
    QTest::addColumn<double>("cycles");
    for (int size : {7, 8, 11})
        for (double angle : {0.0, 17.0, 45.0, 90.0, 101.0, 135.0, 179.0})
            for (double cycles : {1.3, 2.0, 2.75, 3.4})
                QTest::addRow("%d pixels, %g degrees, %g cycles", size, angle, cycles)
                    << size << angle << cycles;
}

void TstFilters::measuresGratings()
{
    QFETCH(int, size);
    QFETCH(double, angle);
    QFETCH(double, cycles);
    for (double phase : {0.0, 1.0, 2.5})
        for (double offset : {0.0, 0.7}) {
            const KernelMeasures found = measureKernel(grating(size, angle, cycles, phase, offset), 0);
            QVERIFY2(found.orientation && angleBetween(*found.orientation, angle) < 0.5,
                qPrintable(QString("%1, orientedness %2")
                               .arg(found.orientation.value_or(-1))
                               .arg(found.orientedness)));
            QVERIFY2(std::abs(found.frequency - cycles) < 0.02, qPrintable(QString::number(found.frequency)));
            QVERIFY(std::abs(found.frequencyPerPixel - found.frequency / size) < 1e-12);
            QVERIFY(*found.orientation >= 0 && *found.orientation < 180);
            QVERIFY(found.colourfulness < 1e-3);
        }
}

void TstFilters::knowsWhichWayStripesRun()
{
    // Two cells on, two cells off.
    const auto bars = [](auto position) {
        return kernel(8, {1, 1, 1}, [=](int y, int x) { return position(y, x) / 2 % 2 ? 1 : -1; });
    };
    QCOMPARE(std::round(*measureKernel(bars([](int, int x) { return x; }), 0).orientation), 90.0);
    QCOMPARE(std::round(*measureKernel(bars([](int y, int) { return y; }), 0).orientation), 0.0);
    // From the lower left to the upper right, and from the upper left to the lower right.
    QCOMPARE(std::round(*measureKernel(bars([](int y, int x) { return x + y; }), 0).orientation), 45.0);
    QCOMPARE(std::round(*measureKernel(bars([](int y, int x) { return x - y + 8; }), 0).orientation), 135.0);
}

void TstFilters::seesNoDirectionInBlobs()
{
    const KernelMeasures blob = measureKernel(
        kernel(11, {1, 1, 1},
            [](int y, int x) { return std::exp(-((y - 5) * (y - 5) + (x - 5) * (x - 5)) / 8.0); }),
        0);
    QVERIFY(!blob.orientation);
    QVERIFY(blob.orientedness < 0.01);
    QVERIFY(blob.frequency >= 0.5 && blob.frequency < 1.5);

    const KernelMeasures flat = measureKernel(kernel(11, {0.1f, 0.1f, 0.1f}, [](int, int) { return 1; }), 0);
    QVERIFY(!flat.orientation);
    QCOMPARE(flat.frequency, 0.0);
    const KernelMeasures zero = measureKernel(HostTensor({1, 3, 5, 5}), 0);
    QCOMPARE(zero.frequency, 0.0);
    QCOMPARE(zero.colourfulness, 0.0);
}

void TstFilters::measuresColourfulness()
{
    const auto of = [](std::array<float, 3> factors) {
        return measureKernel(kernel(5, factors, [](int y, int x) { return 1 + y * x; }), 0).colourfulness;
    };
    QVERIFY(of({1, 1, 1}) < 1e-6);
    QVERIFY(std::abs(of({1, 0, 0}) - std::sqrt(2.0 / 3)) < 1e-9);
    QVERIFY(std::abs(of({0, 0, -2}) - std::sqrt(2.0 / 3)) < 1e-9);
    QVERIFY(std::abs(of({1, 0, -1}) - 1) < 1e-9);
    // Grey 1, colour (1, 0, -1): energies 3 and 2.
    QVERIFY(std::abs(of({2, 1, 0}) - std::sqrt(2.0 / 5)) < 1e-9);
}

void TstFilters::measuresNormAndContrast()
{
    HostTensor kernels({2, 1, 1, 2});
    kernels.values = {9, 9, 3, -4};
    const std::vector<KernelMeasures> found = measureKernels(kernels);
    QCOMPARE(found.size(), 2u);
    QCOMPARE(found[1].norm, 5.0);
    QCOMPARE(found[1].mean, -0.5);
    QCOMPARE(found[1].contrast, 7.0);
    QCOMPARE(found[1].largest, 4.0);
    QVERIFY_EXCEPTION_THROWN(measureKernel(kernels, 2), Error);
}

void TstFilters::turnsBgrToRgb()
{
    HostTensor kernels({2, 3, 1, 2});
    kernels.values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    QCOMPARE(rgbKernels(kernels, InputRecipe::Order::Rgb).values, kernels.values);
    QCOMPARE(rgbKernels(kernels, InputRecipe::Order::Bgr).values,
        (std::vector<float> {5, 6, 3, 4, 1, 2, 11, 12, 9, 10, 7, 8}));
    const HostTensor four = noise({2, 4, 3, 3}, 1);
    QCOMPARE(rgbKernels(four, InputRecipe::Order::Bgr).values, four.values);
}

void TstFilters::findsTowers_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("layer");
    QTest::addColumn<int>("towers");
    const auto row = [](const char* network, const char* layer, int towers) {
        QTest::addRow("%s %s", network, layer) << QString(network) << QString(layer) << towers;
    };
    for (const char* layer :
        {"conv1", "norm1", "pool1", "conv2", "pool2", "conv3", "relu3", "conv4", "conv5", "pool5"})
        row("alexnet", layer, 2);
    row("alexnet", "fc6", 1);
    row("alexnet", "relu7", 1);
    for (const char* layer : {"conv1", "conv3", "pool5", "fc6"})
        row("alexnet-torchvision", layer, 1);
    row("alexnet-cifar10", "conv1", 2);
}

void TstFilters::findsTowers()
{
    QFETCH(QString, network);
    QFETCH(QString, layer);
    const LayerList& layers = findArchitecture(network.toStdString()).layers;
    for (std::size_t i = 0; i < layers.size(); ++i)
        if (layers[i].name == layer.toStdString()) {
            QTEST(towersOf(layers, i), "towers");
            return;
        }
    QFAIL("no such layer");
}

void TstFilters::averagesPerTower()
{
    std::vector<KernelMeasures> measures(4);
    for (std::size_t i = 0; i < 4; ++i)
        measures[i].colourfulness = double(i) / 4;
    QCOMPARE(towerColourfulness(measures, 2), (std::vector<double> {0.125, 0.625}));
    QCOMPARE(towerColourfulness(measures, 1), (std::vector<double> {0.375}));
    QVERIFY_EXCEPTION_THROWN(towerColourfulness(measures, 3), Error);
}

QObject* makeTstFilters() { return new TstFilters; }
#include "tst_filters.moc"
