#include "tests/session/curve_files.h"

#include <QSignalSpy>
#include <QtTest>

#include <algorithm>
#include <cmath>

/// Curves of runs, read while they grow, and what is made of them.
class TstCurves : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources"); }
    void readsTheShippedRun();
    void followsARunThatGrows();
    void marksFallsOfTheRate();
    void forgetsWhatIsClosed();
    void keepsLettersAsLongAsRunsAreOpen();
    void knowsRunsThatAreManyTimesLonger();
    void saysThatThereAreNoCurves();
    void smooths();
    void knowsWhatTagsMean_data();
    void knowsWhatTagsMean();
    void findsTheValueAtAStep();
    void writesATable();
};

namespace {

const char* const eventsName = "events.out.tfevents.123.elsewhere";

const QByteArray historyHead
    = "iteration,epoch,train_loss,train_top1_error,train_top5_error,val_loss,val_top1_error,"
      "val_top5_error,rate,gradient_norm,images_per_second\n";

}

void TstCurves::readsTheShippedRun()
{
    CurveReader reader;
    QSignalSpy news(&reader, &CurveReader::opened);
    const int id = reader.openShipped();
    QVERIFY(news.wait(30000));
    QCOMPARE(news.front()[0].toInt(), id);
    const RunCurvesPointer run = reader.run(id);
    QCOMPARE(run->name, QString("alexnet-cifar10-run"));
    QCOMPARE(run->network, QString("alexnet-cifar10"));
    QCOMPARE(run->epochs, 30);
    QCOMPARE(run->stepsPerEpoch, 703.0);
    QVERIFY(run->problem.isEmpty());
    QCOMPARE(run->find(CurveKind::ValidationTop1Error)->size(), std::size_t(30));
    const CurveSeriesPointer loss = run->find(CurveKind::Loss);
    QVERIFY(loss->size() > 10000);
    QCOMPARE(loss->steps.front(), 2.0);
    QCOMPARE(loss->values.front(), 2.44879);
    QVERIFY(std::is_sorted(loss->steps.begin(), loss->steps.end()));
    QCOMPARE(run->lastStep(), 21090.0);
    QVERIFY(run->marks.empty()); // a cosine has no steps
}

void TstCurves::followsARunThatGrows()
{
    Folder folder;
    folder.put("history.csv", historyHead + "1,1,2.5,0.9,0.4,,,,0.01,3,100\n");
    CurveReader reader;
    RunCurvesPointer run = opened(reader, folder.path(""));
    QVERIFY(run);
    QCOMPARE(run->find(CurveKind::Loss)->size(), std::size_t(1));
    QVERIFY(!run->find(CurveKind::ValidationLoss));
    append(folder, "history.csv",
        "2,1,2.25,0.8,0.3,,,,0.01,3,100\n2,1,2.375,0.85,0.35,2.2,0.7,0.2,,,\n3,1,2.1,0.");
    QSignalSpy changed(&reader, &CurveReader::changed);
    QVERIFY(changed.wait(10000));
    run = reader.runs().front();
    QCOMPARE(
        run->find(CurveKind::Loss)->values, std::vector<double>({2.5, 2.25})); // the last line is not whole
    QCOMPARE(run->find(CurveKind::ValidationTop1Error)->values, std::vector<double>({0.7}));
    append(folder, "history.csv", "7,0.3,,,,0.01,3,100\nwords\n");
    QVERIFY(changed.wait(10000));
    run = reader.runs().front();
    QVERIFY(run->problem.contains("line 6"));
    QCOMPARE(run->find(CurveKind::Loss)->size(), std::size_t(2)); // what was good stays
}

void TstCurves::marksFallsOfTheRate()
{
    Folder folder;
    QByteArray history = historyHead;
    for (int step = 1; step <= 20; ++step)
        history += QByteArray::number(step) + ",1,2.5,0.9,0.4,,,,"
            + (step <= 10        ? "0.01"
                    : step <= 15 ? "0.001"
                                 : "0.0005")
            + ",3,100\n";
    folder.put("history.csv", history);
    folder.put("rate_changes.csv", "iteration,from,to\n15,0.001,0.0005\nnonsense\n");
    CurveReader reader;
    const RunCurvesPointer run = opened(reader, folder.path(""));
    QVERIFY(run);
    QCOMPARE(run->marks.size(), std::size_t(2));
    QCOMPARE(run->marks[0].step, 10.0);
    QCOMPARE(run->marks[0].from, 0.01);
    QCOMPARE(run->marks[0].to, 0.001);
    QVERIFY(!run->marks[0].byHand);
    QCOMPARE(run->marks[1].step, 15.0);
    QVERIFY(run->marks[1].byHand);
}

void TstCurves::forgetsWhatIsClosed()
{
    Folder folder;
    folder.put(eventsName, plainEvent(1, "loss", 2.5f));
    CurveReader reader;
    QVERIFY(opened(reader, folder.path(eventsName)));
    const int id = reader.runs().front()->id;
    QCOMPARE(reader.open(shown(folder.path(eventsName))), id);
    QSignalSpy closed(&reader, &CurveReader::closed), changed(&reader, &CurveReader::changed);
    reader.close(id);
    QCOMPARE(closed.size(), 1);
    QVERIFY(reader.runs().empty());
    append(folder, eventsName, plainEvent(2, "loss", 2.0f));
    reader.lookNow();
    QTest::qWait(200);
    QVERIFY(changed.isEmpty());
    QVERIFY(reader.open(shown(folder.path(eventsName))) != id);
}

/// Whoever comes gets the first letter that is free; nobody else's changes.
void TstCurves::keepsLettersAsLongAsRunsAreOpen()
{
    Folder folder;
    for (const char* name : {"a", "b", "c", "d"}) {
        std::filesystem::create_directory(folder.path(name));
        folder.put(QByteArray(name) + "/history.csv", historyHead + "1,1,0.5,,,,,,0.1,1,10\n");
    }
    CurveReader reader;
    QSignalSpy opened(&reader, &CurveReader::opened);
    QList<int> ids;
    for (const char* name : {"a", "b", "c"})
        ids += reader.open(shown(folder.path(name)));
    QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 3, 30000);
    reader.close(ids[1]);
    QCOMPARE(reader.run(ids[0])->letter, 0);
    QCOMPARE(reader.run(ids[2])->letter, 2);
    const int fourth = reader.open(shown(folder.path("d")));
    QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 4, 30000);
    QCOMPARE(reader.run(fourth)->letter, 1);
    QList<int> order;
    for (const RunCurvesPointer& run : reader.runs())
        order += run->letter;
    QCOMPARE(order, QList<int>({0, 1, 2}));
}

void TstCurves::knowsRunsThatAreManyTimesLonger()
{
    const auto run = [](double last, double stepsPerEpoch) {
        auto curves = std::make_shared<RunCurves>();
        curves->stepsPerEpoch = stepsPerEpoch;
        if (last > 0)
            curves->series.push_back(std::make_shared<const CurveSeries>(
                CurveSeries {"loss", CurveKind::Loss, {1, last}, {2, 1}}));
        return curves;
    };
    QCOMPARE(timesLonger({}), 1.0);
    QCOMPARE(timesLonger({run(500, 10)}), 1.0);
    QCOMPARE(timesLonger({run(500, 10), run(20, 10)}), 25.0);
    QCOMPARE(timesLonger({run(500, 10), run(0, 10)}), 1.0); // has not begun
    QCOMPARE(timesLonger({run(390, 390), run(1, 390)}), 1.0); // twins in turn
    QCOMPARE(timesLonger({run(500, 0), run(5, 0), run(50, 0)}), 100.0);
}

void TstCurves::saysThatThereAreNoCurves()
{
    Folder folder;
    CurveReader reader;
    QSignalSpy failed(&reader, &CurveReader::failed);
    reader.open(shown(folder.path("")));
    QVERIFY(failed.wait(10000));
    QVERIFY(failed.front()[2].toString().contains("holds no curves"));
    reader.open(shown(folder.path("nowhere")));
    QVERIFY(failed.wait(10000));
    QVERIFY(failed.back()[2].toString().contains("does not exist"));
}

void TstCurves::smooths()
{
    QCOMPARE(smoothed({3, 1, 2}, 0), std::vector<double>({3, 1, 2}));
    for (const double value : smoothed({5, 5, 5, 5}, 0.9))
        QVERIFY(std::abs(value - 5) < 1e-12); // no bias at the beginning
    const std::vector<double> half = smoothed({0, 1}, 0.5);
    QCOMPARE(half[0], 0.0);
    QVERIFY(std::abs(half[1] - 2.0 / 3) < 1e-12);
    const std::vector<double> holed = smoothed({4, std::nan(""), 4}, 0.9);
    QVERIFY(std::abs(holed[1] - 4) < 1e-12 && std::abs(holed[2] - 4) < 1e-12);
    QVERIFY(std::isnan(smoothed({std::nan("")}, 0.9)[0]));
    QCOMPARE(smoothingFormula(0.9), QString("s ← 0.90 s + 0.10 x, first values corrected"));
    QCOMPARE(smoothingFormula(0.995), QString("s ← 0.9950 s + 0.0050 x, first values corrected"));
}

void TstCurves::knowsWhatTagsMean_data()
{
    QTest::addColumn<QString>("tag");
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("inverted");
    const auto row = [](const char* tag, CurveKind kind, bool inverted = false) {
        QTest::addRow("%s", tag) << QString(tag) << int(kind) << inverted;
    };
    row("Loss/train", CurveKind::Loss);
    row("Loss/val", CurveKind::ValidationLoss);
    row("val_loss", CurveKind::ValidationLoss);
    row("validation/epoch_loss", CurveKind::ValidationLoss);
    row("train/epoch_loss", CurveKind::Loss);
    row("eval/cross_entropy", CurveKind::ValidationLoss);
    row("Accuracy/train", CurveKind::Top1Error, true);
    row("Accuracy/val", CurveKind::ValidationTop1Error, true);
    row("Accuracy/val_top5", CurveKind::ValidationTop5Error, true);
    row("val/acc5", CurveKind::ValidationTop5Error, true);
    row("test_acc", CurveKind::ValidationTop1Error, true);
    row("top1_error", CurveKind::Top1Error);
    row("Rate", CurveKind::Rate);
    row("train/lr", CurveKind::Rate);
    row("learning_rate", CurveKind::Rate);
    row("GradientNorm", CurveKind::GradientNorm);
    row("ImagesPerSecond", CurveKind::ImagesPerSecond);
    row("interval", CurveKind::Other);
    row("memory", CurveKind::Other);
}

void TstCurves::knowsWhatTagsMean()
{
    QFETCH(QString, tag);
    bool inverted = false;
    QTEST(int(curveKindOf(tag, inverted)), "kind");
    QTEST(inverted, "inverted");
}

void TstCurves::findsTheValueAtAStep()
{
    CurveSeries series;
    series.steps = {10, 20, 30};
    series.values = {3, 2, 1};
    QVERIFY(!series.at(9));
    QCOMPARE(*series.at(10), 3.0);
    QCOMPARE(*series.at(29.5), 2.0);
    QCOMPARE(*series.at(1000), 1.0);
}

void TstCurves::writesATable()
{
    auto series = std::make_shared<CurveSeries>();
    series->tag = "train_loss";
    series->steps = {1, 2};
    series->values = {2.5, 0.125};
    auto run = std::make_shared<RunCurves>();
    run->name = "a, \"b\"";
    run->series = {series};
    QCOMPARE(curvesCsv({run}),
        QString("run,curve,step,value\n\"a, \"\"b\"\"\",train_loss,1,2.5\n\"a, "
                "\"\"b\"\"\",train_loss,2,0.125\n"));
}

QObject* makeTstCurves() { return new TstCurves; }
#include "tst_curves.moc"
