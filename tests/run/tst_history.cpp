#include "engine/run/history.h"

#include "tests/weights/raw_file.h"

#include <QtTest>

using namespace engine;

class TstHistory : public QObject {
    Q_OBJECT
private slots:
    void writesWhatItIsTold();
    void comesBackAsItWas();
    void cutsWhatIsComputedAgain();
    void survivesALineThatWasBeingWritten();
    void refusesOtherFiles();
};

static HistoryRow step(std::int64_t iteration, int epoch)
{
    return {iteration, epoch, 2.5, 0.75, 0.25, {}, {}, {}, 0.01, 3.5, 100};
}

static HistoryRow closing(std::int64_t iteration, int epoch)
{
    return {iteration, epoch, 2.25, 0.5, 0.125, 2, 0.5, 0};
}

/// Two epochs of two steps.
static std::vector<HistoryRow> twoEpochs()
{
    return {step(1, 1), step(2, 1), closing(2, 1), step(3, 2), step(4, 2), closing(4, 2)};
}

static void write(const Folder& folder, const std::vector<HistoryRow>& rows)
{
    History history(folder.path("history.csv"), 0, 0);
    for (const HistoryRow& row : rows)
        history.add(row);
    history.synchronise();
}

/// The rows that are left when the run goes on from there.
static std::vector<HistoryRow> resumed(std::int64_t iteration, int epochs)
{
    const Folder folder;
    write(folder, twoEpochs());
    History(folder.path("history.csv"), iteration, epochs).add(step(9, 9));
    std::vector<HistoryRow> rows = readHistory(folder.path("history.csv"));
    if (rows.empty() || !(rows.back() == step(9, 9)))
        return {};
    rows.pop_back();
    return rows;
}

void TstHistory::writesWhatItIsTold()
{
    const Folder folder;
    write(folder, {step(1, 1), closing(1, 1)});
    QCOMPARE(folder.bytes("history.csv"),
        QByteArray("iteration,epoch,train_loss,train_top1_error,train_top5_error,val_loss,val_top1_error,"
                   "val_top5_error,rate,gradient_norm,images_per_second\n"
                   "1,1,2.5,0.75,0.25,,,,0.01,3.5,100\n1,1,2.25,0.5,0.125,2,0.5,0,,,\n"));
}

void TstHistory::comesBackAsItWas()
{
    const Folder folder;
    write(folder, twoEpochs());
    QVERIFY(readHistory(folder.path("history.csv")) == twoEpochs());
}

void TstHistory::cutsWhatIsComputedAgain()
{
    const std::vector<HistoryRow> all = twoEpochs();
    QVERIFY(resumed(4, 2) == all);
    QVERIFY(resumed(4, 1) == std::vector<HistoryRow>(all.begin(), all.begin() + 5));
    QVERIFY(resumed(3, 1) == std::vector<HistoryRow>(all.begin(), all.begin() + 4));
    QVERIFY(resumed(2, 1) == std::vector<HistoryRow>(all.begin(), all.begin() + 3));
    QVERIFY(resumed(0, 0).empty());
}

void TstHistory::survivesALineThatWasBeingWritten()
{
    const Folder folder;
    write(folder, twoEpochs());
    const QByteArray whole = folder.bytes("history.csv");
    folder.put("history.csv", whole.chopped(3));
    const std::vector<HistoryRow> all = twoEpochs();
    QVERIFY(readHistory(folder.path("history.csv")) == std::vector<HistoryRow>(all.begin(), all.end() - 1));
    History(folder.path("history.csv"), 4, 1).add(closing(4, 2));
    QCOMPARE(folder.bytes("history.csv"), whole);
}

void TstHistory::refusesOtherFiles()
{
    const Folder folder;
    const auto said = [&](const QByteArray& text) {
        folder.put("history.csv", text);
        return refusal([&] { readHistory(folder.path("history.csv")); });
    };
    write(folder, twoEpochs());
    const QByteArray whole = folder.bytes("history.csv");
    QVERIFY(said("").endsWith("history.csv is not the history of a run"));
    QVERIFY(said("a,b\n1,2\n").endsWith("history.csv is not the history of a run"));
    QVERIFY(
        said(QByteArray(whole).replace("\n2,1,2.5", "\n2,1,x")).endsWith("history.csv: line 3 is damaged"));
    QVERIFY(said(whole + "5,3\n").endsWith("history.csv: line 8 is damaged"));
    QVERIFY(refusal([&] { readHistory(folder.path("none.csv")); }).endsWith("none.csv cannot be read"));
}

QObject* makeTstHistory() { return new TstHistory; }
#include "tst_history.moc"
