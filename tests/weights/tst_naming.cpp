#include "tests/weights/written_file.h"

#include "engine/weights/naming.h"

#include <QtTest>

using namespace engine;

/// Names of other programs: each parameter of a network is found in the file, or it is said which is not.
class TstNaming : public QObject {
    Q_OBJECT

private slots:
    void findsLayers_data();
    void findsLayers();
    void refusesAnotherNumberOfLayers();
    void recognisesTorchvision_data();
    void recognisesTorchvision();
};

using Words = QList<QByteArray>;

/// A file with one value under each of the names.
static WeightFile fileOf(const Folder& folder, const Words& names)
{
    std::vector<NamedTensor> tensors;
    for (const QByteArray& name : names)
        tensors.push_back(tensor(name.toStdString(), {1}, {0}));
    writeSafetensors(folder.path("names.safetensors"), {}, tensors);
    return openSafetensors(folder.path("names.safetensors"));
}

static const std::vector<ParameterShape> wanted = {{"conv1.weight", {1}}, {"conv1.bias", {1}},
    {"conv2.weight", {1}}, {"fc6.weight", {1}}, {"fc6.bias", {1}}};

void TstNaming::findsLayers_data()
{
    QTest::addColumn<Words>("names");
    QTest::addColumn<Words>("found"); // for conv1.weight, conv2.weight and fc6.bias
    const Words ours = {"conv1.weight", "conv2.weight", "fc6.bias"};
    const auto row = [](const char* title, const Words& names, const Words& found) {
        QTest::newRow(title) << names << found;
    };
    row("ours", {"conv1.weight", "fc6.bias", "0.weight"}, ours);
    row("torchvision",
        {"classifier.1.bias", "features.10.weight", "features.3.weight", "classifier.1.weight"},
        {"features.3.weight", "features.10.weight", "classifier.1.bias"});
    row("nn.Sequential", {"12.weight", "12.bias", "3.weight", "0.bias", "0.weight"},
        {"0.weight", "3.weight", "12.bias"});
    row("unknown", {"encoder.weight", "features.x.weight", "features..bias", "7", "99999999999.weight"},
        ours);
}

void TstNaming::findsLayers()
{
    QFETCH(Words, names);
    QFETCH(Words, found);
    const Folder folder;
    std::map<std::string, std::string> result = namesInFile(fileOf(folder, names), wanted);
    QCOMPARE(int(result.size()), 5);
    const Words theirs = {QByteArray::fromStdString(result["conv1.weight"]),
        QByteArray::fromStdString(result["conv2.weight"]), QByteArray::fromStdString(result["fc6.bias"])};
    QCOMPARE(theirs, found);
}

void TstNaming::refusesAnotherNumberOfLayers()
{
    const Folder folder;
    const WeightFile file = fileOf(folder, {"features.0.weight", "classifier.1.weight"});
    const QString message = refusal([&] { namesInFile(file, wanted); });
    QVERIFY2(message.contains("names.safetensors has 2 layers with weights, features.0 to classifier.1; "
                              "this network has 3"),
        qPrintable(message));
}

void TstNaming::recognisesTorchvision_data()
{
    QTest::addColumn<Words>("others");
    QTest::addColumn<int>("filters");
    QTest::addColumn<bool>("recognised");
    QTest::newRow("torchvision") << Words {"features.10.weight", "classifier.6.weight"} << 64 << true;
    QTest::newRow("other filters") << Words {"features.10.weight", "classifier.6.weight"} << 96 << false;
    QTest::newRow("VGG's classifier") << Words {"features.10.weight", "classifier.0.weight"} << 64 << false;
    QTest::newRow("fewer layers") << Words {"classifier.6.weight"} << 64 << false;
}

void TstNaming::recognisesTorchvision()
{
    QFETCH(Words, others);
    QFETCH(int, filters);
    QFETCH(bool, recognised);
    const Folder folder;
    std::vector<NamedTensor> tensors
        = {tensor("features.0.weight", {filters, 3, 11, 11}, std::vector<float>(std::size_t(filters) * 363))};
    for (const QByteArray& name : others)
        tensors.push_back(tensor(name.toStdString(), {1}, {0}));
    writeSafetensors(folder.path("f"), {}, tensors);
    QCOMPARE(recogniseNetwork(openSafetensors(folder.path("f"))),
        std::string(recognised ? "alexnet-torchvision" : ""));
}

QObject* makeTstNaming() { return new TstNaming; }

#include "tst_naming.moc"
