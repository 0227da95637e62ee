#include "tests/cli/plain_weights.h"

#include <QtTest>

#include <cmath>

class TstWeightFiles : public QObject {
    Q_OBJECT

private slots:
    void usesWeightsAndLabelsOfAFile();
    void asksForTheModelThatAFileDoesNotName();
    void refusesWrongDescriptions_data();
    void refusesWrongDescriptions();
    void refusesNumbersBeyondAllBounds();
};

void TstWeightFiles::usesWeightsAndLabelsOfAFile()
{
    const Workplace place;
    Metadata metadata = named;
    metadata["alexscope.labels"] = R"(["a","b","c","d","e","f","g","h","i","\u00e4, \"x\""])";
    write(place, plainWeights(), metadata);
    const Answer answer = classified(place, {"--json", "--top", "10"});
    QCOMPARE(answer.err, QByteArray());
    const Json found = answer.json()[0];
    QCOMPARE(found["model"], Json("cifar-quick"));
    double sum = 0;
    for (int i = 0; i < 10; ++i)
        sum += std::exp(i / 2.0);
    for (int rank = 0; rank < 10; ++rank) {
        const Json& row = found["predictions"][std::size_t(rank)];
        QCOMPARE(row["index"], Json(9 - rank));
        QCOMPARE(row["score"], Json((9 - rank) / 2.0));
        QVERIFY(std::abs(row["probability"].get<double>() - std::exp((9 - rank) / 2.0) / sum) < 1e-6);
    }
    QCOMPARE(found["predictions"][0]["label"], Json("\u00e4, \"x\""));
    QVERIFY(classified(place, {"--csv"}).out.contains("\ncat.png,1,9,\"\u00e4, \"\"x\"\"\",0.3"));
}

void TstWeightFiles::asksForTheModelThatAFileDoesNotName()
{
    const Workplace place;
    write(place, plainWeights(), {});
    QCOMPARE(
        faultOf(classified(place), 2, "does not say which network it belongs to: add --model"), QString());
    QCOMPARE(classified(place, {"--model", "cifar-quick"}).code, 0);
    QCOMPARE(faultOf(classified(place, {"--model", "caffenet"}), 1,
                 "these are the weights of another network"),
        QString());
}

void TstWeightFiles::refusesWrongDescriptions_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* key, const char* value, const char* words) {
        QTest::addRow("%s %s", key, value)
            << "alexscope." + QString(key) << QString(value) << QByteArray(words);
    };
    row("network", "caffenet",
        "these are the weights of another network");
    row("network", "le\x1bnet", "has the weights of 'le\\x1bnet', a network AlexScope does not know");
    row("labels", "[\"cat\", \"dog\"]", "has 2 labels; the network has 10 classes");
    row("labels", "cat", "the labels are not a JSON array");
    row("preprocessing", "{}", "weights.safetensors");
}

void TstWeightFiles::refusesWrongDescriptions()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QByteArray, words);
    const Workplace place;
    Metadata metadata = named;
    metadata[key.toStdString()] = value.toStdString();
    write(place, plainWeights(), metadata);
    QCOMPARE(faultOf(classified(place), 1, words), QString());
}

void TstWeightFiles::refusesNumbersBeyondAllBounds()
{
    const Workplace place;
    Tensors tensors = plainWeights();
    for (engine::NamedTensor& tensor : tensors)
        tensor.fill = filled("", {}, tensor.shape.size() == 2 ? 3e38f : 1).fill;
    write(place, tensors);
    const Answer answer = classified(place, {"--csv"});
    QCOMPARE(answer.code, 1);
    QCOMPARE(answer.out, QByteArray("image,rank,index,label,probability,score\n"));
    QVERIFY(answer.err.contains("the network's numbers grow beyond all bounds"));
}

QObject* makeTstWeightFiles() { return new TstWeightFiles; }

#include "tst_weight_files.moc"
