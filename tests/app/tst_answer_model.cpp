#include "app/models/answer_model.h"
#include "app/models/compared_words.h"
#include "app/models/layer_words.h"
#include "app/models/number_text.h"
#include "app/session/spread.h"

#include <QAbstractItemModelTester>
#include <QtTest>

#include <cmath>

/// The answer as a table, without a network.
class TstAnswerModel : public QObject {
    Q_OBJECT
private slots:
    void isAModel();
    void listsTheMostProbableFirst();
    void keepsItsRowsWhenTheNextAnswerHasAsMany();
    void callsNothingCertainThatIsNot();
    void roundsNoShareToNothingOrTheWhole_data();
    void roundsNoShareToNothingOrTheWhole();
    void writesSharesOfASoftmaxAlike();
    void measuresTheSpread();
    void callsAnAnswerSure();

private:
    static ClassificationPointer answer(std::vector<float> probabilities, std::vector<int> order);
};

ClassificationPointer TstAnswerModel::answer(std::vector<float> probabilities, std::vector<int> order)
{
    auto network = std::make_shared<NetworkInfo>();
    network->labels = QStringList {"cat", "dog", "ship"};
    auto made = std::make_shared<Classification>();
    made->network = network;
    made->scores = {-1.5f, 2, 0.25f};
    made->probabilities = std::move(probabilities);
    made->order = std::move(order);
    return made;
}

void TstAnswerModel::isAModel()
{
    AnswerModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    model.setAnswer(answer({0.1f, 0.7f, 0.2f}, {1, 2, 0}));
    QCOMPARE(model.rowCount(), 3);
    model.setAnswer(answer({0.6f, 0.1f, 0.3f}, {0, 2, 1}));
    model.setAnswer(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TstAnswerModel::listsTheMostProbableFirst()
{
    AnswerModel model;
    model.setAnswer(answer({0.1f, 0.7f, 0.2f}, {1, 2, 0}));
    const auto words = [&](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(words(0, AnswerModel::Rank), QString("1"));
    QCOMPARE(words(0, AnswerModel::Label), QString("dog"));
    QCOMPARE(words(1, AnswerModel::Label), QString("ship"));
    QCOMPARE(words(2, AnswerModel::Label), QString("cat"));
    QVERIFY(words(0, AnswerModel::Probability).startsWith("70"));
    QVERIFY(words(2, AnswerModel::Score).startsWith(QChar(0x2212))); // a true minus sign
    QCOMPARE(model.index(2, AnswerModel::Score).data(AnswerModel::valueRole).toDouble(), -1.5);
    QCOMPARE(model.index(0, AnswerModel::Label).data(AnswerModel::valueRole).toInt(), 1);
}

void TstAnswerModel::keepsItsRowsWhenTheNextAnswerHasAsMany()
{
    AnswerModel model;
    model.setAnswer(answer({0.1f, 0.7f, 0.2f}, {1, 2, 0}));
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset),
        changed(&model, &QAbstractItemModel::dataChanged);
    model.setAnswer(answer({0.6f, 0.1f, 0.3f}, {0, 2, 1}));
    QCOMPARE(reset.count(), 0);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.index(0, AnswerModel::Label).data().toString(), QString("cat"));
}

void TstAnswerModel::callsNothingCertainThatIsNot()
{
    AnswerModel model;
    const auto first = [&] { return model.index(0, AnswerModel::Probability).data().toString(); };
    model.setAnswer(answer({0.0001f, 0.9998f, 0.0001f}, {1, 2, 0}));
    QCOMPARE(first(), QString("> 99.9 %"));
    QCOMPARE(model.index(1, AnswerModel::Probability).data().toString(), QString("< 0.1 %"));
    model.setAnswer(answer({0, 1, 0}, {1, 2, 0}));
    QCOMPARE(first(), QString("100.0 %"));
    QCOMPARE(percentText(0.99999, 2), QString("> 99.99 %"));
    QCOMPARE(percentText(1 - 1e-13), QString("100.0 %")); // a sum of shares, rounded
    QCOMPARE(percentText(1 - 1e-9), QString("> 99.9 %"));
    QCOMPARE(percentText(0.9996), widestPercentText());
    QCOMPARE(percentText(0.997, 0), QString("> 99 %"));
}

void TstAnswerModel::roundsNoShareToNothingOrTheWhole_data()
{
    QTest::addColumn<double>("share");
    QTest::addColumn<int>("decimals");
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing") << 0.0 << 4 << "0.0000";
    QTest::newRow("hardly anything") << 1e-12 << 4 << "< 0.0001";
    QTest::newRow("little") << 0.00006 << 4 << "0.0001";
    QTest::newRow("most") << 0.82817 << 4 << "0.8282";
    QTest::newRow("nearly all") << 0.99994 << 4 << "0.9999";
    QTest::newRow("all but a trace") << 0.99996 << 4 << "> 0.9999";
    QTest::newRow("float below 1") << double(1 - 0x1p-24f) << 4 << "> 0.9999";
    QTest::newRow("rounded sum") << 1 - 1e-13 << 4 << "1.0000";
    QTest::newRow("all") << 1.0 << 4 << "1.0000";
    QTest::newRow("two decimals") << 0.996 << 2 << "> 0.99";
    QTest::newRow("more than 1") << 1.20738 << 5 << "1.20738"; // a sum of exponentials
}

void TstAnswerModel::roundsNoShareToNothingOrTheWhole()
{
    QFETCH(double, share);
    QFETCH(int, decimals);
    QFETCH(QString, words);
    QCOMPARE(shareText(share, decimals), words);
}

/// In the status bar, alone and beside another one.
void TstAnswerModel::writesSharesOfASoftmaxAlike()
{
    LayerInfo info;
    info.kind = "Softmax";
    QCOMPARE(valueWords(info, 0.99999), QString("> 0.9999"));
    QVERIFY(sharePairWords(0.99999, 0.00001).contains("A > 0.9999, B < 0.0001"));
    QCOMPARE(relationText(valueWords(info, 0.99999)), QString("> 0.9999"));
    QCOMPARE(relationText(valueWords(info, 0.75)), QString("= 0.7500"));
    info.kind = "FullyConnected"; // a score has no ends
    QCOMPARE(valueWords(info, 0.99999), QString("1.0000"));
}

void TstAnswerModel::measuresTheSpread()
{
    QCOMPARE(spreadOf({1, 0, 0, 0}), 0.0);
    QCOMPARE(spreadOf({0.25f, 0.25f, 0.25f, 0.25f}), 2.0);
    const double expected = -0.75 * std::log2(0.75) - 0.25 * std::log2(0.25);
    QVERIFY(std::abs(spreadOf({0.75f, 0.25f}) - expected) < 1e-12);
}

void TstAnswerModel::callsAnAnswerSure()
{
    QCOMPARE(surenessOf(0.73, 1000), Sureness::Sure);
    QCOMPARE(surenessOf(1.0, 10), Sureness::FairlySure);
    QCOMPARE(surenessOf(2.5, 10), Sureness::NotSure);
    QCOMPARE(surenessOf(0, 1), Sureness::Sure); // one class: nothing to be unsure about
}

QObject* makeTstAnswerModel() { return new TstAnswerModel; }
#include "tst_answer_model.moc"
