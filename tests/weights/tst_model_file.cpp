#include "tests/support/gpu.h"
#include "tests/weights/torch_writer.h"
#include "tests/weights/written_file.h"

#include "engine/layers/convolution.h"
#include "engine/layers/fully_connected.h"
#include "engine/network/architecture.h"
#include "engine/weights/model_file.h"

#include <QtTest>

using namespace engine;

/// From a file to a network's parameters: names of ours and of others give the same network, and what does
/// not fit is listed in the file's words.
class TstModelFile : public QObject {
    Q_OBJECT

private slots:
    void describesTorchvision();
    void metadataComesFirst();
    void loadsNamesOfOthers_data();
    void loadsNamesOfOthers();
    void refuses_data();
    void refuses();
    void cleanupTestCase() { QCOMPARE(newValidationMessages(), std::string()); }
};

using Tensors = QList<QPair<QByteArray, QList<qint64>>>;

/// Values that differ between all places.
static WeightFile fileOf(
    const Folder& folder, const Tensors& tensors, const std::map<std::string, std::string>& metadata = {})
{
    std::vector<NamedTensor> named;
    for (qsizetype i = 0; i < tensors.size(); ++i) {
        const std::vector<std::int64_t> shape(tensors[i].second.begin(), tensors[i].second.end());
        named.push_back({tensors[i].first.toStdString(), shape, [i](std::span<float> values) {
                             for (std::size_t k = 0; k < values.size(); ++k)
                                 values[k] = float(i + 1) + float(k) / 64;
                         }});
    }
    writeSafetensors(folder.path("m.safetensors"), metadata, named);
    return openSafetensors(folder.path("m.safetensors"));
}

/// Two filters of 1x1 on 3 channels of 2x2, then three classes.
static Network small()
{
    LayerList layers;
    layers.add<Convolution>("conv1", ConvolutionOptions {.filters = 2, .size = 1});
    layers.add<FullyConnected>("fc6", FullyConnectedOptions {.outputs = 3});
    return Network(testDevice(), layers, {1, 3, 2, 2});
}

static Tensors tensors(const QByteArray& first, const QByteArray& second)
{
    return {{first + ".weight", {2, 3, 1, 1}}, {first + ".bias", {2}}, {second + ".weight", {3, 8}},
        {second + ".bias", {3}}};
}

static std::vector<float> answer(const WeightFile& file)
{
    Network network = small();
    loadParameters(file, network);
    HostTensor image(network.input());
    for (std::size_t i = 0; i < image.values.size(); ++i)
        image.values[i] = float(i);
    return network.forward(image).values;
}

static const Tensors torchvision
    = {{"features.0.weight", {64, 3, 11, 11}}, {"features.10.weight", {1}}, {"classifier.6.weight", {10, 1}}};

void TstModelFile::describesTorchvision()
{
    const Folder folder;
    const ModelDescription said = describeModel(fileOf(folder, torchvision));
    QCOMPARE(said.network, std::string("alexnet-torchvision"));
    QVERIFY(said.recipe == findArchitecture("alexnet-torchvision").recipe);
    QVERIFY(said.labels.empty());
    const ModelDescription other = describeModel(fileOf(folder, tensors("0", "1")));
    QVERIFY(other.network.empty() && !other.recipe);
}

void TstModelFile::metadataComesFirst()
{
    const Folder folder;
    const WeightFile file = fileOf(folder, torchvision, {{"alexscope.network", "mine"}});
    QCOMPARE(describeModel(file).network, std::string("mine"));
    QVERIFY(!describeModel(file).recipe);
}

void TstModelFile::loadsNamesOfOthers_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::newRow("torchvision") << QByteArray("features.0") << QByteArray("classifier.1");
    QTest::newRow("nn.Sequential") << QByteArray("0") << QByteArray("2");
}

void TstModelFile::loadsNamesOfOthers()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    const Folder folder;
    const std::vector<float> expected = answer(fileOf(folder, tensors("conv1", "fc6")));
    QVERIFY(expected.front() != 0);
    QCOMPARE(answer(fileOf(folder, tensors(first, second))), expected);
}

void TstModelFile::refuses_data()
{
    QTest::addColumn<Tensors>("content");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* expected, const Tensors& content) {
        QTest::newRow(expected) << content << expected;
    };
    const Tensors numbered = tensors("features.0", "classifier.1");
    row(" lacks fc6.bias: these are the weights of another network", tensors("conv1", "fc6").first(3));
    row(" lacks classifier.1.bias: these", numbered.first(3));
    const auto changed = [&](qsizetype place, const QByteArray& name, const QList<qint64>& shape) {
        Tensors all = numbered;
        all[place] = {name, shape};
        return all;
    };
    row(" lacks features.0.bias; it has features.0.gain instead", changed(1, "features.0.gain", {2}));
    row(" has mean, which this network does not know", numbered + Tensors {{"mean", {1}}});
    row(" does not fit this network: features.0.weight is 4x3x1x1 instead of 2x3x1x1",
        changed(0, "features.0.weight", {4, 3, 1, 1}));
    row(" does not fit this network: features.0.weight is 6 instead", changed(0, "features.0.weight", {6}));
    row(" does not fit this network: classifier.1.weight is 3x9 instead",
        changed(2, "classifier.1.weight", {3, 9}));
    Tensors head = changed(2, "classifier.1.weight", {10, 8});
    head[3].second = {10};
    row(" tells 10 classes apart, this network 3: classifier.1.weight is 10x8 instead of 3x8, "
        "classifier.1.bias is "
        "10 instead of 3",
        head);
}

void TstModelFile::refuses()
{
    QFETCH(Tensors, content);
    QFETCH(QString, expected);
    const Folder folder;
    Network network = small();
    const WeightFile file = fileOf(folder, content);
    const QString message = refusal([&] { loadParameters(file, network); });
    QVERIFY2(message.contains("m.safetensors" + expected), qPrintable(message));
}

QObject* makeTstModelFile() { return new TstModelFile; }

#include "tst_model_file.moc"
