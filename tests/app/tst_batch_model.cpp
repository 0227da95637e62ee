#include "app/models/batch_model.h"

#include <QAbstractItemModelTester>
#include <QtTest>

/// A folder, answered by the built-in network.
class TstBatchModel : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void answersAFolderInOrder();
    void keepsTheRowOfABadFile();
    void readsABadFileAgain();
    void keepsWhatIsDoneWhenCancelled();
    void saysThatAFolderIsEmpty();
    void savesATable();

private:
    void fill(const QTemporaryDir& folder, int count) const;
};

void TstBatchModel::initTestCase() { qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources"); }

void TstBatchModel::fill(const QTemporaryDir& folder, int count) const
{
    for (int i = 0; i < count; ++i) {
        QImage image(40, 40, QImage::Format_RGB32);
        image.fill(qRgb(37 * i % 256, 91 * i % 256, 53 * i % 256));
        image.save(folder.filePath(QString("%1.png").arg(i, 3, 10, QChar('0'))), "PNG");
    }
}

static void openNetwork(Session& session)
{
    session.openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
}

static void writeBad(const QString& path)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write("no picture at all");
}

void TstBatchModel::answersAFolderInOrder()
{
    QTemporaryDir folder;
    fill(folder, 5);
    Session session;
    openNetwork(session);
    Batch batch(session);
    BatchModel model(batch);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    BatchOrder order;
    order.setSourceModel(&model);
    batch.start(folder.path());
    QTRY_VERIFY_WITH_TIMEOUT(!batch.isRunning(), 60000);
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.index(0, BatchModel::File).data().toString(), QString("000.png"));
    QCOMPARE(model.index(4, BatchModel::File).data().toString(), QString("004.png"));
    QCOMPARE(batch.rows()[0].best.size(), std::size_t(5));
    order.orderBy(BatchOrder::By::LeastSure);
    for (int row = 1; row < order.rowCount(); ++row) {
        const auto spread = [&](int at) {
            return order.index(at, BatchModel::Spread).data(BatchModel::sortRole).toDouble();
        };
        QVERIFY(spread(row - 1) >= spread(row));
    }
    order.setWords("003");
    QCOMPARE(order.rowCount(), 1);
    // The same numbers as in Explore.
    session.openPicture({.path = batch.rows()[2].path, .bytes = {}, .name = {}});
    QTRY_VERIFY_WITH_TIMEOUT(session.answer(), 60000);
    const BatchRow::Guess best = batch.rows()[2].best[0];
    QCOMPARE(best.index, session.answer()->order[0]);
    QVERIFY(std::abs(best.probability - session.answer()->probabilities[std::size_t(best.index)]) < 1e-5f);
}

void TstBatchModel::keepsTheRowOfABadFile()
{
    QTemporaryDir folder;
    fill(folder, 3);
    writeBad(folder.filePath("001.png"));
    Session session;
    openNetwork(session);
    Batch batch(session);
    BatchModel model(batch);
    batch.start(folder.path());
    QTRY_VERIFY_WITH_TIMEOUT(!batch.isRunning(), 60000);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(batch.failures(), 1);
    QVERIFY(model.index(1, BatchModel::File).data(BatchModel::problemRole).toString().contains("001.png"));
    QVERIFY(!batch.rows()[2].best.empty());
}

void TstBatchModel::readsABadFileAgain()
{
    QTemporaryDir folder;
    fill(folder, 2);
    writeBad(folder.filePath("000.png"));
    Session session;
    openNetwork(session);
    Batch batch(session);
    batch.start(folder.path());
    QTRY_VERIFY_WITH_TIMEOUT(!batch.isRunning(), 60000);
    QCOMPARE(batch.failures(), 1);
    fill(folder, 1);
    batch.readAgain(0);
    QTRY_COMPARE_WITH_TIMEOUT(batch.failures(), 0, 30000);
    QVERIFY(!batch.rows()[0].best.empty());
}

void TstBatchModel::keepsWhatIsDoneWhenCancelled()
{
    QTemporaryDir folder;
    fill(folder, 40);
    Session session;
    openNetwork(session);
    Batch batch(session);
    connect(&batch, &Batch::rowAdded, &batch, [&batch] {
        if (batch.rows().size() == 3)
            batch.cancel();
    });
    batch.start(folder.path());
    QTRY_VERIFY_WITH_TIMEOUT(batch.isCancelled(), 60000);
    QTest::qWait(300);
    QCOMPARE(batch.rows().size(), std::size_t(3));
    QCOMPARE(batch.total(), 40);
}

void TstBatchModel::saysThatAFolderIsEmpty()
{
    QTemporaryDir folder;
    Session session;
    Batch batch(session);
    QSignalSpy failed(&batch, &Batch::failed);
    batch.start(folder.path());
    QVERIFY(failed.wait(10000));
    QVERIFY(failed[0][0].toString().contains("holds no pictures"));
    QVERIFY(!batch.isRunning());
}

void TstBatchModel::savesATable()
{
    NetworkInfo network;
    network.labels = QStringList {"cat", "dog, \"big\""};
    BatchRow good {"/a/one.png", "one.png", {}, {}, {{1, 0.75f, 2.5f}, {0, 0.25f, 1.5f}}, 0.81};
    BatchRow bad {"/a/two.png", "two.png", "two.png is damaged", {}, {}, 0};
    QCOMPARE(batchCsv({good, bad}, network),
        QString("image,rank,index,label,probability,score,problem\n"
                "one.png,1,1,\"dog, \"\"big\"\"\",0.75,2.5,\n"
                "one.png,2,0,cat,0.25,1.5,\n"
                "two.png,,,,,,two.png is damaged\n"));
}

QObject* makeTstBatchModel() { return new TstBatchModel; }
#include "tst_batch_model.moc"
