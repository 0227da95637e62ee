#include "app/session/confusion.h"
#include "app/session/session.h"
#include "tests/session/small_training.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

/// Which classes are taken for which, on the validation pictures of small runs.
class TstConfusion : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void judgesEveryPictureOnce();
    void showsThePicturesOfACell();
    void judgesTheBestWeightsOfAFolder();
    void leavesOutWhatCannotBeRead();
    void canBeCancelled();
    void saysWhatIsMissing();

private:
    QString folder(const char* name) const { return m_folder.filePath(name); }
    bool train(TrainingDesk& desk, const TrainingPlan& plan, const char* name);

    QTemporaryDir m_folder;
    TrainingPlan m_plan;
};

namespace {

bool waitForEnd(ConfusionDesk& desk)
{
    return QTest::qWaitFor([&] { return !desk.isRunning(); }, 60000);
}

int sumOf(const ConfusionMatrix& matrix)
{
    int sum = 0;
    for (int is = 0; is < matrix.size(); ++is)
        sum += matrix.rowTotal(is);
    return sum;
}

}

void TstConfusion::initTestCase()
{
    qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources");
    drawClasses(folder("pictures"), 160);
    m_plan = smallPlan(folder("pictures"));
    m_plan.validation = "0.5"; // 160 pictures: three batches
    m_plan.epochs = 1;
    m_plan.batch = 40;
}

bool TstConfusion::train(TrainingDesk& desk, const TrainingPlan& plan, const char* name)
{
    desk.begin(plan, folder(name));
    return waitForState(desk, TrainingState::Finished);
}

void TstConfusion::judgesEveryPictureOnce()
{
    Session session;
    TrainingDesk desk(session);
    QVERIFY(train(desk, m_plan, "run"));
    ConfusionDesk confusion(session);
    QSignalSpy progress(&confusion, &ConfusionDesk::progress), finished(&confusion, &ConfusionDesk::finished);
    confusion.startRun(desk.run()->id);
    QVERIFY(confusion.isRunning());
    QVERIFY(waitForEnd(confusion));
    QCOMPARE(finished.size(), 1);
    QCOMPARE(progress.size(), 4); // 0, 64, 128, 160
    const ConfusionPointer matrix = confusion.matrix();
    QVERIFY(matrix->complete);
    QCOMPARE(matrix->pictures, 160);
    QCOMPARE(matrix->total, 160);
    QCOMPARE(matrix->iteration, 4);
    QCOMPARE(matrix->title, QString("run"));
    QCOMPARE(sumOf(*matrix), 160);
    QCOMPARE(matrix->rowTotal(0), 80);
    QCOMPARE(matrix->rowTotal(1), 80);
    QCOMPARE(matrix->wrong, matrix->count(0, 1) + matrix->count(1, 0));
    const double judged = *desk.run()->numbers.validationTop1Error; // by the run itself
    QVERIFY(std::abs(matrix->top1Error() - judged) < 1e-9);
    std::set<int> seen;
    for (int is = 0; is < 2; ++is)
        for (int called = 0; called < 2; ++called) {
            const std::vector<ConfusedPicture>& cell = matrix->cell(is, called);
            QVERIFY(std::is_sorted(cell.begin(), cell.end(),
                [](const auto& a, const auto& b) { return a.probability > b.probability; }));
            for (const ConfusedPicture& picture : cell) {
                QVERIFY(seen.insert(picture.index).second);
                QVERIFY(picture.name.contains(matrix->classes[is]));
            }
        }
    QVERIFY(ConfusionDesk::csv(*matrix).contains(QString("\"blue\",\"red\",%1\n").arg(matrix->count(0, 1))));
}

void TstConfusion::showsThePicturesOfACell()
{
    Session session;
    TrainingDesk desk(session);
    QVERIFY(train(desk, m_plan, "shown"));
    ConfusionDesk confusion(session);
    confusion.startRun(0);
    QVERIFY(waitForEnd(confusion));
    for (int is = 0; is < 2; ++is)
        for (int called = 0; called < 2; ++called) {
            if (confusion.matrix()->count(is, called) == 0)
                continue;
            QSignalSpy ready(&confusion, &ConfusionDesk::thumbnailReady);
            const int index = confusion.matrix()->cell(is, called).front().index;
            confusion.askThumbnail(index);
            QVERIFY(ready.wait(30000));
            QCOMPARE(ready.front()[0].toInt(), index);
            const auto picture = ready.front()[1].value<QImage>();
            QCOMPARE(picture.width(), ConfusionDesk::thumbnailSide);
            const QColor middle
                = picture.scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).pixelColor(0, 0);
            QCOMPARE(middle.red() > middle.blue(), is == 1);
        }
}

void TstConfusion::judgesTheBestWeightsOfAFolder()
{
    Session session;
    TrainingDesk desk(session);
    QVERIFY(train(desk, m_plan, "kept"));
    ConfusionDesk confusion(session);
    confusion.startRun(0);
    QVERIFY(waitForEnd(confusion));
    const ConfusionPointer live = confusion.matrix();
    desk.stop();
    QVERIFY(QTest::qWaitFor([&] { return !desk.isBusy(); }, 60000));
    confusion.startFolder(folder("kept")); // after one epoch the best weights are the last ones
    QVERIFY(waitForEnd(confusion));
    QVERIFY(confusion.matrix()->complete);
    QCOMPARE(confusion.matrix()->wrong, live->wrong);
    QCOMPARE(confusion.matrix()->count(1, 0), live->count(1, 0));
    QCOMPARE(confusion.matrix()->iteration, 4);
}

void TstConfusion::leavesOutWhatCannotBeRead()
{
    drawClasses(folder("damaged"), 8);
    QFile broken(folder("damaged") + "/red/003.png");
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("no picture");
    broken.close();
    TrainingPlan plan = m_plan;
    plan.dataset = folder("pictures");
    plan.validation = folder("damaged");
    Session session;
    TrainingDesk desk(session);
    QVERIFY(train(desk, plan, "holey"));
    ConfusionDesk confusion(session);
    confusion.startRun(0);
    QVERIFY(waitForEnd(confusion));
    QCOMPARE(confusion.matrix()->unreadable, 1);
    QCOMPARE(sumOf(*confusion.matrix()), 15);
    QCOMPARE(confusion.matrix()->pictures, 15);
}

void TstConfusion::canBeCancelled()
{
    Session session;
    TrainingDesk desk(session);
    QVERIFY(train(desk, m_plan, "cancelled"));
    ConfusionDesk confusion(session);
    QSignalSpy progress(&confusion, &ConfusionDesk::progress);
    connect(&confusion, &ConfusionDesk::progress, &confusion, [&](int done, int) {
        if (done >= 64)
            confusion.cancel();
    });
    confusion.startRun(0);
    QVERIFY(waitForEnd(confusion));
    QTest::qWait(300);
    QCOMPARE(progress.size(), 2);
    QCOMPARE(confusion.matrix()->pictures, 64);
    QVERIFY(!confusion.matrix()->complete);
    confusion.startRun(0); // and begun anew
    QVERIFY(QTest::qWaitFor([&] { return confusion.matrix() && confusion.matrix()->total == 160; }, 60000));
}

void TstConfusion::saysWhatIsMissing()
{
    Session session;
    ConfusionDesk confusion(session);
    QSignalSpy failed(&confusion, &ConfusionDesk::failed);
    confusion.startRun(3);
    QVERIFY(failed.wait(60000));
    QVERIFY(!confusion.isRunning());
    confusion.startFolder(folder("pictures"));
    QVERIFY(failed.wait(60000));
    QVERIFY(failed.back()[0].toString().contains("is not a run"));
}

QObject* makeTstConfusion() { return new TstConfusion; }
#include "tst_confusion.moc"
