#include "tests/cli/plain_weights.h"

#include <QtTest>

#include <cmath>
#include <cstring>

/// alexscope run: numbers in, numbers out, as NumPy files.
class TstRun : public QObject {
    Q_OBJECT

private slots:
    void computesANetwork();
    void refusesArrays_data();
    void refusesArrays();
    void refusesOtherWords();
};

namespace {

/// A NumPy file as Python writes it.
QByteArray npy(const char* type, const char* order, const char* shape, const QByteArray& data)
{
    QByteArray header = QByteArray("{'descr': '") + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }";
    header = header.leftJustified(117, ' ') + '\n';
    return QByteArray("\x93NUMPY\1\0", 8) + char(header.size()) + '\0' + header + data;
}

QByteArray zeros(qsizetype count) { return QByteArray(count * 4, '\0'); }

/// cifar-quick with weights of zero, so that only the last biases count.
void putNetwork(const Workplace& place)
{
    write(place, plainWeights());
    const Answer answer = place.run({"convert", "weights.safetensors", "m.onnx"});
    if (answer.code != 0)
        qFatal("%s", answer.err.constData());
}

std::vector<float> floatsOf(const QByteArray& file)
{
    const QByteArray data = file.mid(10 + quint8(file[8]) + 256 * quint8(file[9]));
    std::vector<float> values(std::size_t(data.size()) / 4);
    std::memcpy(values.data(), data.data(), values.size() * 4);
    return values;
}

}

void TstRun::computesANetwork()
{
    const Workplace place;
    putNetwork(place);
    place.put("x.npy", npy("<f4", "False", "(20, 3, 32, 32)", zeros(20 * 3072))); // more than are computed at once
    const Answer answer = place.run({"run", "m.onnx", "--input", "x.npy", "--output", "y.npy"});
    QCOMPARE(answer.err, QByteArray());
    QCOMPARE(answer.code, 0);
    QVERIFY(place.bytes("y.npy").contains("'shape': (20,10,)"));
    const std::vector<float> y = floatsOf(place.bytes("y.npy"));
    QCOMPARE(y.size(), std::size_t(200));
    QVERIFY(std::abs(y[199] / y[198] - std::exp(0.5f)) < 1e-5f);
    QCOMPARE(place.run({"run", "m.onnx", "--input", "x.npy", "--output", "z.npy", "--layer", "conv1"}).code, 0);
    QVERIFY(place.bytes("z.npy").contains("'shape': (20,32,32,32,)"));
}

void TstRun::refusesArrays_data()
{
    QTest::addColumn<QByteArray>("array");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* words, const QByteArray& array) { QTest::newRow(words) << array << QByteArray(words); };
    row("x.npy has values of the type '<f8'; save it as float32", npy("<f8", "False", "(1, 3, 32, 32)", zeros(6144)));
    row("x.npy has values of the type '>f4'", npy(">f4", "False", "(1, 3, 32, 32)", zeros(3072)));
    row("x.npy is in Fortran's order; save it in C order", npy("<f4", "True", "(1, 3, 32, 32)", zeros(3072)));
    row("x.npy is 1x3x31x32; the network in m.onnx takes 1x3x32x32", npy("<f4", "False", "(1, 3, 31, 32)", zeros(2976)));
    row("x.npy is 3072; the network in m.onnx takes 1x3x32x32", npy("<f4", "False", "(3072,)", zeros(3072)));
    row("x.npy should have 12288 bytes of values, but has 12284", npy("<f4", "False", "(1, 3, 32, 32)", zeros(3071)));
    row("x.npy has no values", npy("<f4", "False", "(0, 3, 32, 32)", ""));
    row("x.npy has an impossible shape", npy("<f4", "False", "(99999999999, 99999999999)", ""));
    row("the shape in its header is damaged", npy("<f4", "False", "(1, -3)", ""));
    row("x.npy is cut off or damaged", npy("<f4", "False", "(1,)", "").first(40));
    row("x.npy is no NumPy array", "not an array of numbers");
}

void TstRun::refusesArrays()
{
    QFETCH(QByteArray, array);
    QFETCH(QByteArray, words);
    static const Workplace place;
    if (!place.content().contains("m.onnx"))
        putNetwork(place);
    place.put("x.npy", array);
    QCOMPARE(faultOf(place.run({"run", "m.onnx", "--input", "x.npy", "--output", "y.npy"}), 1, words), QString());
    QVERIFY(!place.content().contains("y.npy"));
}

void TstRun::refusesOtherWords()
{
    const Workplace place;
    putNetwork(place);
    place.put("x.npy", npy("<f4", "False", "(1, 3, 32, 32)", zeros(3072)));
    const QStringList files = {"--input", "x.npy", "--output", "y.npy"};
    QCOMPARE(faultOf(place.run(QStringList {"run", "m.onnx", "--layer", "conv9"} + files), 2,
                 "there is no layer \"conv9\" in m.onnx; --layer takes conv1, conv2, "),
        QString());
    QCOMPARE(faultOf(place.run(QStringList {"run", "weights.safetensors"} + files), 1,
                 "has weights, but no network in it; 'alexscope convert' makes an ONNX file of it"),
        QString());
    QCOMPARE(faultOf(place.run({"run", "m.onnx", "--input", "x.npy", "--output", "nowhere/y.npy"}), 1, "nowhere"),
        QString());
}

QObject* makeTstRun() { return new TstRun; }

#include "tst_run.moc"
