#include "app/session/confusion.h"
#include "app/session/session.h"
#include "tests/session/small_training.h"

#include <QDir>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <optional>

/// Which classes are taken for which, on the validation pictures of small runs.
class TstConfusion : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void judgesEveryPictureOnce();
    void showsThePicturesOfACell();
    void judgesTheBestWeightsOfAFolder();
    void leavesOutWhatCannotBeRead();
    void opensPicturesAsTheyAre();
    void judgesTheShippedRun();
    void doesNotJudgeOtherWeights();
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

/// Pictures in a file of many come as their own pixels, not as what is shown of them.
void TstConfusion::opensPicturesAsTheyAre()
{
    constexpr int pictures = 80, plane = 32 * 32, length = 1 + 3 * plane;
    QByteArray bytes(pictures * length, '\0');
    QRandomGenerator random(3);
    for (int i = 0; i < pictures; ++i) {
        bytes[i * length] = char(i % 10);
        for (int k = 1; k < length; ++k)
            bytes[i * length + k] = char(random.bounded(256));
    }
    QDir().mkpath(folder("cifar-10-batches-bin"));
    QFile batch(folder("cifar-10-batches-bin") + "/data_batch_1.bin");
    QVERIFY(batch.open(QIODevice::WriteOnly) && batch.write(bytes) == bytes.size());
    batch.close();
    TrainingPlan plan = m_plan;
    plan.dataset = folder("cifar-10-batches-bin");
    Session session;
    TrainingDesk desk(session);
    QVERIFY(train(desk, plan, "binary"));
    ConfusionDesk confusion(session);
    confusion.startRun(0);
    QVERIFY(waitForEnd(confusion));
    std::optional<PictureSource> opened;
    connect(&confusion, &ConfusionDesk::pictureReady, &confusion,
        [&](const PictureSource& picture) { opened = picture; });
    int looked = 0;
    for (const auto& cell : confusion.matrix()->cells) {
        if (cell.empty())
            continue;
        ++looked;
        opened.reset();
        confusion.askPicture(cell.front().index);
        QVERIFY(QTest::qWaitFor([&] { return opened.has_value(); }, 60000));
        QVERIFY(opened->path.isEmpty());
        const int number = opened->name.section(' ', -1).toInt(); // "data_batch_1.bin, picture 17"
        QVERIFY2(number >= 1 && number <= pictures, qPrintable(opened->name));
        const QImage image = QImage::fromData(opened->bytes);
        QCOMPARE(image.size(), QSize(32, 32));
        const auto value = [&](int channel, int pixel) {
            return int(std::uint8_t(bytes[(number - 1) * length + 1 + channel * plane + pixel]));
        };
        for (int pixel = 0; pixel < plane; ++pixel)
            QCOMPARE(
                image.pixel(pixel % 32, pixel / 32), qRgb(value(0, pixel), value(1, pixel), value(2, pixel)));
    }
    QVERIFY(looked > 0);
}

/// It is kept without its best weights, which are those of the built-in network; and its data are elsewhere.
void TstConfusion::judgesTheShippedRun()
{
    const QString run = SOURCE_DIR "/resources/models/alexnet-cifar10-run";
    QVERIFY(!QFile::exists(run + "/best.safetensors"));
    const QStringList classes {
        "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"};
    for (const QString& name : classes)
        for (const char* part : {"train", "test"}) {
            const QString place = QString("%1/%2/%3").arg(folder("other"), part, name);
            QVERIFY(QDir().mkpath(place));
            QVERIFY(QFile::copy(SOURCE_DIR "/resources/samples/liner.png", place + "/liner.png"));
        }
    Session session;
    ConfusionDesk confusion(session);
    confusion.startFolder(run, folder("other"));
    QVERIFY(waitForEnd(confusion));
    QVERIFY(confusion.matrix() && confusion.matrix()->complete);
    QCOMPARE(confusion.matrix()->classes, classes);
    QCOMPARE(confusion.matrix()->otherPictures, QString("the test pictures of other"));
    QCOMPARE(confusion.matrix()->total, 10);
    QCOMPARE(confusion.matrix()->wrong, 9); // a ship in every folder
    QCOMPARE(confusion.matrix()->count(int(classes.indexOf("ship")), int(classes.indexOf("ship"))), 1);
}

void TstConfusion::doesNotJudgeOtherWeights()
{
    QDir().mkpath(folder("strange"));
    QVERIFY(QFile::copy(
        SOURCE_DIR "/resources/models/alexnet-cifar10-run/config.json", folder("strange") + "/config.json"));
    QVERIFY(QFile::copy(
        SOURCE_DIR "/resources/models/alexnet-cifar10-run/best.sha256", folder("strange") + "/best.sha256"));
    Session session;
    ConfusionDesk confusion(session);
    QSignalSpy failed(&confusion, &ConfusionDesk::failed);
    confusion.startFolder(folder("strange"));
    QVERIFY(failed.wait(60000));
    QVERIFY2(failed.back()[0].toString().contains("is not there"), qPrintable(failed.back()[0].toString()));
    QFile other(folder("alexnet-cifar10.safetensors"));
    QVERIFY(other.open(QIODevice::WriteOnly) && other.write("something else") > 0);
    other.close();
    confusion.startFolder(folder("strange"));
    QVERIFY(failed.wait(60000));
    QVERIFY2(
        failed.back()[0].toString().contains("SHA-256 differs"), qPrintable(failed.back()[0].toString()));
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
