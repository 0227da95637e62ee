#include "tests/cli/training.h"

#include <QtTest>

class TstTrain : public QObject {
    Q_OBJECT

private slots:
    void trainsAModelThatClassifies();
    void reportsAsJson();
    void saysThatARunIsFinished();
    void isQuietWhenAsked();
    void keepsToTheWordsOfTheCommandLine();
    void stopsWhenTrainingDiverges();
    void refusesWrongWords_data();
    void refusesWrongWords();
    void refusesWhatCannotBe_data();
    void refusesWhatCannotBe();
};

/// A line of JSON per report.
static std::vector<Json> reports(const Answer& answer)
{
    std::vector<Json> list;
    for (const QByteArray& line : answer.out.split('\n'))
        if (!line.isEmpty())
            list.push_back(Json::parse(line.begin(), line.end()));
    return list;
}

void TstTrain::trainsAModelThatClassifies()
{
    const Workplace place;
    putClasses(place);
    const Answer trained = place.run(trainWords());
    QCOMPARE(trained.code, 0);
    QVERIFY2(
        trained.out.startsWith("validation error ") && trained.out.endsWith("steps: run/best.safetensors\n"),
        trained.out);
    QVERIFY2(trained.err.contains("training cifar-quick on "), trained.err);
    QVERIFY2(trained.err.contains("epoch 2/2  training: loss "), trained.err);
    QVERIFY(!trained.err.contains('\r')); // no terminal
    const Json answer
        = place.run({"classify", "pictures/cat/1.png", "--weights", "run/best.safetensors", "--json"}).json();
    QCOMPARE(answer[0]["predictions"].size(), std::size_t(2));
    const QByteArray label = QByteArray::fromStdString(answer[0]["predictions"][0]["label"]);
    QVERIFY(label == "bird" || label == "cat");
}

void TstTrain::reportsAsJson()
{
    const Workplace place;
    putClasses(place);
    const Answer answer = place.run(trainWords({"--json", "--quiet"}));
    QCOMPARE(answer.code, 0);
    QCOMPARE(answer.err, QByteArray());
    const std::vector<Json> list = reports(answer);
    QStringList kinds;
    for (const Json& report : list)
        kinds << QString::fromStdString(report["report"]);
    QCOMPARE(kinds.join(' '), QString("begin step step step epoch saved step step step epoch saved end"));
    QCOMPARE(faultOf(list[1],
                 {{"iteration", "number"}, {"loss", "number"}, {"top1_error", "number"}, {"rate", "number"},
                     {"images_per_second", "number"}}),
        QString());
    QCOMPARE(
        faultOf(list[4], {{"epoch", "number"}, {"train", "object"}, {"val", "object"}, {"best", "boolean"}}),
        QString());
    QCOMPARE(list.back()["finished"], true);
    QCOMPARE(list.back()["iteration"], 6);
}

void TstTrain::saysThatARunIsFinished()
{
    const Workplace place;
    putClasses(place);
    QCOMPARE(place.run(trainWords(1)).code, 0);
    const QByteArray checkpoint = place.bytes("run/checkpoint.safetensors");
    // Nothing is left to do, so that no device is needed.
    const Answer again = place.run({"train", "--resume", "run"}, {.variables = withoutVulkan()});
    QCOMPARE(again.code, 0);
    QCOMPARE(again.out,
        QByteArray("run is finished: 1 epochs, 3 steps; its best weights are in run/best.safetensors\n"));
    QCOMPARE(place.bytes("run/checkpoint.safetensors"), checkpoint);
    QCOMPARE(faultOf(place.run(trainWords()), 1, "run is a run already: continue it with"), QString());
}

void TstTrain::isQuietWhenAsked()
{
    const Workplace place;
    putClasses(place);
    QCOMPARE(place.run(trainWords(1, {"--quiet"})).err, QByteArray());
}

void TstTrain::keepsToTheWordsOfTheCommandLine()
{
    const Workplace place;
    putClasses(place);
    QCOMPARE(place
                 .run(trainWords(1,
                     {"--momentum", "0.5", "--weight-decay", "0.001", "--schedule", "one-cycle", "--augment",
                         "mirror,colour", "--freeze-until", "conv2", "--seed", "9", "--micro-batch", "2",
                         "--clip", "3", "--warm-up", "5", "--init", "paper", "--threads", "1"}))
                 .code,
        0);
    const QByteArray file = place.bytes("run/config.json");
    const Json config = Json::parse(file.begin(), file.end());
    QCOMPARE(config["training"]["momentum"], 0.5);
    QCOMPARE(config["training"]["weight_decay"], 0.001);
    QCOMPARE(config["training"]["schedule"]["kind"], "one-cycle");
    QCOMPARE(config["training"]["schedule"]["warm_up_steps"], 5);
    QCOMPARE(config["training"]["freeze_until"], "conv2");
    QCOMPARE(config["training"]["micro_batch"], 2);
    QCOMPARE(config["training"]["clip"], 3);
    QCOMPARE(config["data"]["augmentation"], "mirror,colour");
    QCOMPARE(config["data"]["dataset"], place.path("pictures").string());
    QCOMPARE(config["network"]["initialisation"], "paper");
    QCOMPARE(config["seed"], 9);
}

void TstTrain::stopsWhenTrainingDiverges()
{
    const Workplace place;
    putClasses(place);
    QStringList words = trainWords(20, {"--quiet", "--schedule", "constant"});
    words[words.indexOf("0.001")] = "1e6";
    QCOMPARE(faultOf(place.run(words), 1, "Try a tenth of the learning rate"), QString());
    QVERIFY(!place.bytes("run/checkpoint.safetensors").isEmpty());
}

void TstTrain::refusesWrongWords_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const QStringList& words, const char* message) {
        QTest::addRow("%s", qPrintable(words.join(' '))) << words << QByteArray(message);
    };
    const QStringList some = {"--dataset", "synthetic", "--output", "run"};
    row({}, "train needs --dataset and --output, or --resume RUN");
    row({"--dataset", "synthetic", "--model", "cifar-quick"}, "train needs --dataset and --output");
    row(some, "which network is to be trained?");
    row(some + QStringList {"--model", "resnet"}, "there is no model \"resnet\"");
    row({"--resume", "run", "--lr", "1"}, "--resume continues a run as it was begun: leave out --lr");
    row({"--resume", "run", "--model", "cifar-quick"}, "leave out --model");
    for (const auto& [option, word, message] : std::vector<std::array<const char*, 3>> {
             {"--lr", "0", "0 is not a number above 0"}, {"--lr", "nan", "nan is not a number above 0"},
             {"--lr", "inf", "inf is not a number above 0"}, {"--lr", "fast", "fast is not a number above 0"},
             {"--momentum", "1", "1 is not a number of at least 0 and below 1"},
             {"--dropout", "1", "1 is not a number of at least 0 and below 1"},
             {"--weight-decay", "-1", "-1 is not a number of at least 0"}, {"--epochs", "0", "--epochs"},
             {"--batch-size", "0", "--batch-size"}, {"--seed", "-1", "-1 is not a whole number"},
             {"--schedule", "linear", "there is no schedule \"linear\""},
             {"--init", "zero", "there is no initialisation \"zero\""}, {"--augment", "rotate", "rotate"},
             {"--val", "1.5", "--val 1.5 is no share"}})
        row(some + QStringList {"--model", "cifar-quick", option, word}, message);
}

void TstTrain::refusesWrongWords()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, message);
    const Workplace place;
    QCOMPARE(faultOf(place.run(QStringList("train") + words), 2, message), QString());
}

void TstTrain::refusesWhatCannotBe_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const QStringList& words, const char* message) {
        QTest::addRow("%s", qPrintable(words.join(' '))) << words << QByteArray(message);
    };
    row({"--resume", "none"}, "none is not a run: it has no config.json");
    row({"--resume", "pictures"}, "pictures is not a run: it has no config.json");
    row({"--dataset", "none", "--model", "cifar-quick", "--output", "run"}, "none does not exist");
    row({"--dataset", "pictures", "--model", "cifar-quick", "--output", "pictures"},
        "something in it that is no run");
    row({"--dataset", "pictures", "--model", "cifar-quick", "--output", "run", "--freeze-until", "conv9"},
        "conv9");
    row({"--dataset", "pictures", "--model", "cifar-quick", "--output", "run", "--freeze-until", "fc4"},
        "anything to learn");
}

void TstTrain::refusesWhatCannotBe()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, message);
    const Workplace place;
    putClasses(place);
    const Answer answer = place.run(QStringList("train") + words);
    QVERIFY2(answer.code == 1 || answer.code == 2, answer.err);
    QCOMPARE(faultOf(answer, answer.code, message), QString());
}

QObject* makeTstTrain() { return new TstTrain; }

#include "tst_train.moc"
