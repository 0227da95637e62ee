#include "tests/support/check_backward.h"
#include "tests/support/gpu.h"
#include "tests/support/near.h"

#include <QtTest>

using namespace engine;

class TstFullyConnected : public QObject {
    Q_OBJECT
private slots:
    void matchesDefinition_data();
    void matchesDefinition();
    void matchesDerivative_data() { matchesDefinition_data(); }
    void matchesDerivative();
    void sumsMoreImagesThanALoopMayRun();
};

Q_DECLARE_METATYPE(FullyConnectedOptions)

void TstFullyConnected::matchesDefinition_data()
{
    QTest::addColumn<FullyConnectedOptions>("options");
    QTest::newRow("less than a panel") << FullyConnectedOptions {.outputs = 10};
    QTest::newRow("panels and a rest") << FullyConnectedOptions {.outputs = 77};
    QTest::newRow("whole panels, no bias") << FullyConnectedOptions {.outputs = 64, .bias = false};
}

void TstFullyConnected::matchesDefinition()
{
    QFETCH(FullyConnectedOptions, options);
    const auto expected
        = [&](const auto& x, const auto& p) { return reference::fullyConnected(options, x, p); };
    const std::vector<Shape> shapes
        = {{1, 37, 1, 1}, {1, 20, 6, 5}, {3, 7, 3, 4}, {9, 6, 2, 2}, {17, 130, 1, 1}, {45, 5, 3, 1}};
    QCOMPARE(QString::fromStdString(checkLayer(FullyConnected(options), expected, shapes)), QString());
}

void TstFullyConnected::matchesDerivative()
{
    QFETCH(FullyConnectedOptions, options);
    const ReferenceBackward expected = std::bind_front(reference::fullyConnectedBackward, options);
    const std::vector<Shape> shapes
        = {{1, 37, 1, 1}, {1, 20, 6, 5}, {3, 7, 3, 4}, {9, 6, 2, 2}, {17, 130, 1, 1}, {45, 5, 3, 1}};
    QCOMPARE(QString::fromStdString(checkBackward(FullyConnected(options), expected, shapes)), QString());
}

void TstFullyConnected::sumsMoreImagesThanALoopMayRun()
{
    const FullyConnectedOptions options {.outputs = 2};
    const FullyConnected layer(options);
    const Shape shape {66'000, 3, 1, 1};
    const HostTensor input = noise(shape, 1), gradient = noise(layer.outputShape(shape), 2);
    const reference::Parameters parameters = noiseParameters(layer, shape, 3);
    const reference::Gradients expected = reference::fullyConnectedBackward(
        options, reference::Array(input), parameters, reference::Array(gradient));
    for (const DeviceVariant& variant : deviceVariants()) {
        const BackwardResult result = runLayerBackward(testDevice(variant),
            {.forward = {layer, input, parameters}, .outputGradient = gradient, .inputGradient = {}});
        QCOMPARE(QString::fromStdString(result.fault), QString());
        for (std::size_t p : {0, 1})
            QVERIFY(relativeError(result.parameterGradients[p], expected.parameters[p]) < near::gradient);
    }
}

QObject* makeTstFullyConnected() { return new TstFullyConnected; }
#include "tst_fully_connected.moc"
