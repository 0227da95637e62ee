#include "engine/explain/trace.h"

#include "engine/core/error.h"
#include "engine/layers/flatten.h"
#include "engine/layers/relu.h"
#include "engine/layers/softmax.h"
#include "engine/network/architecture.h"
#include "tests/explain/host_array.h"
#include "tests/support/check_layer.h"
#include "tests/support/near.h"
#include "tests/support/reference_network.h"

#include <QtTest>

#include <random>
#include <set>

using namespace engine;
using reference::Array;

class TstTrace : public QObject {
    Q_OBJECT
private slots:
    void explainsEveryLayerOfANetwork_data();
    void explainsEveryLayerOfANetwork();
    void findsTheMapsBeforeFlatten();
    void passesOnWhatTheCallerKnows();
    void rejectsWhatDoesNotFit();
};

Q_DECLARE_METATYPE(LayerList)
Q_DECLARE_METATYPE(Shape)

namespace {

/// Layers of all kinds; conv2 in two groups, a dropout that scales at test time, a flatten before the last layers.
LayerList everyKind()
{
    LayerList layers;
    layers.add<Convolution>("conv1", ConvolutionOptions {.filters = 8, .size = 5, .stride = 2, .padding = 1});
    layers.add<Relu>("relu1");
    layers.add<Lrn>("norm1", LrnOptions {.alpha = 0.1f});
    layers.add<MaxPool>("pool1", MaxPoolOptions {.size = 3, .stride = 2, .rounding = Rounding::Up});
    layers.add<Convolution>("conv2", ConvolutionOptions {.filters = 6, .size = 3, .padding = 1, .groups = 2});
    layers.add<AveragePool>("pool2", AveragePoolOptions {.size = 2, .stride = 1});
    layers.add<Flatten>("flat");
    layers.add<Dropout>("drop", DropoutOptions {.ratio = 0.5f, .scaleAtTest = true});
    layers.add<FullyConnected>("fc", FullyConnectedOptions {.outputs = 9});
    layers.add<Softmax>("prob");
    return layers;
}

struct Case {
    LayerList layers;
    Shape input;
    std::vector<reference::Parameters> parameters; ///< per layer
    ReferenceNetwork::Arrays activations;

    Case(const LayerList& list, const Shape& shape)
        : layers(list)
        , input(shape)
    {
        ReferenceNetwork::Weights weights;
        Shape at = shape;
        for (std::size_t i = 0; i < list.size(); ++i) {
            parameters.push_back(noiseParameters(*list[i].layer, at, unsigned(50 + i)));
            const auto shapes = list[i].layer->parameterShapes(at);
            for (std::size_t p = 0; p < shapes.size(); ++p)
                weights[list[i].name + "." + shapes[p].name] = parameters[i][p];
            at = list[i].layer->outputShape(at);
        }
        activations = ReferenceNetwork(list, weights).forward(noise(shape, 1));
    }
    HostTensor activation(std::size_t i) const { return hostOf(activations[i]); }
};

}

void TstTrace::explainsEveryLayerOfANetwork_data()
{
    QTest::addColumn<LayerList>("layers");
    QTest::addColumn<Shape>("input");
    QTest::newRow("every kind") << everyKind() << Shape {1, 3, 21, 23};
    for (const char* name : {"cifar-quick", "alexnet-cifar10"}) {
        const Architecture& architecture = findArchitecture(name);
        QTest::newRow(name) << architecture.layers << architecture.input();
    }
}

void TstTrace::explainsEveryLayerOfANetwork()
{
    QFETCH(LayerList, layers);
    QFETCH(Shape, input);
    const Case network(layers, input);
    std::mt19937 random(3);
    std::set<std::size_t> kinds;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const HostTensor from = network.activation(i), to = network.activation(i + 1);
        const Array& exact = network.activations[i + 1];
        for (int round = 0; round < 25; ++round) {
            const Place place {int(random() % unsigned(to.shape.channels)),
                int(random() % unsigned(to.shape.height)), int(random() % unsigned(to.shape.width))};
            const Trace found = trace(layers, i, place, {from, to, network.parameters[i]});
            const double expected = exact.at(0, place.channel, place.y, place.x);
            QVERIFY2(std::abs(found.total - expected) <= near::layer * rangeOf(exact),
                qPrintable(
                    QString("%1: %2, not %3").arg(found.layer.c_str()).arg(found.total).arg(expected)));
            QCOMPARE(found.shown, float(expected));
            QVERIFY(found.place == place);
            kinds.insert(found.rule.index());
        }
        QCOMPARE(trace(layers, i, {}, {from, to, network.parameters[i]}).layer, layers[i].name);
    }
    if (QTest::currentDataTag() == QString("every kind"))
        QCOMPARE(kinds.size(), std::variant_size_v<TraceRule>);
}

void TstTrace::findsTheMapsBeforeFlatten()
{
    const Case network(everyKind(), {1, 3, 21, 23});
    const Shape maps = network.activations[6].shape; // of pool2
    QVERIFY(shapeBeforeFlatten(network.layers, 8, network.input) == maps);
    QVERIFY(shapeBeforeFlatten(network.layers, 9, network.input) == network.activations[9].shape);
    QVERIFY(shapeBeforeFlatten(network.layers, 0, network.input) == network.input);
    const HostTensor from = network.activation(8), to = network.activation(9);
    TraceSource source {from, to, network.parameters[8]};
    QVERIFY(std::get<FullyConnectedTrace>(trace(network.layers, 8, {}, source).rule).from == from.shape);
    source.networkInput = network.input;
    QVERIFY(std::get<FullyConnectedTrace>(trace(network.layers, 8, {}, source).rule).from == maps);
    source.networkInput = Shape {1, 3, 31, 31};
    QVERIFY_EXCEPTION_THROWN(trace(network.layers, 8, {}, source), Error);
}

void TstTrace::passesOnWhatTheCallerKnows()
{
    const Case network(everyKind(), {1, 3, 21, 23});
    const HostTensor input = network.activation(0), conv1 = network.activation(1),
                     flat = network.activation(7), drop = network.activation(8), fc = network.activation(9),
                     prob = network.activation(10);
    const auto convolution = trace(network.layers, 0, {},
        {.input = input, .output = conv1, .parameters = network.parameters[0], .afterRelu = 3});
    QCOMPARE(std::get<ConvolutionTrace>(convolution.rule).afterRelu.value(), 3.0);
    const auto connected = trace(network.layers, 8, {},
        {.input = drop, .output = fc, .parameters = network.parameters[8], .afterRelu = 0});
    QCOMPARE(std::get<FullyConnectedTrace>(connected.rule).afterRelu.value(), 0.0);
    const auto softmax = trace(network.layers, 9, {}, {.input = fc, .output = prob, .temperature = 2});
    QCOMPARE(std::get<SoftmaxTrace>(softmax.rule).temperature, 2.0);
    const auto dropout = trace(network.layers, 7, {}, {.input = flat, .output = drop, .dropoutKey = 5});
    QVERIFY(std::get<DropoutTrace>(dropout.rule).training);
}

void TstTrace::rejectsWhatDoesNotFit()
{
    const Case network(everyKind(), {1, 3, 21, 23});
    const HostTensor from = network.activation(0), to = network.activation(1), other({2, 3, 21, 23});
    const TraceSource good {from, to, network.parameters[0]};
    QVERIFY_EXCEPTION_THROWN(trace(network.layers, 0, {8, 0, 0}, good), UsageError);
    QVERIFY_EXCEPTION_THROWN(trace(network.layers, 0, {0, -1, 0}, good), UsageError);
    QVERIFY_EXCEPTION_THROWN(trace(network.layers, 10, {}, good), UsageError);
    QVERIFY_EXCEPTION_THROWN(trace(network.layers, 0, {}, {other, to, network.parameters[0]}), Error);
    QVERIFY_EXCEPTION_THROWN(trace(network.layers, 0, {}, {from, from, network.parameters[0]}), Error);
    QVERIFY_EXCEPTION_THROWN(trace(network.layers, 0, {}, {from, to, network.parameters[4]}), Error);
    QVERIFY_EXCEPTION_THROWN(trace(network.layers, 0, {}, {from, to}), Error);
}

QObject* makeTstTrace() { return new TstTrace; }
#include "tst_trace.moc"
