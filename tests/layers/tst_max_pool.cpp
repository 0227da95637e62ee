#include "engine/core/error.h"
#include "tests/support/check_backward.h"
#include "tests/support/gpu.h"

#include <QtTest>

using namespace engine;

class TstMaxPool : public QObject {
    Q_OBJECT
private slots:
    void matchesDefinition_data();
    void matchesDefinition();
    void matchesDerivative_data() { matchesDefinition_data(); }
    void matchesDerivative();
    void matchesDerivativeWithManyEquals();
    void matchesDerivativeOfLargeWindows();
    void keepsItsSwitches_data();
    void keepsItsSwitches();
    void roundsAsCaffeAndPytorch();
};

Q_DECLARE_METATYPE(MaxPoolOptions)

namespace {

HostTensor manyEquals(const Shape& shape)
{
    HostTensor input = noise(shape, 5);
    for (float& value : input.values)
        value = std::round(value * 20);
    return input;
}

}

void TstMaxPool::matchesDefinition_data()
{
    QTest::addColumn<MaxPoolOptions>("options");
    using O = MaxPoolOptions;
    QTest::newRow("overlapping") << O {.size = 3, .stride = 2};
    QTest::newRow("disjoint") << O {.size = 2, .stride = 2};
    QTest::newRow("rounded up") << O {.size = 3, .stride = 2, .rounding = Rounding::Up};
    QTest::newRow("padded") << O {.size = {3, 5}, .stride = {1, 2}, .padding = {1, 2, 1, 2}};
    QTest::newRow("padded on one side") << O {.size = 3, .stride = 2, .padding = {0, 0, 1, 1}};
    QTest::newRow("dilated") << O {.size = 2, .stride = 1, .dilation = {3, 2}};
}

void TstMaxPool::matchesDefinition()
{
    QFETCH(MaxPoolOptions, options);
    const auto expected = [&](const auto& x, const auto&) { return reference::maxPool(options, x); };
    const std::vector<Shape> shapes = {{1, 8, 13, 13}, {3, 5, 8, 10}, {3, 16, 6, 7}};
    QCOMPARE(QString::fromStdString(checkLayer(MaxPool(options), expected, shapes)), QString());
}

void TstMaxPool::matchesDerivative()
{
    QFETCH(MaxPoolOptions, options);
    const ReferenceBackward expected
        = withoutParameters(std::bind_front(reference::maxPoolBackward, options));
    QCOMPARE(
        QString::fromStdString(checkBackward(MaxPool(options), expected, {{1, 8, 13, 13}, {3, 5, 8, 10}})),
        QString());
}

void TstMaxPool::matchesDerivativeWithManyEquals()
{
    const MaxPoolOptions options {.size = 3, .stride = 2};
    const ReferenceBackward expected
        = withoutParameters(std::bind_front(reference::maxPoolBackward, options));
    const BackwardSetting setting {.input = manyEquals};
    QCOMPARE(QString::fromStdString(checkBackward(MaxPool(options), expected, {{2, 6, 9, 9}}, setting)),
        QString());
}

void TstMaxPool::matchesDerivativeOfLargeWindows()
{
    // Switches of 16 and 32 bits.
    for (const Extent& size : {Extent(17, 19), Extent(260, 255)}) {
        const MaxPoolOptions options {.size = size, .stride = size.height / 5};
        const ReferenceBackward expected
            = withoutParameters(std::bind_front(reference::maxPoolBackward, options));
        const Shape shape {1, 6, 3 * size.height / 2, 3 * size.width / 2};
        QCOMPARE(QString::fromStdString(checkBackward(MaxPool(options), expected, {shape})), QString());
    }
    // As many windows see a pixel as a loop may not run through.
    const HostTensor input = noise({1, 1, 260, 255}, 1), gradient = noise({1, 1, 1, 1}, 2);
    const MaxPool layer({.size = {260, 255}, .stride = 1});
    QVERIFY_EXCEPTION_THROWN(
        runLayerBackward(testDevice(), {.forward = {layer, input}, .outputGradient = gradient}), Error);
}

void TstMaxPool::keepsItsSwitches_data()
{
    QTest::addColumn<MaxPoolOptions>("options");
    QTest::addColumn<int>("bits");
    QTest::newRow("3 x 3") << MaxPoolOptions {.size = 3, .stride = 2} << 8;
    QTest::newRow("16 x 16") << MaxPoolOptions {.size = 16, .stride = 1} << 8;
    QTest::newRow("17 x 19") << MaxPoolOptions {.size = {17, 19}, .stride = 1} << 16;
    QTest::newRow("260 x 255") << MaxPoolOptions {.size = {260, 255}, .stride = 1} << 32;
}

void TstMaxPool::keepsItsSwitches()
{
    QFETCH(MaxPoolOptions, options);
    QFETCH(int, bits);
    const MaxPool layer(options);
    QCOMPARE(layer.switchBits(), bits);
    const Shape shape {2, 6, options.size.height + 3, options.size.width + 2};
    const HostTensor input = manyEquals(shape); // the first must win
    std::vector<std::uint32_t> expected;
    reference::maxPool(options, reference::Array(input), &expected);
    for (const DeviceVariant& variant : deviceVariants()) {
        const LayerResult result = runLayer(testDevice(variant), {.layer = layer, .input = input});
        QCOMPARE(QString::fromStdString(result.fault), QString());
        QCOMPARE(layer.unpackSwitches(shape, result.switchWords), expected);
    }
    QCOMPARE(QString::fromStdString(newValidationMessages()), QString());
}

void TstMaxPool::roundsAsCaffeAndPytorch()
{
    const MaxPoolOptions up {.size = 3, .stride = 2, .rounding = Rounding::Up};
    QCOMPARE(MaxPool(up).outputShape({1, 1, 54, 55}), (Shape {1, 1, 27, 27}));
    // A last window that would begin behind the input is not counted.
    const MaxPoolOptions clipped {.size = 2, .stride = 2, .padding = 1, .rounding = Rounding::Up};
    QCOMPARE(MaxPool(clipped).outputShape({1, 1, 3, 4}), (Shape {1, 1, 2, 3}));
    QVERIFY_EXCEPTION_THROWN(MaxPool({.size = 5}).outputShape({1, 1, 4, 4}), Error);
}

QObject* makeTstMaxPool() { return new TstMaxPool; }
#include "tst_max_pool.moc"
