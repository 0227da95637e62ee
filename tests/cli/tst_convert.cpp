#include "tests/cli/plain_weights.h"

#include <QtTest>

/// alexscope convert, and what belongs to weights of other programs: preprocessing, labels, classes.
class TstConvert : public QObject {
    Q_OBJECT

private slots:
    void keepsTheAnswer();
    void keepsAllThatBelongsToTheWeights();
    void asksForThePreprocessing();
    void refusesContradictions();
    void asksForLabels();
    void refuses_data();
    void refuses();
};

namespace {

Answer classifiedBy(const Workplace& place, const char* weights, const QStringList& more = {})
{
    place.put("cat.png", picture(1));
    return place.run(QStringList {"classify", "cat.png", "--json", "--weights", weights} + more);
}

Json predictions(const Answer& answer) { return answer.json()[0]["predictions"]; }

/// cifar-quick for three classes.
void putThreeClasses(const Workplace& place, const Metadata& metadata)
{
    Tensors tensors = plainWeights();
    for (std::size_t i = tensors.size() - 2; i < tensors.size(); ++i)
        tensors[i].shape[0] = 3;
    write(place, tensors, metadata);
}

}

void TstConvert::keepsTheAnswer()
{
    const Workplace place;
    const QString builtIn = SOURCE_DIR "/resources/models/alexnet-cifar10.safetensors";
    QCOMPARE(place.run({"convert", builtIn, "a.onnx"}).out, QByteArray("a.onnx\n"));
    QCOMPARE(place.run({"convert", "a.onnx", "b.safetensors"}).code, 0);
    place.put("cat.png", picture(1));
    const Json expected = predictions(place.run({"classify", "cat.png", "--json"}));
    const Json onnx = predictions(classifiedBy(place, "a.onnx"));
    QCOMPARE(predictions(classifiedBy(place, "b.safetensors")), expected);
    QCOMPARE(onnx.size(), expected.size());
    for (std::size_t i = 0; i < onnx.size(); ++i) {
        QCOMPARE(onnx[i]["label"], expected[i]["label"]);
        QVERIFY(std::abs(onnx[i]["probability"].get<double>() - expected[i]["probability"].get<double>()) < 1e-5);
    }
    QFile original(builtIn);
    QVERIFY(original.open(QIODevice::ReadOnly));
    QCOMPARE(place.bytes("b.safetensors").right(100'000), original.readAll().right(100'000));
}

void TstConvert::keepsAllThatBelongsToTheWeights()
{
    const Workplace place;
    putThreeClasses(place, named);
    place.put("labels.txt", "eins\nzwei\ndrei\n");
    QCOMPARE(place.run({"convert", "weights.safetensors", "a.onnx", "--labels", "labels.txt"}).code, 0);
    QCOMPARE(place.run({"convert", "a.onnx", "b.safetensors"}).code, 0);
    for (const char* file : {"a.onnx", "b.safetensors"}) {
        const Answer answer = classifiedBy(place, file);
        QCOMPARE(answer.err, QByteArray());
        QCOMPARE(answer.json()[0]["model"], Json("cifar-quick"));
        QCOMPARE(predictions(answer)[0]["label"], Json("drei"));
    }
}

void TstConvert::asksForThePreprocessing()
{
    const Workplace place;
    write(place, plainWeights());
    QCOMPARE(place.run({"convert", "weights.safetensors", "a.onnx"}).code, 0);
    QByteArray bytes = place.bytes("a.onnx");
    bytes.replace("alexscope.preprocessing", "alexscope.Preprocessing"); // as if it came from another program
    place.put("foreign.onnx", bytes);
    QCOMPARE(faultOf(classifiedBy(place, "foreign.onnx"), 2,
                 "foreign.onnx does not say how pictures are prepared for it: add --preprocess torchvision or "
                 "--preprocess caffe"),
        QString());
    QCOMPARE(classifiedBy(place, "foreign.onnx", {"--preprocess", "caffe"}).code, 0);
    QCOMPARE(faultOf(classifiedBy(place, "foreign.onnx", {"--preprocess", "tensorflow"}), 2,
                 "there is no preprocessing \"tensorflow\"; --preprocess takes torchvision or caffe"),
        QString());
    QCOMPARE(faultOf(place.run({"convert", "foreign.onnx", "c.safetensors"}), 2, "add --preprocess"), QString());
    QCOMPARE(place.run({"convert", "foreign.onnx", "c.safetensors", "--preprocess", "caffe"}).code, 0);
    QVERIFY(place.bytes("c.safetensors").first(1000).contains("BGR"));
}

void TstConvert::refusesContradictions()
{
    const Workplace place;
    QCOMPARE(faultOf(classifiedBy(place, SOURCE_DIR "/resources/models/alexnet-cifar10.safetensors", {"--preprocess", "caffe"}),
                 1, "was trained with other pictures than --preprocess caffe makes; leave it out"),
        QString());
}

void TstConvert::asksForLabels()
{
    const Workplace place;
    putThreeClasses(place, named);
    QCOMPARE(faultOf(classifiedBy(place, "weights.safetensors"), 2,
                 "weights.safetensors tells 3 classes apart and does not name them: add --labels FILE"),
        QString());
    place.put("labels.txt", "eins\nzwei\ndrei\n");
    const Answer answer = classifiedBy(place, "weights.safetensors", {"--labels", "labels.txt"});
    QCOMPARE(predictions(answer)[0]["label"], Json("drei"));
    QCOMPARE(place.run({"bench", "--weights", "weights.safetensors", "--repeat", "1"}).code, 0);
}

void TstConvert::refuses_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* message, int code, const QStringList& words) {
        QTest::newRow(message) << words << code << QByteArray(message);
    };
    row("out.pth must end in .safetensors or .onnx", 2, {"weights.safetensors", "out.pth"});
    row("nowhere.pth does not exist", 1, {"nowhere.pth", "out.onnx"});
    row("does not say which network it belongs to: add --model", 2, {"nameless.safetensors", "out.onnx"});
    row("these are the weights of another network", 1, {"nameless.safetensors", "out.onnx", "--model", "caffenet"});
    row("the folder of nowhere/out.onnx", 1, {"weights.safetensors", "nowhere/out.onnx"});
}

void TstConvert::refuses()
{
    QFETCH(QStringList, words);
    QFETCH(int, code);
    QFETCH(QByteArray, message);
    const Workplace place;
    write(place, plainWeights(), {});
    place.put("nameless.safetensors", place.bytes("weights.safetensors"));
    write(place, plainWeights());
    const Answer answer = place.run(QStringList("convert") + words);
    QCOMPARE(answer.code, code);
    QVERIFY2(answer.err.contains(message) || message.startsWith("the folder"), answer.err.constData());
    QVERIFY(!place.content().contains("out."));
}

QObject* makeTstConvert() { return new TstConvert; }

#include "tst_convert.moc"
