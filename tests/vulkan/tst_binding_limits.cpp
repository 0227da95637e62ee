#include "engine/core/error.h"
#include "engine/network/architecture.h"
#include "engine/network/network.h"
#include "tests/support/gpu.h"
#include "tests/vulkan/paper_device.h"

#include <QtTest>

using namespace engine;

/// Every network, for batches up to 128, within what Vulkan promises of any device.
class TstBindingLimits : public QObject {
    Q_OBJECT
private slots:
    void areKept_data();
    void areKept();
    void memoryStaysNearTheWeights();
    void halvesTakeHalfOfIt();
};

namespace {

DeviceOptions optionsFor(bool storage, bool subgroups, bool halves = false)
{
    DeviceOptions options = testOptions();
    options.halfWeights = halves;
    options.subgroupKernels = subgroups;
    if (storage) // otherwise the device chooses for every dispatch
        options.operands = Operands::Storage;
    return options;
}

/// What a recording does beyond the limits, in words.
std::string excess(Network& network, int batch, Keep keep)
{
    try {
        PaperDevice::takeBound();
        const Recording& recording = network.recording(batch, keep);
        const PaperDevice::Bound bound = PaperDevice::takeBound();
        if (bound.count == 0 || recording.dispatches() == 0)
            return "nothing was bound";
        if (bound.storageBytes > PaperDevice::storageBytes)
            return sentence("a storage binding of ", bound.storageBytes, " bytes");
        if (bound.texels > PaperDevice::texels)
            return sentence("a view of ", bound.texels, " texels");
        if (bound.offsets != 0 && bound.offsets < 256)
            return sentence("an offset that is a multiple of no more than ", bound.offsets);
        return recording.loopIterations() < maxLoopIterations ? "" : "too long loops";
    } catch (const Error& error) {
        return error.what();
    }
}

}

void TstBindingLimits::areKept_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("storage");
    QTest::addColumn<bool>("subgroups");
    QTest::addColumn<bool>("halves");
    for (const Architecture& architecture : architectures())
        for (bool storage : {false, true})
            for (bool subgroups : {false, true})
                QTest::addRow("%s, %s, %s", architecture.name.c_str(),
                    storage ? "storage" : "chosen by the device", subgroups ? "fast" : "general")
                    << QString::fromStdString(architecture.name) << storage << subgroups << false;
    for (bool storage : {false, true})
        QTest::addRow("caffenet, half weights, %s", storage ? "storage" : "chosen by the device")
            << "caffenet" << storage << true << true;
}

void TstBindingLimits::areKept()
{
    QFETCH(QString, name);
    QFETCH(bool, storage);
    QFETCH(bool, subgroups);
    QFETCH(bool, halves);
    const Architecture& architecture = findArchitecture(name.toStdString());
    PaperDevice paper(optionsFor(storage, subgroups, halves));
    Network network(paper.device(), architecture.layers, architecture.input());
    for (const int batch : {1, 3, 32, 128})
        for (const Keep keep : {Keep::Answer, Keep::Everything}) {
            const std::string fault = excess(network, batch, keep);
            const char* kept = keep == Keep::Answer ? "" : ", everything kept";
            QVERIFY2(fault.empty(), sentence("batch ", batch, kept, ": ", fault).c_str());
        }
}

void TstBindingLimits::memoryStaysNearTheWeights()
{
    // Large networks only: a small one's pictures weigh more than its parameters.
    for (const char* name : {"alexnet", "alexnet-bvlc", "caffenet", "alexnet-torchvision"}) {
        const Architecture& architecture = findArchitecture(name);
        PaperDevice paper(testOptions());
        Network network(paper.device(), architecture.layers, architecture.input());
        network.recording(1, Keep::Answer);
        std::int64_t parameters = 0;
        for (const ParameterShape& shape : network.parameterShapes())
            parameters += shape.size();
        const double share = double(paper.device().peakBytes()) / double(parameters * 4);
        QVERIFY2(share >= 1 && share < 1.3, sentence(name, ": ", share).c_str());
    }
}

void TstBindingLimits::halvesTakeHalfOfIt()
{
    // All but four in a hundred of the parameters are those of fully connected layers.
    const auto bytes = [](bool halves) {
        const Architecture& architecture = findArchitecture("caffenet");
        PaperDevice paper(optionsFor(false, true, halves));
        Network network(paper.device(), architecture.layers, architecture.input());
        return double(paper.device().peakBytes());
    };
    const double share = bytes(true) / bytes(false);
    QVERIFY2(share > 0.5 && share < 0.55, sentence(share).c_str());
}

QObject* makeTstBindingLimits() { return new TstBindingLimits; }
#include "tst_binding_limits.moc"
