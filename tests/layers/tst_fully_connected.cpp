#include "engine/core/error.h"
#include "tests/support/check_backward.h"
#include "tests/support/gpu.h"
#include "tests/support/near.h"

#include <QtTest>

#include <cmath>

using namespace engine;

class TstFullyConnected : public QObject {
    Q_OBJECT
private slots:
    void matchesDefinition_data();
    void matchesDefinition();
    void matchesDerivative_data() { matchesDefinition_data(); }
    void matchesDerivative();
    void sumsMoreImagesThanALoopMayRun();
    void halfWeightsAgree_data();
    void halfWeightsAgree();
    void halfWeightsAreRounded();
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

namespace {

DeviceOptions withHalves(const DeviceVariant& variant)
{
    DeviceOptions options = testOptions();
    options.operands = variant.operands;
    options.subgroupKernels = variant.subgroupKernels;
    options.halfWeights = true;
    return options;
}

/// What the device makes of weights, back in file order.
std::vector<float> kept(
    const Layer& layer, const Device& device, const Shape& shape, std::span<const float> weights)
{
    const Layout layout(shape, layer.arrangement(device, shape));
    std::vector<float> packed(std::size_t(layer.parameterFloats(0, device, layout)));
    layer.packParameter(0, device, layout, weights, packed);
    std::vector<float> back(weights.size());
    layer.unpackParameter(0, device, layout, packed, back);
    return back;
}

/// Half a unit in the last place of a half, in the worst case.
double roundingOf(double weight) { return std::max(std::abs(weight) / 2048, std::ldexp(1.0, -25)); }

/// Forward and back to the input, by the kernels that the device now takes: the reference with the rounded weights, and
/// no further from that with the true ones than rounding can carry.
std::string faultWithHalves(Device& device, const FullyConnectedOptions& options, const Shape& shape)
{
    const FullyConnected layer(options);
    const HostTensor input = noise(shape, 1);
    const HostTensor outputGradient = noise(layer.outputShape(shape), 7);
    const reference::Parameters parameters = noiseParameters(layer, shape, 2);
    reference::Parameters rounded = parameters;
    rounded[0] = kept(layer, device, shape, parameters[0]);
    const LayerRequest request {.layer = layer, .input = input, .parameters = parameters};
    const LayerResult forward = runLayer(device, request);
    const BackwardResult back = runLayerBackward(
        device, {.forward = request, .outputGradient = outputGradient, .parameterGradients = false});
    std::string fault = forward.fault + back.fault;
    if (fault.empty())
        fault = firstDifference(forward.output,
            reference::fullyConnected(options, reference::Array(input), rounded), near::layer);
    if (fault.empty())
        fault = firstDifference(back.inputGradient,
            reference::fullyConnectedBackward(
                options, reference::Array(input), rounded, reference::Array(outputGradient))
                .input,
            near::gradient);
    const reference::Array exact = reference::fullyConnected(options, reference::Array(input), parameters);
    const std::size_t inputs = std::size_t(shape.imageSize());
    for (std::size_t i = 0; i < exact.values.size() && fault.empty(); ++i) {
        const std::size_t image = i / std::size_t(options.outputs), output = i % std::size_t(options.outputs);
        double bound = near::layer * std::abs(exact.values[i]) + 1e-5;
        for (std::size_t k = 0; k < inputs; ++k)
            bound += std::abs(input.values[image * inputs + k])
                * roundingOf(parameters[0][output * inputs + k]);
        if (!(std::abs(forward.output.values[i] - exact.values[i]) <= bound))
            fault = "output " + std::to_string(i)
                + " is further from that with whole weights than rounding explains";
    }
    return fault;
}

}

void TstFullyConnected::halfWeightsAgree_data()
{
    QTest::addColumn<int>("variant");
    for (std::size_t i = 0; i < deviceVariants().size(); ++i)
        if (!deviceVariants()[i].winograd)
            QTest::newRow(deviceVariants()[i].name) << int(i);
}

void TstFullyConnected::halfWeightsAgree()
{
    QFETCH(int, variant);
    Device device(withHalves(deviceVariants()[std::size_t(variant)]));
    const std::pair<Shape, FullyConnectedOptions> cases[] = {{{1, 20, 6, 5}, {.outputs = 77}},
        {{1, 700, 1, 1}, {.outputs = 60}}, {{45, 130, 3, 1}, {.outputs = 299, .bias = false}}};
    for (const auto& [shape, options] : cases)
        QCOMPARE(QString::fromStdString(
                     forEveryKernel(device, [&] { return faultWithHalves(device, options, shape); })),
            QString());
    QVERIFY(device.instance().messages().empty());
}

void TstFullyConnected::halfWeightsAreRounded()
{
    const FullyConnected layer(FullyConnectedOptions {.outputs = 3});
    const Device device(withHalves(deviceVariants()[0]));
    const Shape shape {1, 4, 1, 1};
    const std::vector<float> weights
        = {0, 1, -0.333333f, 65504, -65504, 6.1035e-5f, 5.9605e-8f, 1e-9f, 2049, 0.1f, -3.14159f, 1000.25f};
    const std::vector<float> back = kept(layer, device, shape, weights);
    for (std::size_t i = 0; i < weights.size(); ++i)
        QVERIFY(std::abs(back[i] - weights[i]) <= roundingOf(weights[i]));
    QVERIFY(back[2] != weights[2]); // it was rounded
    try {
        kept(layer, device, shape, std::vector<float>(12, 65600));
        QFAIL("a weight beyond the largest half was taken");
    } catch (const Error& error) {
        QVERIFY(std::string(error.what()).find("65504") != std::string::npos);
    }
}

QObject* makeTstFullyConnected() { return new TstFullyConnected; }
#include "tst_fully_connected.moc"
