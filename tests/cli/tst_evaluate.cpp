#include "tests/cli/plain_weights.h"
#include "tests/cli/training.h"

#include <QtTest>

class TstEvaluate : public QObject {
    Q_OBJECT

private slots:
    void printsWhatIsKnownBeforehand_data();
    void printsWhatIsKnownBeforehand();
    void takesThePartForTesting();
    void writesTheTableOfConfusions();
    void refusesClassesThatDoNotFit();
    void refusesWrongWords();
};

namespace {

/// The answer of the plain weights, for which every picture is a truck.
Answer evaluated(const Workplace& place, const QStringList& more)
{
    write(place, plainWeights());
    return place.run(QStringList {"evaluate", "--weights", "weights.safetensors"} + more);
}

void putFolder(const Workplace& place, const char* folder, int pictures)
{
    place.makeFolder(folder);
    for (int i = 0; i < pictures; ++i)
        place.put((std::string(folder) + "/" + std::to_string(i) + ".png").c_str(), picture(i));
}

}

void TstEvaluate::printsWhatIsKnownBeforehand_data()
{
    QTest::addColumn<QString>("crops");
    QTest::newRow("one view") << "1";
    QTest::newRow("ten views") << "10";
}

void TstEvaluate::printsWhatIsKnownBeforehand()
{
    QFETCH(QString, crops);
    const Workplace place;
    putFolder(place, "pictures/truck", 3);
    putFolder(place, "pictures/Ship", 4); // the second: capitals do not matter
    putFolder(place, "pictures/cat", 1); // the seventh
    const Answer answer = evaluated(place, {"--dataset", "pictures", "--crops", crops, "--json"});
    QCOMPARE(answer.code, 0);
    const Json json = answer.json();
    QCOMPARE(json.size(), std::size_t(5));
    QCOMPARE(json["images"], 8);
    QCOMPARE(json["top1_accuracy"], 3.0 / 8);
    QCOMPARE(json["top5_accuracy"], 7.0 / 8);
    QVERIFY(json["loss"].is_number() && json["images_per_second"] > 0);
    const QByteArray text = evaluated(place, {"--dataset", "pictures"}).out;
    QVERIFY2(
        text.startsWith("images             8\ntop-1 accuracy     37.50 %\ntop-5 accuracy     87.50 %\nloss"),
        text);
}

void TstEvaluate::takesThePartForTesting()
{
    const Workplace place;
    const auto images = [&](const QStringList& more) {
        return evaluated(place, QStringList {"--dataset", "all", "--json"} + more)
            .json()["images"]
            .get<int>();
    };
    putFolder(place, "all/train/cat", 1);
    QCOMPARE(images({}), 1);
    putFolder(place, "all/test/cat", 2);
    QCOMPARE(images({}), 2);
    putFolder(place, "all/val/cat", 3);
    QCOMPARE(images({}), 3);
    QCOMPARE(images({"--part", "test"}), 2);
    QCOMPARE(images({"--part", "train"}), 1);
    std::filesystem::remove_all(place.path("all/test"));
    QCOMPARE(faultOf(evaluated(place, {"--dataset", "all", "--part", "test"}), 1, "all has no part test"),
        QString());
}

void TstEvaluate::writesTheTableOfConfusions()
{
    const Workplace place;
    putFolder(place, "pictures/truck", 2);
    putFolder(place, "pictures/cat", 1);
    QCOMPARE(evaluated(place, {"--dataset", "pictures", "--confusion", "table.csv"}).code, 0);
    const QList<QByteArray> lines = place.bytes("table.csv").split('\n');
    QCOMPARE(lines.size(), 12); // with nothing after the last
    QCOMPARE(lines[0], QByteArray("class,airplane,automobile,bird,cat,deer,dog,frog,horse,ship,truck"));
    QCOMPARE(lines[4], QByteArray("cat,0,0,0,0,0,0,0,0,0,1"));
    QCOMPARE(lines[10], QByteArray("truck,0,0,0,0,0,0,0,0,0,2"));
}

void TstEvaluate::refusesClassesThatDoNotFit()
{
    const Workplace place;
    putFolder(place, "pictures/cat", 1);
    putFolder(place, "pictures/unicorn", 1);
    QCOMPARE(faultOf(evaluated(place, {"--dataset", "pictures"}), 1,
                 "pictures has a class 'unicorn', which the model does not know"),
        QString());
}

void TstEvaluate::refusesWrongWords()
{
    const Workplace place;
    QCOMPARE(faultOf(place.run({"evaluate"}), 2, "--dataset is required"), QString());
    QCOMPARE(faultOf(place.run({"evaluate", "--dataset", "none"}), 1, "none does not exist"), QString());
    for (const QStringList& words :
        {QStringList {"--crops", "5"}, {"--batch", "0"}, {"--part", "all"}, {"--model", "resnet"}})
        QCOMPARE(place.run(QStringList {"evaluate", "--dataset", "synthetic"} + words).code, 2);
}

QObject* makeTstEvaluate() { return new TstEvaluate; }

#include "tst_evaluate.moc"
