#include "tests/cli/program.h"

#include <QtTest>

#include <algorithm>
#include <cstring>
#include <numeric>

class TstActivations : public QObject {
    Q_OBJECT

private slots:
    void writesNumPyFiles();
    void writesEveryLayer();
    void agreesWithItself();
    void keepsFilesThatItCannotReplace();
    void refusesFoldersItCannotMake();
    void writesNothingForABadPicture();
};

namespace {

struct Array {
    std::string header;
    std::vector<float> values;
};

/// An array in NumPy's format 1.0 of little-endian floats; without values when it is not.
Array readNpy(const QByteArray& file)
{
    if (file.size() < 10 || !file.startsWith(QByteArray("\x93NUMPY\1\0", 8)))
        return {};
    const auto data = qsizetype(10 + quint8(file[8]) + 256 * quint8(file[9]));
    if (data % 64 != 0 || data > file.size() || file[data - 1] != '\n')
        return {};
    Array array {
        file.mid(10, data - 10).trimmed().toStdString(), std::vector<float>((file.size() - data) / 4)};
    std::memcpy(array.values.data(), file.constData() + data, array.values.size() * 4);
    return array;
}

std::string headerOf(const std::string& shape)
{
    return "{'descr': '<f4', 'fortran_order': False, 'shape': (1," + shape + "), }";
}

QStringList words(const QString& layer, const QString& folder)
{
    return {"activations", "cat.png", "--layer", layer, "--output", folder};
}

}

void TstActivations::writesNumPyFiles()
{
    const Workplace place;
    place.put("cat.png", picture(1));
    const Answer answer = place.run(words("conv1", "deep/out"));
    QCOMPARE(answer.err, QByteArray());
    QCOMPARE(answer.code, 0);
    QCOMPARE(answer.out, QByteArray("deep/out/conv1.npy\n"));
    const Array conv1 = readNpy(place.bytes("deep/out/conv1.npy"));
    QCOMPARE(conv1.header, headerOf("64,32,32,"));
    QCOMPARE(conv1.values.size(), std::size_t(64 * 32 * 32));
    QCOMPARE(place.run(words("fc8", "deep/out")).code, 0);
    const Array fc8 = readNpy(place.bytes("deep/out/fc8.npy"));
    QCOMPARE(fc8.header, headerOf("10,"));
    QCOMPARE(fc8.values.size(), std::size_t(10));
}

void TstActivations::writesEveryLayer()
{
    const Workplace place;
    place.put("cat.png", picture(1));
    const QStringList model = {"--model", "cifar-quick", "--random-weights"};
    const Answer answer = place.run(words("all", "out") + model);
    QCOMPARE(answer.code, 0);
    const Json layers = place.run({"summary", "--model", "cifar-quick", "--json"}).json()["layers"];
    QByteArray printed;
    for (const Json& layer : layers) {
        const std::string file = "out/" + layer["name"].get<std::string>() + ".npy";
        printed += QByteArray::fromStdString(file) + "\n";
        std::string shape;
        std::size_t size = 1;
        for (const Json& extent : layer["output"]) {
            shape += extent.dump() + ",";
            size *= extent.get<std::size_t>();
        }
        const Array array = readNpy(place.bytes(file.c_str()));
        QCOMPARE(array.header, headerOf(shape));
        QCOMPARE(array.values.size(), size);
    }
    QCOMPARE(answer.out, printed);
}

void TstActivations::agreesWithItself()
{
    const Workplace place;
    place.put("cat.png", picture(1));
    QCOMPARE(place.run(words("all", "out")).code, 0);
    const std::vector<float> conv1 = readNpy(place.bytes("out/conv1.npy")).values;
    const std::vector<float> relu1 = readNpy(place.bytes("out/relu1.npy")).values;
    QCOMPARE(relu1.size(), conv1.size());
    QVERIFY(*std::min_element(conv1.begin(), conv1.end()) < 0);
    for (std::size_t i = 0; i < conv1.size(); ++i)
        QCOMPARE(relu1[i], std::max(conv1[i], 0.0f));

    const std::vector<float> scores = readNpy(place.bytes("out/fc8.npy")).values;
    const std::vector<float> prob = readNpy(place.bytes("out/prob.npy")).values;
    QVERIFY(std::abs(std::accumulate(prob.begin(), prob.end(), 0.0) - 1) < 1e-5);
    const Json answer = place.run({"classify", "cat.png", "--top", "10", "--json"}).json();
    for (const Json& row : answer[0]["predictions"]) {
        const auto index = row["index"].get<std::size_t>();
        QVERIFY(std::abs(row["probability"].get<float>() - prob[index]) < 1e-5);
        QVERIFY(std::abs(row["score"].get<float>() - scores[index]) < 1e-4);
    }
}

void TstActivations::keepsFilesThatItCannotReplace()
{
    const Workplace place;
    place.put("cat.png", picture(1));
    place.makeFolder("out/prob.npy");
    QCOMPARE(faultOf(place.run(words("prob", "out")), 1, "out/prob.npy is a folder, not a file"), QString());
    place.put("out/fc8.npy", "former");
    QCOMPARE(place.run(words("fc8", "out")).code, 0);
    QVERIFY(place.bytes("out/fc8.npy").startsWith("\x93NUMPY"));
}

void TstActivations::refusesFoldersItCannotMake()
{
    const Workplace place;
    place.put("cat.png", picture(1));
    for (const char* folder : {"cat.png", "cat.png/out", "/proc/out", "/dev/null"}) {
        const QByteArray sentence = QByteArray("the folder ") + folder + " cannot be created";
        QCOMPARE(faultOf(place.run(words("prob", folder)), 1, sentence), QString());
    }
    QCOMPARE(place.content(), QString("cat.png"));
}

void TstActivations::writesNothingForABadPicture()
{
    const Workplace place;
    place.put("cat.png", "no picture");
    QCOMPARE(faultOf(place.run(words("all", "out")), 1, "cat.png is a text file"), QString());
    QCOMPARE(place.content(), QString("cat.png"));
}

QObject* makeTstActivations() { return new TstActivations; }

#include "tst_activations.moc"
