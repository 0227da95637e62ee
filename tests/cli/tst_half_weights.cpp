#include "tests/cli/program.h"

#include <QtTest>

#include <cmath>

/// --fp16-weights: the same answers from fully connected weights of half precision, and no training with them.
class TstHalfWeights : public QObject {
    Q_OBJECT

private slots:
    void answerAlmostAlike();
    void areSaidByTheBench();
    void areNotLearned_data();
    void areNotLearned();
};

void TstHalfWeights::answerAlmostAlike()
{
    const Workplace place;
    place.put("cat.png", picture(1));
    const auto scores = [&](const QStringList& words) {
        std::vector<double> found(10);
        const Json answers
            = place.run(QStringList {"classify", "cat.png", "--json", "--top", "10"} + words).json();
        for (const Json& row : answers[0]["predictions"])
            found[row["index"].get<std::size_t>()] = row["score"];
        return found;
    };
    const std::vector<double> whole = scores({}), half = scores({"--fp16-weights"});
    double most = 0, difference = 0;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        most = std::max(most, std::abs(whole[i]));
        difference = std::max(difference, std::abs(whole[i] - half[i]));
    }
    QVERIFY(difference > 0); // something was rounded
    QVERIFY(difference < 0.005 * most); // by three layers, to a share of 1/2048 each at most
}

void TstHalfWeights::areSaidByTheBench()
{
    const auto measured = [](const QStringList& words) {
        return Workplace()
            .run(
                QStringList {"bench", "--model", "cifar-quick", "--random-weights", "--repeat", "1", "--json"}
                + words)
            .json();
    };
    const Json whole = measured({}), half = measured({"--fp16-weights"});
    QCOMPARE(whole["fully_connected_weights"], Json("fp32"));
    QCOMPARE(half["fully_connected_weights"], Json("fp16"));
    QVERIFY(half["peak_device_bytes"] < whole["peak_device_bytes"]);
}

void TstHalfWeights::areNotLearned_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("train") << QStringList {
        "train", "--model", "cifar-quick", "--dataset", "synthetic", "--output", "run"};
    QTest::newRow("bench --train") << QStringList {
        "bench", "--model", "cifar-quick", "--random-weights", "--train"};
    QTest::newRow("tune --train") << QStringList {"tune", "--model", "cifar-quick", "--train"};
}

void TstHalfWeights::areNotLearned()
{
    QFETCH(QStringList, words);
    const Workplace place;
    QCOMPARE(faultOf(place.run(words << "--fp16-weights"), 2, "leave out --fp16-weights"), QString());
    QCOMPARE(place.content(), QString());
}

QObject* makeTstHalfWeights() { return new TstHalfWeights; }

#include "tst_half_weights.moc"
