#include "engine/core/error.h"
#include "tests/support/check_backward.h"
#include "tests/support/gpu.h"

#include <QtTest>

using namespace engine;

class TstConvolution : public QObject {
    Q_OBJECT
private slots:
    void matchesDefinition_data();
    void matchesDefinition();
    void matchesDerivative_data() { matchesDefinition_data(); }
    void matchesDerivative();
    void sumsMoreThanALoopMayRun();
    void sumsMoreThanALoopMayRunOnTheWayBack();
    void choosesTheFastKernelWhereItCan();
    void goesWinogradsWayWhereItPays();
    void roundsOutputSizes();
    void refusesWhatDoesNotFit();
};

Q_DECLARE_METATYPE(ConvolutionOptions)
Q_DECLARE_METATYPE(std::vector<Shape>)

void TstConvolution::matchesDefinition_data()
{
    QTest::addColumn<ConvolutionOptions>("options");
    QTest::addColumn<std::vector<Shape>>("shapes");
    using O = ConvolutionOptions;
    const auto row = [](const char* name, const O& options, const std::vector<Shape>& shapes) {
        QTest::newRow(name) << options << shapes;
    };
    row("conv1", O {.filters = 24, .size = 11, .stride = 4}, {{1, 3, 35, 31}, {3, 3, 27, 43}});
    row("conv1 of torchvision", O {.filters = 12, .size = 11, .stride = 4, .padding = 2}, {{3, 3, 32, 35}});
    row("conv2", O {.filters = 48, .size = 5, .padding = 2, .groups = 2}, {{1, 16, 9, 7}, {3, 24, 6, 5}});
    row("conv3", O {.filters = 36, .size = 3, .padding = 1}, {{1, 20, 13, 13}, {3, 7, 5, 9}});
    row("conv5", O {.filters = 72, .size = 3, .padding = 1, .groups = 2}, {{3, 16, 7, 7}});
    row("conv1 of 32 pixels", O {.filters = 10, .size = 5, .padding = 2}, {{3, 3, 12, 12}});
    row("one pixel, no bias", O {.filters = 33, .bias = false}, {{1, 40, 3, 2}, {3, 1, 1, 1}});
    row("window as large as the input", O {.filters = 5, .size = {4, 6}}, {{3, 4, 4, 6}});
    row("different strides", O {.filters = 8, .size = {2, 3}, .stride = {3, 2}}, {{3, 4, 11, 12}});
    row("asymmetric padding", O {.filters = 8, .size = 3, .padding = {0, 2, 1, 3}}, {{3, 8, 6, 5}});
    row("rounded up", O {.filters = 8, .size = 3, .stride = 2, .rounding = Rounding::Up}, {{3, 8, 8, 10}});
    row("padding beyond what is read", O {.filters = 8, .size = 2, .stride = 3, .padding = 1},
        {{3, 8, 9, 9}});
    row("dilated rows", O {.filters = 8, .size = 3, .padding = 2, .dilation = {2, 1}}, {{3, 8, 9, 7}});
    row("dilated", O {.filters = 8, .size = 3, .padding = 3, .dilation = 3}, {{3, 4, 9, 10}});
    row("depthwise", O {.filters = 12, .size = 3, .padding = 1, .groups = 6}, {{3, 6, 7, 6}});
    row("groups across vec4s", O {.filters = 15, .size = 3, .groups = 3}, {{3, 9, 6, 5}});
    row("tiles that stick out", O {.filters = 12, .size = 3, .padding = {0, 2, 1, 0}}, {{3, 8, 7, 10}});
    row("many tiles", O {.filters = 40, .size = 5, .padding = {2, 0, 4, 1}}, {{2, 36, 21, 18}});
    row("tiles of five", O {.filters = 24, .size = 3, .padding = 1, .groups = 2}, {{17, 16, 9, 10}});
    row("tiles of five that stick out", O {.filters = 12, .size = 3, .padding = {0, 2, 1, 0}},
        {{33, 4, 8, 5}});
    row("groups of four", O {.filters = 12, .size = 3, .groups = 3}, {{3, 12, 6, 5}});
}

void TstConvolution::matchesDefinition()
{
    QFETCH(ConvolutionOptions, options);
    QFETCH(std::vector<Shape>, shapes);
    const auto expected = [&](const auto& x, const auto& p) { return reference::convolution(options, x, p); };
    QCOMPARE(QString::fromStdString(checkLayer(Convolution(options), expected, shapes)), QString());
}

void TstConvolution::matchesDerivative()
{
    QFETCH(ConvolutionOptions, options);
    QFETCH(std::vector<Shape>, shapes);
    const ReferenceBackward expected = std::bind_front(reference::convolutionBackward, options);
    QCOMPARE(QString::fromStdString(checkBackward(Convolution(options), expected, shapes)), QString());
}

void TstConvolution::sumsMoreThanALoopMayRun()
{
    // 300 x 15 x 15 = 67,500 products: the general kernel must go on in a second dispatch.
    const ConvolutionOptions options {.filters = 3, .size = 15};
    const auto expected = [&](const auto& x, const auto& p) { return reference::convolution(options, x, p); };
    QCOMPARE(
        QString::fromStdString(checkLayer(Convolution(options), expected, {{1, 300, 15, 15}})), QString());
}

void TstConvolution::sumsMoreThanALoopMayRunOnTheWayBack()
{
    const auto check = [](const ConvolutionOptions& options, const Shape& shape) {
        const ReferenceBackward expected = std::bind_front(reference::convolutionBackward, options);
        return QString::fromStdString(checkBackward(Convolution(options), expected, {shape}));
    };
    // A weight's gradient sums 280 x 240 places, of one image or of 70.
    QCOMPARE(check({.filters = 2}, {1, 2, 280, 240}), QString());
    QCOMPARE(check({.filters = 2}, {70, 1, 40, 24}), QString());
    // An input's gradient would sum 300 x 15 x 15 products: refused in words.
    QVERIFY_EXCEPTION_THROWN(check({.filters = 300, .size = 15, .padding = 7}, {1, 1, 15, 15}), Error);
}

void TstConvolution::choosesTheFastKernelWhereItCan()
{
    const Device& fast = testDevice(deviceVariants()[0]);
    if (!fast.subgroupKernels())
        QSKIP("the device has no subgroup shuffles");
    QVERIFY(Convolution({.filters = 96, .size = 11, .stride = 4}).usesTiles(fast, {1, 3, 227, 227}));
    QVERIFY(Convolution({.filters = 256, .size = 5, .groups = 2}).usesTiles(fast, {1, 96, 27, 27}));
    QVERIFY(!Convolution({.filters = 12, .size = 3, .groups = 6}).usesTiles(fast, {1, 6, 7, 7}));
    QVERIFY(!Convolution({.filters = 12, .size = 3, .dilation = 2}).usesTiles(fast, {1, 8, 7, 7}));
    const Device& general = testDevice(deviceVariants()[1]);
    QVERIFY(!Convolution({.filters = 96, .size = 11, .stride = 4}).usesTiles(general, {1, 3, 227, 227}));
}

void TstConvolution::goesWinogradsWayWhereItPays()
{
    const Device& device = testDevice(); // that chooses by shape
    if (!device.subgroupKernels())
        QSKIP("the device has no subgroup shuffles");
    const auto goes = [&](const ConvolutionOptions& options, const Shape& input) {
        const Convolution layer(options);
        return layer.usesWinograd(device, {input, layer.arrangement(device, input)});
    };
    QVERIFY(goes({.filters = 256, .size = 5, .padding = 2, .groups = 2}, {1, 96, 27, 27}));
    QVERIFY(goes({.filters = 384, .size = 3, .padding = 1}, {1, 256, 13, 13}));
    QVERIFY(!goes(
        {.filters = 128, .size = 3, .padding = 1}, {1, 128, 8, 8})); // dispatches cost more than they save
    QVERIFY(goes({.filters = 128, .size = 3, .padding = 1}, {128, 128, 8, 8}));
    QVERIFY(!goes({.filters = 8, .size = 3, .padding = 1}, {1, 4, 13, 13})); // moves more than it saves
    QVERIFY(!goes({.filters = 256, .size = 3, .stride = 2, .padding = 1}, {1, 256, 13, 13}));
    QVERIFY(!goes({.filters = 256, .size = {3, 5}}, {1, 256, 13, 13}));
    QVERIFY(!goes({.filters = 256, .size = 7}, {1, 256, 13, 13}));
}

void TstConvolution::roundsOutputSizes()
{
    // The riddle of 224 and 227: three ways to 55.
    QCOMPARE(Convolution({.size = 11, .stride = 4}).outputShape({1, 3, 227, 227}).height, 55);
    QCOMPARE(Convolution({.size = 11, .stride = 4}).outputShape({1, 3, 224, 224}).height, 54);
    const ConvolutionOptions up {.size = 11, .stride = 4, .rounding = Rounding::Up};
    QCOMPARE(Convolution(up).outputShape({1, 3, 224, 224}).height, 55);
    QCOMPARE(Convolution({.size = 11, .stride = 4, .padding = 2}).outputShape({1, 3, 224, 224}).height, 55);
}

void TstConvolution::refusesWhatDoesNotFit()
{
    QVERIFY_EXCEPTION_THROWN(Convolution({.size = 5}).outputShape({1, 3, 4, 9}), Error);
    QVERIFY_EXCEPTION_THROWN(Convolution({.filters = 4, .groups = 2}).outputShape({1, 3, 4, 4}), Error);
    QVERIFY_EXCEPTION_THROWN(Convolution({.filters = 3, .groups = 2}).outputShape({1, 4, 4, 4}), Error);
    QVERIFY_EXCEPTION_THROWN(Convolution({.stride = 0}).outputShape({1, 4, 4, 4}), Error);
}

QObject* makeTstConvolution() { return new TstConvolution; }
#include "tst_convolution.moc"
