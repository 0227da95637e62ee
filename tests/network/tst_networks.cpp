#include "engine/core/error.h"
#include "engine/network/architecture.h"
#include "engine/selftest/layer_run.h"
#include "tests/network/opencv_network.h"
#include "tests/support/check_layer.h"
#include "tests/support/gpu.h"
#include "tests/support/near.h"

#include <QtTest>

using namespace engine;

/// Every network against OpenCV's DNN module with the same random weights.
class TstNetworks : public QObject {
    Q_OBJECT
private slots:
    void agreesWithOpencvLayerByLayer_data();
    void agreesWithOpencvLayerByLayer();
    void agreesInEveryVariant();
};

namespace {

constexpr int batch = 2;

/// The first activation that differs, in words; empty when all agree.
std::string firstDivergence(const Architecture& architecture, Network& network, cv::dnn::Net& oracle)
{
    const HostTensor input = noise(architecture.input().withBatch(batch), 3);
    const HostTensor fast = network.forward(input, Keep::Answer);
    network.forward(input, Keep::Everything);
    std::vector<double> expected;
    for (const LayerList::Entry& entry : architecture.layers.entries()) {
        if (!entry.layer->passesThrough())
            expected = opencvActivation(oracle, input, entry.name);
        const HostTensor found = network.activation(entry.name, batch, Keep::Everything);
        const double error = relativeError(found.values, expected);
        if (!(error <= near::network))
            return sentence(entry.name, " is the first to differ: by ", error, " of its range");
    }
    const double error = relativeError(fast.values, expected);
    return error <= near::network ? std::string() : sentence("the fast recording differs by ", error);
}

std::string checkNetwork(const Architecture& architecture, Device& device)
{
    Network network(device, architecture.layers, architecture.input());
    const NamedParameters parameters = randomParameters(network, 11);
    cv::dnn::Net oracle = opencvNetwork(architecture.layers, architecture.input(), parameters);
    const std::string fault = firstDivergence(architecture, network, oracle);
    return fault.empty() ? newValidationMessages() : fault;
}

}

void TstNetworks::agreesWithOpencvLayerByLayer_data()
{
    QTest::addColumn<QString>("name");
    for (const Architecture& architecture : architectures())
        QTest::newRow(architecture.name.c_str()) << QString::fromStdString(architecture.name);
}

void TstNetworks::agreesWithOpencvLayerByLayer()
{
    QFETCH(QString, name);
    const Architecture& architecture = findArchitecture(name.toStdString());
    QCOMPARE(QString::fromStdString(checkNetwork(architecture, testDevice())), QString());
}

void TstNetworks::agreesInEveryVariant()
{
    for (const DeviceVariant& variant : deviceVariants())
        QCOMPARE(
            QString::fromStdString(checkNetwork(findArchitecture("alexnet-cifar10"), testDevice(variant))),
            QString());
}

QObject* makeTstNetworks() { return new TstNetworks; }
#include "tst_networks.moc"
