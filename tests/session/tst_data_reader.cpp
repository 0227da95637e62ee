#include "app/session/data_reader.h"
#include "tests/session/small_training.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <numeric>

/// What is found out about data sets before a network learns from them.
class TstDataReader : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void countsAndShowsTheClasses();
    void listsFilesThatCannotBeRead();
    void readsTheSyntheticPictures();
    void canBeCancelled();
    void theNewestDataSetWins();
    void saysWhatIsNoDataSet();
    void findsWhatIsThere();
    void showsWhatAugmentationDoes();

private:
    QTemporaryDir m_folder;
};

namespace {

bool waitUntilRead(DataReader& reader)
{
    return QTest::qWaitFor([&] { return !reader.isReading(); }, 60000);
}

}

void TstDataReader::initTestCase() { drawClasses(m_folder.filePath("pictures"), 12); }

void TstDataReader::countsAndShowsTheClasses()
{
    DataReader reader;
    QSignalSpy finished(&reader, &DataReader::finished);
    reader.open(m_folder.filePath("pictures"), "0.25");
    QVERIFY(waitUntilRead(reader));
    QCOMPARE(finished.size(), 1);
    const DataSummaryPointer summary = reader.summary();
    QVERIFY(summary->complete);
    QCOMPARE(summary->title, QString("pictures"));
    QCOMPARE(summary->classes.size(), std::size_t(2));
    QCOMPARE(summary->classes[1].name, QString("red"));
    QCOMPARE(summary->classes[1].training, 9);
    QCOMPARE(summary->classes[1].validation, 3);
    QCOMPARE(summary->training, 18);
    QCOMPARE(summary->validationPictures, 6);
    QCOMPARE(summary->checked, 24);
    QVERIFY(summary->badFiles.empty());
    QCOMPARE(summary->classes[0].thumbnails.size(), std::size_t(DataSummary::mostThumbnails));
    const QColor colour = summary->classes[1].thumbnails.front().scaled(1, 1).pixelColor(0, 0);
    QVERIFY(colour.red() > colour.green());
}

void TstDataReader::listsFilesThatCannotBeRead()
{
    const QString folder = m_folder.filePath("bad");
    drawClasses(folder, 4);
    for (const char* name : {"/red/001.png", "/blue/notes.gif"}) {
        QFile file(folder + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("these are words");
    }
    DataReader reader;
    reader.open(folder, "0");
    QVERIFY(waitUntilRead(reader));
    QStringList names;
    for (const BadFile& file : reader.summary()->badFiles) {
        names += QFileInfo(file.file).fileName();
        QVERIFY(!file.reason.isEmpty());
    }
    names.sort();
    QCOMPARE(names, QStringList({"001.png", "notes.gif"}));
    QCOMPARE(reader.summary()->classes[1].thumbnails.size(), std::size_t(3));
}

void TstDataReader::readsTheSyntheticPictures()
{
    DataReader reader;
    reader.open("synthetic");
    QVERIFY(waitUntilRead(reader));
    QCOMPARE(reader.summary()->classes.size(), std::size_t(10));
    QCOMPARE(reader.summary()->training + reader.summary()->validationPictures, 5000);
    for (const DataClass& one : reader.summary()->classes)
        QCOMPARE(one.thumbnails.size(), std::size_t(DataSummary::mostThumbnails));
}

void TstDataReader::canBeCancelled()
{
    const QString folder = m_folder.filePath("many");
    drawClasses(folder, 400);
    DataReader reader;
    QSignalSpy finished(&reader, &DataReader::finished);
    connect(&reader, &DataReader::summaryChanged, &reader, [&] {
        if (reader.summary())
            reader.cancel();
    });
    reader.open(folder);
    QVERIFY(waitUntilRead(reader));
    QTest::qWait(200);
    QCOMPARE(finished.size(), 1);
    QVERIFY(!reader.summary()->complete);
    QCOMPARE(reader.summary()->classes.size(), std::size_t(2)); // what was found stays
}

void TstDataReader::theNewestDataSetWins()
{
    DataReader reader;
    reader.open("synthetic");
    reader.open(m_folder.filePath("pictures"));
    QVERIFY(waitUntilRead(reader));
    QCOMPARE(reader.summary()->title, QString("pictures"));
}

void TstDataReader::saysWhatIsNoDataSet()
{
    DataReader reader;
    QSignalSpy failed(&reader, &DataReader::failed);
    reader.open(m_folder.filePath("nowhere"));
    QVERIFY(failed.wait(30000));
    QVERIFY(failed.front()[0].toString().contains("does not exist"));
    QVERIFY(!reader.isReading());
    QVERIFY(!reader.summary());
}

void TstDataReader::findsWhatIsThere()
{
    DataReader reader;
    QSignalSpy changed(&reader, &DataReader::knownChanged);
    reader.findKnown();
    QVERIFY(changed.wait(30000));
    QCOMPARE(reader.known().size(), std::size_t(3));
    for (const KnownData& known : reader.known()) {
        QVERIFY(!known.note.isEmpty());
        QCOMPARE(known.present, !known.dataset.isEmpty());
    }
    QVERIFY(reader.known().back().present);
    QCOMPARE(reader.known()[1].present,
        QFile::exists("/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz"));
}

void TstDataReader::showsWhatAugmentationDoes()
{
    DataReader reader;
    reader.open(m_folder.filePath("pictures"));
    QVERIFY(waitUntilRead(reader));
    QSignalSpy ready(&reader, &DataReader::previewReady);
    TrainingPlan plan = smallPlan(m_folder.filePath("pictures"));
    plan.augmentation = {};
    reader.preview(plan, 0, 4);
    QVERIFY(ready.wait(30000));
    auto variants = ready.takeFirst()[0].value<std::vector<QImage>>();
    QCOMPARE(variants.size(), std::size_t(4));
    QCOMPARE(variants[0].size(), QSize(32, 32));
    for (const QImage& variant : variants)
        QCOMPARE(variant, variants[0]);

    plan.augmentation = {.crop = true, .mirror = true, .scale = true, .colour = true, .pca = true};
    reader.preview(plan, 0, 4);
    QVERIFY(ready.wait(30000));
    QCOMPARE(ready.front()[1].toString(), QString("blue"));
    const auto varied = ready.takeFirst()[0].value<std::vector<QImage>>();
    QCOMPARE(varied[0], variants[0]);
    for (std::size_t i = 1; i < varied.size(); ++i)
        QVERIFY(varied[i] != varied[i - 1]);
    reader.preview(plan, 0, 4);
    QVERIFY(ready.wait(30000));
    QCOMPARE(ready.front()[0].value<std::vector<QImage>>()[3], varied[3]); // by seed
}

QObject* makeTstDataReader() { return new TstDataReader; }
#include "tst_data_reader.moc"
