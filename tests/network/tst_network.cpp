#include "engine/network/network.h"

#include "engine/core/error.h"
#include "engine/network/architecture.h"
#include "engine/selftest/layer_run.h"
#include "tests/support/check_layer.h"
#include "tests/support/gpu.h"
#include "tests/support/near.h"

#include <QtTest>

#include <algorithm>

using namespace engine;

class TstNetwork : public QObject {
    Q_OBJECT
private slots:
    void keepsLoopsBelowTheSilentLimit_data();
    void keepsLoopsBelowTheSilentLimit();
    void needsLittleMoreThanItsWeights();
    void cutsTheSameWorkSmallerOnASlowDevice();
    void computesWithTheParametersOfNow_data();
    void computesWithTheParametersOfNow();
    void countsItsScratchMemory();
    void computesTheSameInEveryWay();
    void stopsBetweenSubmissions();
    void saysWhatIsWrong();
};

namespace {

Network networkOf(Device& device, const char* name)
{
    const Architecture& architecture = findArchitecture(name);
    return {device, architecture.layers, architecture.input()};
}

}

void TstNetwork::keepsLoopsBelowTheSilentLimit_data()
{
    QTest::addColumn<int>("variant");
    for (const Architecture& architecture : architectures())
        for (int variant : {0, 1, 4})
            QTest::addRow("%s %d", architecture.name.c_str(), variant) << variant;
}

void TstNetwork::keepsLoopsBelowTheSilentLimit()
{
    QFETCH(int, variant);
    const QByteArray name = QByteArray(QTest::currentDataTag()).split(' ')[0];
    Network network = networkOf(testDevice(deviceVariants()[std::size_t(variant)]), name.constData());
    for (int batch : {1, 2, 128}) {
        const Recording& recording = network.recording(batch, Keep::Answer);
        QVERIFY(recording.loopIterations() > 0);
        QVERIFY(recording.loopIterations() < maxLoopIterations);
    }
}

void TstNetwork::needsLittleMoreThanItsWeights()
{
    Device device(testOptions());
    Network network = networkOf(device, "caffenet");
    network.recording(1, Keep::Answer);
    QVERIFY(double(device.peakBytes()) < 1.3 * 60965224 * 4);
}

void TstNetwork::cutsTheSameWorkSmallerOnASlowDevice()
{
    Device& device = testDevice();
    const HostTensor input = noise({5, 3, 32, 32}, 1);
    Network quick = networkOf(device, "alexnet-cifar10");
    quick.randomize(1);
    device.setSpeed(1e12);
    const HostTensor expected = quick.forward(input);
    const int few = quick.recording(5, Keep::Answer).submissions();

    Network slow = networkOf(device, "alexnet-cifar10");
    slow.randomize(1);
    device.setSpeed(1e8); // a quarter of a second is 25 million operations, less than one image
    const HostTensor found = slow.forward(input);
    QCOMPARE(few, 1);
    QVERIFY(slow.recording(5, Keep::Answer).submissions() > 5);
    QVERIFY(found.values == expected.values);
    device.setSpeed(20e9);
    QCOMPARE(QString::fromStdString(newValidationMessages()), QString());
}

void TstNetwork::computesWithTheParametersOfNow_data()
{
    QTest::addColumn<int>("variant");
    for (int variant : {0, 4})
        QTest::newRow(deviceVariants()[std::size_t(variant)].name) << variant;
}

void TstNetwork::computesWithTheParametersOfNow()
{
    QFETCH(int, variant);
    Device& device = testDevice(deviceVariants()[std::size_t(variant)]);
    const HostTensor input = noise({2, 3, 32, 32}, 1);
    Network changed = networkOf(device, "cifar-quick");
    changed.randomize(1);
    const HostTensor before = changed.forward(input);
    changed.randomize(2);
    Network fresh = networkOf(device, "cifar-quick");
    fresh.randomize(2);
    QVERIFY(changed.forward(input).values != before.values);
    QVERIFY(changed.forward(input).values == fresh.forward(input).values);
}

void TstNetwork::countsItsScratchMemory()
{
    // What is planned for a batch is what is then allocated, Winograd's planes included.
    DeviceOptions options = testOptions();
    options.winograd = true;
    Device device(options);
    Network network = networkOf(device, "caffenet");
    const std::uint64_t before = device.allocatedBytes();
    const std::uint64_t filters = network.derivedBytes(2);
    QVERIFY(filters > 0);
    network.recording(2, Keep::Answer);
    QCOMPARE(device.allocatedBytes() - before, Activations::bytes(network.plan(), 2, Keep::Answer) + filters);
    QCOMPARE(network.derivedBytes(2), std::uint64_t(0)); // there is room for them now
    QVERIFY(network.plan().layer(4).forwardScratchBytes(device, network.plan().layout(4, 2)) > 0); // conv2
}

void TstNetwork::computesTheSameInEveryWay()
{
    // Whatever choices() ask for later, there is room for it, and filters at the points are up to date.
    Device device(testOptions());
    if (!device.subgroupKernels())
        QSKIP("the device has no subgroup shuffles");
    const auto recording = [](Network& network) { return network.recording(2, Keep::Everything).shaders(); };
    const auto isThere = [](const std::vector<std::string>& shaders, const std::string& name) {
        return std::find(shaders.begin(), shaders.end(), name) != shaders.end();
    };
    const HostTensor input = noise({2, 3, 32, 32}, 1);
    Network network = networkOf(device, "alexnet-cifar10");
    network.randomize(1);
    const HostTensor once = network.forward(input, Keep::Everything);
    network.backward("fc8", noise({2, 10, 1, 1}, 2));
    const HostTensor gradient = network.gradient("input", 2);
    Choices::Table table;
    for (const char* wanted : {"winograd", "direct"}) {
        for (const auto& [piece, decision] : device.choices().decisions())
            if (piece.starts_with("way "))
                table[piece] = wanted;
        QVERIFY(table.size() >= 8); // conv2 to conv5, forward and back
        device.choices().replace(table);
        // Begun before: the way back is written down anew, with the memory of then.
        network.backward("fc7", noise({2, 512, 1, 1}, 3));
        network.forget();
        const HostTensor again = network.forward(input, Keep::Everything);
        QCOMPARE(isThere(recording(network), "winograd_input"), wanted == std::string("winograd"));
        QVERIFY(relativeError(again.values, {once.values.begin(), once.values.end()}) <= near::layer);
        network.backward("fc8", noise({2, 10, 1, 1}, 2));
        QVERIFY(relativeError(
                    network.gradient("input", 2).values, {gradient.values.begin(), gradient.values.end()})
            <= 1e-4); // of seven layers
    }
}

void TstNetwork::stopsBetweenSubmissions()
{
    Network network = networkOf(testDevice(), "cifar-quick");
    network.setInput(noise({1, 3, 32, 32}, 1), Keep::Answer);
    std::stop_source stop;
    QVERIFY(network.run(1, Keep::Answer, stop.get_token()));
    stop.request_stop();
    QVERIFY(!network.run(1, Keep::Answer, stop.get_token()));
}

void TstNetwork::saysWhatIsWrong()
{
    Network network = networkOf(testDevice(), "cifar-quick");
    network.forward(noise({1, 3, 32, 32}, 1));
    QVERIFY_EXCEPTION_THROWN(network.forward(noise({1, 3, 32, 31}, 1)), Error);
    QVERIFY_EXCEPTION_THROWN(network.activation("conv9", 1, Keep::Answer), UsageError);
    QVERIFY_EXCEPTION_THROWN(network.activation("conv1", 1, Keep::Answer), Error);
    QVERIFY_EXCEPTION_THROWN(network.activation("conv1", 1, Keep::Everything), Error);
    QVERIFY_EXCEPTION_THROWN(network.setParameter("conv1.weight", std::vector<float>(3)), Error);
    QVERIFY_EXCEPTION_THROWN(network.setParameter("conv9.weight", std::vector<float>(3)), Error);
}

QObject* makeTstNetwork() { return new TstNetwork; }
#include "tst_network.moc"
