#include "engine/core/error.h"
#include "engine/network/architecture.h"
#include "engine/network/network.h"
#include "tests/support/check_layer.h"
#include "tests/support/gpu.h"
#include "tests/support/near.h"
#include "tests/support/reference_network.h"

#include <QtTest>

using namespace engine;

class TstBackward : public QObject {
    Q_OBJECT
private slots:
    void matchesReference_data();
    void matchesReference();
    void startsAtEveryLayer();
    void goesBackTwiceTheSame();
    void saysWhatIsWrong();
};

namespace {

/// The layers up to one, and it.
LayerList layersUpTo(const LayerList& all, const std::string& last)
{
    LayerList list;
    for (const LayerList::Entry& entry : all.entries()) {
        list.add(entry);
        if (entry.name == last)
            break;
    }
    return list;
}

/// A network with random weights that has seen two pictures, and the same in double precision.
struct Pair {
    Pair(Device& device, const LayerList& layers, const Shape& input)
        : network(device, layers, input)
        , images(noise(input.withBatch(2), 1))
        , activations {reference::Array(images)}
    {
        network.randomize(3);
        network.forward(images, Keep::Everything);
        for (const LayerList::Entry& entry : layers.entries())
            activations.emplace_back(network.activation(entry.name, 2, Keep::Everything));
        ReferenceNetwork::Weights weights;
        for (const ParameterShape& shape : network.parameterShapes())
            weights[shape.name] = network.parameter(shape.name);
        reference = std::make_unique<ReferenceNetwork>(layers, weights);
    }

    /// Goes back from a layer on both ways; the first difference in words.
    std::string difference(std::size_t layer, ReluRule rule)
    {
        const HostTensor seed = noise(activations[layer + 1].shape, 9);
        network.backward(network.layers()[layer].name, seed, rule);
        // From the device's activations: in them a ReLU or a max-pool cannot decide otherwise by a rounding.
        const ReferenceNetwork::Back expected
            = reference->backward(activations, layer + 1, reference::Array(seed), rule);
        for (const auto& [activation, gradient] : expected.activations) {
            const std::string name = activation == 0 ? "input" : network.layers()[activation - 1].name;
            const std::string fault = firstDifference(network.gradient(name, 2), gradient, near::network);
            if (!fault.empty())
                return sentence("from ", network.layers()[layer].name, " to ", name, fault);
        }
        return newValidationMessages();
    }

    Network network;
    HostTensor images;
    ReferenceNetwork::Arrays activations; ///< of the device
    std::unique_ptr<ReferenceNetwork> reference;
};

}

void TstBackward::matchesReference_data()
{
    QTest::addColumn<QString>("last");
    QTest::addColumn<int>("side");
    QTest::newRow("cifar-quick") << "prob" << 32;
    QTest::newRow("alexnet-cifar10") << "prob" << 32;
    // The large ones on small pictures, as far as they differ from each other.
    for (const char* name : {"alexnet", "alexnet-bvlc", "caffenet", "alexnet-torchvision"})
        QTest::newRow(name) << "pool5" << 67;
}

void TstBackward::matchesReference()
{
    QFETCH(QString, last);
    QFETCH(int, side);
    const LayerList layers = layersUpTo(findArchitecture(QTest::currentDataTag()).layers, last.toStdString());
    for (std::size_t variant : {0, 3, 4}) {
        Pair pair(testDevice(deviceVariants()[variant]), layers, {1, 3, side, side});
        for (ReluRule rule : {ReluRule::Gradient, ReluRule::Guided, ReluRule::Deconvolution})
            QCOMPARE(QString::fromStdString(pair.difference(layers.size() - 1, rule)), QString());
    }
}

void TstBackward::startsAtEveryLayer()
{
    const LayerList& layers = findArchitecture("cifar-quick").layers;
    Pair pair(testDevice(), layers, {1, 3, 32, 32});
    for (std::size_t layer = 0; layer < layers.size(); ++layer)
        QCOMPARE(QString::fromStdString(pair.difference(layer, ReluRule::Gradient)), QString());
}

void TstBackward::goesBackTwiceTheSame()
{
    Pair pair(testDevice(), findArchitecture("alexnet-cifar10").layers, {1, 3, 32, 32});
    const HostTensor seed = noise({2, 10, 1, 1}, 2);
    pair.network.backward("fc8", seed);
    const std::vector<float> first = pair.network.gradient("input", 2).values;
    pair.network.backward("prob", seed, ReluRule::Guided);
    QVERIFY(pair.network.gradient("input", 2).values != first);
    pair.network.backward("fc8", seed);
    QVERIFY(pair.network.gradient("input", 2).values == first);
}

void TstBackward::saysWhatIsWrong()
{
    const Architecture& architecture = findArchitecture("cifar-quick");
    Network network(testDevice(), architecture.layers, architecture.input());
    const HostTensor seed = noise({1, 10, 1, 1}, 2);
    QVERIFY_EXCEPTION_THROWN(network.backward("fc4", seed), Error); // has not run
    network.forward(noise({1, 3, 32, 32}, 1), Keep::Answer);
    QVERIFY_EXCEPTION_THROWN(network.backward("fc4", seed), Error); // kept too little
    network.forward(noise({1, 3, 32, 32}, 1), Keep::Everything);
    QVERIFY_EXCEPTION_THROWN(network.gradient("fc4", 1), Error); // has not gone back
    QVERIFY_EXCEPTION_THROWN(network.backward("fc9", seed), UsageError);
    QVERIFY_EXCEPTION_THROWN(network.backward("conv1", seed), Error);
    network.backward("fc4", seed);
    QCOMPARE(network.gradient("input", 1).shape, (Shape {1, 3, 32, 32}));
}

QObject* makeTstBackward() { return new TstBackward; }
#include "tst_backward.moc"
