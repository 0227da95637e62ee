#include "tests/cli/program.h"
#include "tests/image/drawn_pictures.h"

#include <QtTest>

class TstLearn : public QObject {
    Q_OBJECT

private slots:
    void learnsAndClassifiesWithWhatItWrote();
    void repeatsBitForBit();
    void leavesOutDamagedPictures();
    void takesAnyNetwork();
    void refuses_data();
    void refuses();
};

namespace {

/// A picture of a class: its colour in the middle of a grey ground, each at another place with other noise.
QByteArray shown(int kind, int number)
{
    static const std::array<std::array<int, 3>, 3> colours
        = {{{220, 60, 40}, {40, 90, 220}, {120, 120, 120}}};
    cv::RNG random(std::uint64_t(kind * 1000 + number + 1));
    engine::Image picture(64, 48);
    const int x0 = random.uniform(16, 48), y0 = random.uniform(14, 34);
    for (int y = 0; y < 48; ++y)
        for (int x = 0; x < 64; ++x)
            for (std::size_t c = 0; c < 3; ++c) {
                const bool inside = std::abs(x - x0) < 12 && std::abs(y - y0) < 12;
                const int value = inside ? colours[std::size_t(kind)][c] : 110;
                picture.pixel(x, y)[c] = cv::saturate_cast<std::uint8_t>(value + random.uniform(-15, 16));
            }
    const drawn::File file = drawn::encode(".png", picture);
    return QByteArray(reinterpret_cast<const char*>(file.data()), int(file.size()));
}

void putClasses(const Workplace& place, int each = 12)
{
    const char* names[] = {"a brick", "sea", "nothing"};
    for (int kind = 0; kind < 3; ++kind) {
        const std::string folder = std::string("things/") + names[kind];
        place.makeFolder(folder.c_str());
        for (int i = 0; i < each; ++i)
            place.put((folder + "/" + std::to_string(i) + ".png").c_str(), shown(kind, i));
    }
}

QStringList words(const QStringList& more)
{
    return QStringList {"learn", "--classes", "things", "--output", "own.safetensors"} + more;
}

}

void TstLearn::learnsAndClassifiesWithWhatItWrote()
{
    const Workplace place;
    putClasses(place);
    const Answer answer = place.run(words({"--json"}));
    QVERIFY2(answer.code == 0, answer.err);
    const Json json = answer.json();
    QCOMPARE(json["layer"], "fc8");
    QCOMPARE(json["classes"].size(), std::size_t(3));
    QCOMPARE(json["classes"][0]["name"], "a brick");
    QCOMPARE(json["classes"][0]["pictures"], 12);
    QCOMPARE(json["classes"][0]["aside"], 2);
    QCOMPARE(json["learned"], 30);
    QCOMPARE(json["aside"], 6);
    QVERIFY(json["right"] >= 5);
    QCOMPARE(json["confusion"].size(), std::size_t(3));
    QCOMPARE(json["confusion"][0].size(), std::size_t(3));
    QVERIFY(json["aside_loss"] < 0.7);
    for (int kind = 0; kind < 3; ++kind)
        place.put(("new" + std::to_string(kind) + ".png").c_str(), shown(kind, 100));
    const Answer said = place.run(
        {"classify", "new0.png", "new1.png", "new2.png", "--weights", "own.safetensors", "--json"});
    QVERIFY2(said.code == 0, said.err);
    const QByteArray text = said.out;
    const auto first = [&](const char* label) { return text.indexOf(QByteArray("\"") + label + "\""); };
    QVERIFY2(first("a brick") > 0 && first("sea") > first("a brick"), text);
    const Answer judged = place.run(
        {"evaluate", "--dataset", "things", "--weights", "own.safetensors", "--part", "train", "--json"});
    QVERIFY2(judged.code == 0, judged.err);
    QVERIFY(judged.json()["top1_accuracy"] > 0.9);
    QVERIFY(place.run(words({})).out.contains("kept aside"));
}

void TstLearn::repeatsBitForBit()
{
    const Workplace place;
    putClasses(place, 5);
    QCOMPARE(place.run(words({"--epochs", "4", "--seed", "3"})).code, 0);
    const QByteArray once = place.bytes("own.safetensors");
    QCOMPARE(place.run(words({"--epochs", "4", "--seed", "3"})).code, 0);
    QVERIFY(!once.isEmpty());
    QCOMPARE(place.bytes("own.safetensors"), once);
    QCOMPARE(place.run(words({"--epochs", "4", "--seed", "4"})).code, 0);
    QVERIFY(place.bytes("own.safetensors") != once);
}

void TstLearn::leavesOutDamagedPictures()
{
    const Workplace place;
    putClasses(place, 5);
    place.put("things/sea/broken.png", "no picture at all");
    const Answer answer = place.run(words({"--epochs", "2", "--json"}));
    QCOMPARE(answer.code, 0);
    QVERIFY2(answer.err.contains("left out") && answer.err.contains("broken.png"), answer.err);
    QCOMPARE(answer.json()["skipped"].size(), std::size_t(1));
}

void TstLearn::takesAnyNetwork()
{
    const Workplace place;
    putClasses(place, 4);
    QCOMPARE(place.run(words({"--epochs", "2"})).code, 0);
    // What was learned can be learned from again, and becomes ONNX where the name asks for it.
    const Answer again = place.run({"learn", "--classes", "things", "--output", "own.onnx", "--weights",
        "own.safetensors", "--epochs", "2"});
    QVERIFY2(again.code == 0, again.err);
    const Answer said = place.run({"classify", "things/sea/0.png", "--weights", "own.onnx"});
    QVERIFY2(said.code == 0, said.err);
    QVERIFY(said.out.contains("sea"));
}

void TstLearn::refuses_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("sentence");
    const QStringList output {"--output", "own.safetensors"};
    QTest::newRow("no folder") << QStringList {"learn"} + output << 2 << QByteArray("--classes is required");
    QTest::newRow("no output") << QStringList {"learn", "--classes", "things"} << 2
                               << QByteArray("--output is required");
    QTest::newRow("missing") << QStringList {"learn", "--classes", "nowhere"} + output << 1
                             << QByteArray("nowhere cannot be read");
    QTest::newRow("one class") << QStringList {"learn", "--classes", "one"} + output << 1
                               << QByteArray("there must be two of them, not 1");
    QTest::newRow("empty class") << QStringList {"learn", "--classes", "hollow"} + output << 1
                                 << QByteArray("holds no picture");
    QTest::newRow("epochs") << QStringList {"learn", "--classes", "one", "--epochs", "0"} + output << 2
                            << QByteArray("epochs");
}

void TstLearn::refuses()
{
    QFETCH(QStringList, command);
    QFETCH(int, code);
    QFETCH(QByteArray, sentence);
    const Workplace place;
    place.makeFolder("one/only");
    place.put("one/only/0.png", shown(0, 0));
    place.makeFolder("hollow/first");
    place.put("hollow/first/0.png", shown(0, 0));
    place.makeFolder("hollow/second");
    QCOMPARE(faultOf(place.run(command), code, sentence.constData()), QString());
    QVERIFY(place.bytes("own.safetensors").isEmpty());
}

QObject* makeTstLearn() { return new TstLearn; }

#include "tst_learn.moc"
