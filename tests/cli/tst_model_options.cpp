#include "tests/cli/program.h"

#include <QtTest>

class TstModelOptions : public QObject {
    Q_OBJECT

private slots:
    void drawsWeightsFromTheSeed();
    void knowsTheClassesOfImageNet();
    void takesOtherLabels();
    void refusesWrongLabels_data();
    void refusesWrongLabels();
    void refusesLabelsThatAreNoFile();
    void takesTheBuiltInModelByName();
};

static Json predictions(const QStringList& words)
{
    const Workplace place;
    place.put("cat.png", picture(1));
    return place.run(QStringList {"classify", "cat.png", "--json"} + words).json()[0]["predictions"];
}

void TstModelOptions::drawsWeightsFromTheSeed()
{
    const QStringList words = {"--model", "cifar-quick", "--random-weights", "--seed"};
    const Json seven = predictions(words + QStringList("7"));
    QCOMPARE(seven.size(), std::size_t(5));
    QCOMPARE(predictions(words + QStringList("7")), seven);
    QVERIFY(predictions(words + QStringList("8")) != seven);
    QCOMPARE(predictions(words.first(3)), predictions(words + QStringList("1")));
}

void TstModelOptions::knowsTheClassesOfImageNet()
{
    const Json found = predictions({"--model", "caffenet", "--random-weights", "--top", "99999"});
    QCOMPARE(found.size(), std::size_t(1000));
    QFile file(SOURCE_DIR "/resources/labels/imagenet_1000.txt");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> labels = file.readAll().split('\n');
    for (const Json& row : found)
        QCOMPARE(row["label"], Json(labels[row["index"].get<int>()].toStdString()));
}

void TstModelOptions::takesOtherLabels()
{
    const Workplace place;
    place.put("cat.png", picture(1));
    place.put("labels.txt", "null\neins\nzwei\ndrei\nvier\nfünf\nsechs\nsieben\nacht\nneun\n");
    const QStringList words = {"classify", "cat.png", "--json", "--top", "10", "--labels", "labels.txt"};
    const Json answer = place.run(words).json();
    for (const Json& row : answer[0]["predictions"]) {
        if (row["index"] == 5)
            QCOMPARE(row["label"], Json("fünf"));
    }
    QCOMPARE(answer[0]["predictions"].size(), std::size_t(10));
}

void TstModelOptions::refusesWrongLabels_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("too few") << QByteArray("cat\ndog\n")
                             << QByteArray("labels.txt has 2 labels; the network has 10");
    QTest::newRow("too many") << QByteArray("cat\n").repeated(11)
                              << QByteArray("labels.txt has 11 labels; the network has 10");
    QTest::newRow("empty") << QByteArray() << QByteArray("labels.txt has no labels");
    QTest::newRow("gap") << QByteArray("cat\n\ndog\n") << QByteArray("line 2 of labels.txt is empty");
    QTest::newRow("no text") << QByteArray("\xff\xfe\n") << QByteArray("labels.txt is not UTF-8 text");
}

void TstModelOptions::refusesWrongLabels()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, words);
    const Workplace place;
    place.put("cat.png", picture(1));
    place.put("labels.txt", content);
    QCOMPARE(faultOf(place.run({"classify", "cat.png", "--labels", "labels.txt"}), 1, words), QString());
}

void TstModelOptions::refusesLabelsThatAreNoFile()
{
    const Workplace place;
    place.put("cat.png", picture(1));
    const QStringList words = {"classify", "cat.png", "--labels"};
    QCOMPARE(faultOf(place.run(words + QStringList("nowhere")), 1, "nowhere does not exist"), QString());
    QCOMPARE(faultOf(place.run(words + QStringList(".")), 1, ". is a folder, not a file"), QString());
}

void TstModelOptions::takesTheBuiltInModelByName()
{
    QCOMPARE(predictions({"--model", "alexnet-cifar10"}), predictions({}));
    QCOMPARE(predictions({}).size(), std::size_t(5));
}

QObject* makeTstModelOptions() { return new TstModelOptions; }

#include "tst_model_options.moc"
