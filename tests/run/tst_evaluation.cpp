#include "engine/run/evaluation.h"

#include "engine/network/architecture.h"
#include "engine/run/training_data.h"
#include "tests/run/small_run.h"
#include "tests/support/gpu.h"

#include <QtTest>

#include <cmath>

using namespace engine;

class TstEvaluation : public QObject {
    Q_OBJECT
private slots:
    void computesWhatIsKnownBeforehand_data();
    void computesWhatIsKnownBeforehand();
    void leavesOutWhatCannotBeRead();
    void endsEarly();
    void refusesNumbersThatAreNotFinite();
};

namespace {

/// Four pictures of "bird" and four of "cat", of ten classes.
std::shared_ptr<const Dataset> pictures(const Folder& folder)
{
    putPictures(folder, "pictures", 4);
    return matchClasses(openTrainingData(folder.path("pictures").string(), "0", 1).training,
        {"0", "1", "2", "3", "cat", "5", "6", "7", "8", "bird"}, "", "");
}

/// Zero everywhere: only the last biases decide, 0, 0.5, 1 ... 4.5 for the ten classes.
struct Plain {
    Plain()
        : network(
            testDevice(), findArchitecture("cifar-quick").layers, findArchitecture("cifar-quick").input())
    {
        std::vector<float> biases(10);
        for (std::size_t i = 0; i < 10; ++i)
            biases[i] = float(i) / 2;
        network.setParameter("fc4.bias", biases);
    }
    Network network;
};

const EvaluationOptions options {.recipe = findArchitecture("cifar-quick").recipe, .batch = 3};

}

void TstEvaluation::computesWhatIsKnownBeforehand_data()
{
    QTest::addColumn<int>("crops");
    QTest::addColumn<int>("batch");
    QTest::newRow("one view") << 1 << 3;
    QTest::newRow("ten views") << 10 << 30;
    QTest::newRow("ten views of a picture at a time") << 10 << 1;
}

void TstEvaluation::computesWhatIsKnownBeforehand()
{
    QFETCH(int, crops);
    QFETCH(int, batch);
    const Folder folder;
    Plain plain;
    EvaluationOptions chosen = options;
    chosen.crops = crops;
    chosen.batch = batch;
    std::vector<SkippedFile> skipped;
    const Score score = evaluate(plain.network, pictures(folder), chosen, skipped, [](int) { return true; });
    double total = 0;
    for (int i = 0; i < 10; ++i)
        total += std::exp(i / 2.0);
    QCOMPARE(score.images, std::int64_t(8));
    QCOMPARE(score.top1Right, std::int64_t(4)); // the birds
    QCOMPARE(score.top5Right, std::int64_t(4)); // cat is the sixth
    const double loss = std::log(total) - (4.5 + 2) / 2;
    QVERIFY(std::abs(score.loss() - loss) < 1e-6); // scores are floats, the rest is double
    const std::vector<std::vector<int>> table = confusion(score, 10);
    QCOMPARE(table[9][9], 4);
    QCOMPARE(table[4][9], 4);
    QVERIFY(skipped.empty());
}

void TstEvaluation::leavesOutWhatCannotBeRead()
{
    const Folder folder;
    const auto dataset = pictures(folder);
    folder.put("pictures/cat/2.png", folder.bytes("pictures/cat/2.png").left(50));
    Plain plain;
    for (const int crops : {1, 10}) {
        EvaluationOptions chosen = options;
        chosen.crops = crops;
        std::vector<SkippedFile> skipped;
        QCOMPARE(evaluate(plain.network, dataset, chosen, skipped, [](int) { return true; }).images,
            std::int64_t(7));
        QCOMPARE(skipped.size(), std::size_t(1));
        QVERIFY(skipped[0].file.ends_with("2.png"));
    }
}

void TstEvaluation::endsEarly()
{
    const Folder folder;
    Plain plain;
    std::vector<SkippedFile> skipped;
    const auto score
        = evaluate(plain.network, pictures(folder), options, skipped, [](int done) { return done < 3; });
    QCOMPARE(score.images, std::int64_t(3));
}

void TstEvaluation::refusesNumbersThatAreNotFinite()
{
    const Folder folder;
    Plain plain;
    plain.network.setParameter("fc4.bias", std::vector<float>(10, NAN));
    std::vector<SkippedFile> skipped;
    QVERIFY(refusal([&] {
        evaluate(plain.network, pictures(folder), options, skipped, [](int) { return true; });
    }).contains("grow beyond all bounds"));
}

QObject* makeTstEvaluation() { return new TstEvaluation; }
#include "tst_evaluation.moc"
