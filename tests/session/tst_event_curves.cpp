#include "engine/run/event_file.h"
#include "tests/session/curve_files.h"

#include <QSignalSpy>
#include <QtTest>

using namespace engine;

/// Event files of other programs: read while they grow, cut off, damaged.
class TstEventCurves : public QObject {
    Q_OBJECT
private slots:
    void followsAnEventFileThatGrows();
    void waitsForTheRestOfAnEvent();
    void saysWhereAnEventFileIsDamaged();
    void refusesGarbage();
    void readsNumbersAsTensorFlowWritesThem();
    void beginsAnewWhenAFileBecomesShorter();
    void findsEventFilesInSubfolders();
};

namespace {

const char* const eventsName = "events.out.tfevents.123.elsewhere";

}

void TstEventCurves::followsAnEventFileThatGrows()
{
    Folder folder;
    EventFile file(folder.path(eventsName), 0);
    file.add(1, {{"Loss/train", 2.5}, {"Accuracy/val", 0.25}});
    CurveReader reader;
    RunCurvesPointer run = opened(reader, folder.path(eventsName));
    QVERIFY(run);
    QCOMPARE(run->source, RunCurves::Source::Events);
    QCOMPARE(run->find(CurveKind::Loss)->values, std::vector<double>({2.5}));
    QCOMPARE(run->find(CurveKind::ValidationTop1Error)->values, std::vector<double>({0.75}));
    const CurveSeriesPointer before = run->find(CurveKind::Loss);
    file.add(2, {{"Loss/train", 0.0}});
    QVERIFY(waitForPoints(reader, 2));
    QCOMPARE(reader.runs().front()->find(CurveKind::Loss)->values, std::vector<double>({2.5, 0.0}));
    QCOMPARE(before->size(), std::size_t(1)); // what was given away does not change
    QCOMPARE(reader.runs().front()->find(CurveKind::ValidationTop1Error)->size(), std::size_t(1));
}

void TstEventCurves::waitsForTheRestOfAnEvent()
{
    Folder folder;
    const QByteArray second = plainEvent(2, "loss", 1.5f);
    for (qsizetype cut = 1; cut < second.size(); cut += 7) {
        folder.put(eventsName, plainEvent(1, "loss", 2.5f) + second.left(cut));
        CurveReader reader;
        const RunCurvesPointer run = opened(reader, folder.path(eventsName));
        QVERIFY(run);
        QVERIFY(run->problem.isEmpty());
        QCOMPARE(run->find(CurveKind::Loss)->values, std::vector<double>({2.5}));
        append(folder, eventsName, second.mid(cut));
        reader.lookNow();
        QVERIFY(waitForPoints(reader, 2));
        QCOMPARE(reader.runs().front()->find(CurveKind::Loss)->values.back(), 1.5);
    }
}

void TstEventCurves::saysWhereAnEventFileIsDamaged()
{
    Folder folder;
    const QByteArray first = plainEvent(1, "loss", 2.5f);
    for (const qsizetype place : {qsizetype(2), qsizetype(9), qsizetype(14), first.size() - 1}) {
        QByteArray bytes = first + first + plainEvent(3, "loss", 1.5f);
        bytes[first.size() + place] = char(bytes[first.size() + place] ^ 0x10);
        folder.put(eventsName, bytes);
        CurveReader reader;
        const RunCurvesPointer run = opened(reader, folder.path(eventsName));
        QVERIFY(run);
        QVERIFY(run->problem.contains(eventsName));
        QVERIFY(run->problem.contains(QString("byte %1 ").arg(first.size())));
        QCOMPARE(run->find(CurveKind::Loss)->size(), std::size_t(1)); // what comes before is good
    }
}

void TstEventCurves::refusesGarbage()
{
    Folder folder;
    folder.put(eventsName, QByteArray(5000, 'x'));
    CurveReader reader;
    QSignalSpy failed(&reader, &CurveReader::failed);
    reader.open(shown(folder.path(eventsName)));
    QVERIFY(failed.wait(10000));
    QVERIFY(failed.front()[2].toString().contains("damaged at byte 0"));
    QVERIFY(reader.runs().empty());
}

void TstEventCurves::readsNumbersAsTensorFlowWritesThem()
{
    const auto tensor = [](int type, const QByteArray& rest) {
        return field(8, QByteArray(1, char(1 << 3)) + char(type) + rest);
    };
    Folder folder;
    folder.put(eventsName,
        eventAt(1, field(1, "epoch_loss") + tensor(1, field(4, raw(2.5f))))
            + eventAt(2, field(1, "epoch_loss") + tensor(1, field(5, raw(1.25f))))
            + eventAt(3, field(1, "epoch_loss") + tensor(2, field(4, raw(0.5))))
            + eventAt(4, field(1, "epoch_loss") + tensor(2, field(6, raw(0.25))))
            + eventAt(5, field(1, "weights") + tensor(1, field(4, raw(1.0f) + raw(2.0f))))
            + eventAt(6, field(1, "picture") + field(4, "png")));
    CurveReader reader;
    const RunCurvesPointer run = opened(reader, folder.path(eventsName));
    QVERIFY(run);
    QVERIFY(run->problem.isEmpty());
    QCOMPARE(run->series.size(), std::size_t(1)); // neither histograms nor pictures are curves
    QCOMPARE(run->find(CurveKind::Loss)->values, std::vector<double>({2.5, 1.25, 0.5, 0.25}));
    QCOMPARE(run->find(CurveKind::Loss)->steps, std::vector<double>({1, 2, 3, 4}));
}

void TstEventCurves::beginsAnewWhenAFileBecomesShorter()
{
    Folder folder;
    folder.put(
        eventsName, plainEvent(1, "loss", 2.5f) + plainEvent(2, "loss", 2.0f) + plainEvent(3, "loss", 1.5f));
    CurveReader reader;
    QVERIFY(opened(reader, folder.path(eventsName)));
    QVERIFY(waitForPoints(reader, 3));
    folder.put(eventsName, plainEvent(1, "loss", 2.5f) + plainEvent(2, "loss", 1.0f));
    QVERIFY(waitForPoints(reader, 2));
    QCOMPARE(reader.runs().front()->find(CurveKind::Loss)->values.back(), 1.0);
    append(folder, eventsName,
        plainEvent(2, "loss", 0.5f) + plainEvent(1, "loss", 0.25f)); // went on from step 1
    QTRY_COMPARE(reader.runs().front()->find(CurveKind::Loss)->values, std::vector<double>({2.5, 0.25}));
}

void TstEventCurves::findsEventFilesInSubfolders()
{
    Folder folder;
    std::filesystem::create_directories(folder.path("train"));
    std::filesystem::create_directories(folder.path("validation"));
    folder.put("train/events.out.tfevents.1", plainEvent(1, "epoch_loss", 2.5f));
    folder.put("validation/events.out.tfevents.1", plainEvent(1, "epoch_loss", 2.75f));
    CurveReader reader;
    const RunCurvesPointer run = opened(reader, folder.path(""));
    QVERIFY(run);
    QCOMPARE(run->find(CurveKind::Loss)->tag, QString("train/epoch_loss"));
    QCOMPARE(run->find(CurveKind::ValidationLoss)->values, std::vector<double>({2.75}));
    folder.put("train/events.out.tfevents.2", plainEvent(2, "epoch_loss", 2.0f)); // after a restart
    QVERIFY(waitForPoints(reader, 2));
}

QObject* makeTstEventCurves() { return new TstEventCurves; }
#include "tst_event_curves.moc"
