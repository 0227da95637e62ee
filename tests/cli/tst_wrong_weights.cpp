#include "tests/cli/plain_weights.h"

#include <QtTest>

#include <cstring>
#include <limits>
#include <sys/stat.h>

class TstWrongWeights : public QObject {
    Q_OBJECT

private slots:
    void refusesWrongTensors_data();
    void refusesWrongTensors();
    void refusesDamagedFiles_data();
    void refusesDamagedFiles();
    void refusesPathsThatAreNoFile();
};

void TstWrongWeights::refusesWrongTensors_data()
{
    QTest::addColumn<std::function<void(Tensors&)>>("change");
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const std::function<void(Tensors&)>& change, const char* words,
                         int code = 1) { QTest::newRow(name) << change << QByteArray(words) << code; };
    row(
        "shape",
        [](Tensors& tensors) {
            tensors[0].shape = {32, 3, 25, 1};
        },
        "conv1.weight is 32x3x25x1 instead of 32x3x5x5");
    row(
        "size", [](Tensors& tensors) { tensors.back().shape = {1000}; },
        "tells 1000 classes apart and does not name them: add --labels FILE", 2);
    row(
        "missing", [](Tensors& tensors) { tensors.pop_back(); }, "lacks ");
    row(
        "unknown", [](Tensors& tensors) { tensors.push_back(filled("extra", {3}, 0)); },
        "has extra, which this network");
    row(
        "none", [](Tensors& tensors) { tensors.clear(); },
        "lacks conv1.weight, conv1.bias, conv2.weight and ");
}

void TstWrongWeights::refusesWrongTensors()
{
    QFETCH(std::function<void(Tensors&)>, change);
    QFETCH(QByteArray, words);
    QFETCH(int, code);
    const Workplace place;
    Tensors tensors = plainWeights();
    change(tensors);
    write(place, tensors);
    QCOMPARE(faultOf(classified(place), code, words), QString());
}

void TstWrongWeights::refusesDamagedFiles_data()
{
    const Workplace place;
    write(place, plainWeights());
    const QByteArray whole = place.bytes("weights.safetensors");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* name, const QByteArray& content, const char* words) {
        QTest::newRow(name) << content << QByteArray(words);
    };
    QByteArray notANumber = whole;
    const float nan = std::numeric_limits<float>::quiet_NaN();
    std::memcpy(notANumber.data() + notANumber.size() - 4, &nan, 4);
    row("NaN", notANumber, "value 9 of 10 (counted from 0) is not a finite 32-bit number");
    row("cut", whole.chopped(100), "cut off or damaged");
    row("longer", whole + "more", "weights.safetensors");
    row("cut header", whole.left(100), "cut off or damaged");
    row("empty", "", "weights.safetensors is empty; AlexScope reads safetensors");
    row("text", "hello", "weights.safetensors is a text file; AlexScope reads safetensors");
    row("picture", picture(1), "weights.safetensors is a PNG picture; AlexScope reads safetensors");
    row("huge header", rawSafetensors("{}", "").replace(0, 8, QByteArray(8, '\x7f')), "weights.safetensors");
}

void TstWrongWeights::refusesDamagedFiles()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, words);
    const Workplace place;
    place.put("weights.safetensors", content);
    QCOMPARE(faultOf(classified(place), 1, words), QString());
}

void TstWrongWeights::refusesPathsThatAreNoFile()
{
    const Workplace place;
    QCOMPARE(faultOf(classified(place), 1, "weights.safetensors does not exist"), QString());
    place.makeFolder("weights.safetensors");
    QCOMPARE(faultOf(classified(place), 1, "weights.safetensors is a folder, not a file"), QString());
    std::filesystem::remove(place.path("weights.safetensors"));
    QCOMPARE(::mkfifo(place.path("weights.safetensors").c_str(), 0600), 0);
    QCOMPARE(faultOf(classified(place), 1, "weights.safetensors is not an ordinary file"), QString());
    QCOMPARE(faultOf(place.run({"bench", "--weights", "nowhere"}), 1, "nowhere does not exist"), QString());
}

QObject* makeTstWrongWeights() { return new TstWrongWeights; }

#include "tst_wrong_weights.moc"
