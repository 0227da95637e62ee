#include "app/session/curve_reader.h"
#include "app/session/session.h"
#include "tests/session/small_training.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

/// The training desk, used as the window uses it, on a small network and few pictures.
class TstTraining : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void trainsToTheEnd();
    void pausesAndTakesSingleSteps();
    void goesOnAsIfItHadNeverStopped();
    void changesTheRateWhileItRuns();
    void closesWhileItRuns();
    void closesAtOnceWhenNothingRuns();

private:
    QString folder(const char* name) const { return m_folder.filePath(name); }
    TrainingPlan longPlan() const;

    QTemporaryDir m_folder;
    TrainingPlan m_plan;
};

void TstTraining::initTestCase()
{
    qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources");
    drawClasses(folder("pictures"), 16);
    m_plan = smallPlan(folder("pictures"));
}

TrainingPlan TstTraining::longPlan() const
{
    TrainingPlan plan = m_plan;
    plan.epochs = 1000;
    return plan;
}

void TstTraining::trainsToTheEnd()
{
    Session session;
    TrainingDesk desk(session);
    QVERIFY(!desk.isBusy());
    QSignalSpy epochs(&desk, &TrainingDesk::epochClosed), saved(&desk, &TrainingDesk::saved);
    desk.begin(m_plan, folder("whole"));
    QVERIFY(desk.isBusy());
    QVERIFY(waitForState(desk, TrainingState::Finished));
    const RunStatusPointer run = desk.run();
    QCOMPARE(run->numbers.iteration, 12);
    QCOMPARE(run->numbers.stepsPerEpoch, 6);
    QCOMPARE(run->numbers.share(), 1.0);
    QCOMPARE(run->trainingPictures, 24);
    QCOMPARE(run->validationPictures, 8);
    QCOMPARE(run->classes, QStringList({"blue", "red"}));
    QCOMPARE(run->name, QString("whole"));
    QCOMPARE(epochs.size(), 2);
    QVERIFY(saved.size() >= 2);
    QVERIFY(run->saved.isValid());
    QVERIFY2(run->numbers.loss >= 0 && run->numbers.loss < 5, qPrintable(QString::number(run->numbers.loss)));
    QVERIFY(run->numbers.validationLoss.has_value());
    QVERIFY(*run->numbers.validationTop1Error <= 0.5); // red and blue
    QCOMPARE(*run->numbers.secondsLeft, 0.0);
    QVERIFY(run->numbers.imagesPerSecond > 0);

    const LiveKernelsPointer kernels = desk.kernels();
    QVERIFY(kernels);
    QCOMPARE(kernels->layer, QString("conv1"));
    QCOMPARE(kernels->frame.step, 12);
    QVERIFY((kernels->frame.kernels.shape == engine::Shape {32, 3, 5, 5}));
    const SampleBatchPointer samples = desk.samples();
    QVERIFY(samples);
    QVERIFY(samples->fromValidation);
    QCOMPARE(samples->answers.size(), std::size_t(8));
    for (const SampleAnswer& answer : samples->answers) {
        QCOMPARE(answer.picture.size(), QSize(32, 32));
        QVERIFY(answer.probability > 0.499 && answer.probability <= 1);
        QVERIFY(answer.label == answer.answer || answer.labelProbability < 0.501);
        QVERIFY(answer.name.contains(run->classes[answer.label]));
    }

    CurveReader curves;
    QSignalSpy opened(&curves, &CurveReader::opened);
    curves.open(folder("whole"));
    QVERIFY(opened.wait());
    QCOMPARE(curves.runs().front()->find(CurveKind::Loss)->size(), std::size_t(12));
    QCOMPARE(curves.runs().front()->find(CurveKind::ValidationLoss)->size(), std::size_t(2));
    QCOMPARE(curves.runs().front()->stepsPerEpoch, 6.0);
}

void TstTraining::pausesAndTakesSingleSteps()
{
    Session session;
    TrainingDesk desk(session);
    desk.begin(longPlan(), folder("single"), true);
    QVERIFY(waitForState(desk, TrainingState::Paused));
    QTest::qWait(200);
    QCOMPARE(desk.run()->numbers.iteration, 0);
    for (int step = 1; step <= 3; ++step) {
        desk.stepOnce();
        QVERIFY(waitForSteps(desk, step));
        QTest::qWait(100);
        QCOMPARE(desk.run()->numbers.iteration, step);
        QCOMPARE(desk.run()->state, TrainingState::Paused);
    }
    desk.goOn();
    QCOMPARE(desk.run()->state, TrainingState::Running);
    QVERIFY(waitForSteps(desk, 20));
    desk.pause();
    QTest::qWait(300);
    const qint64 held = desk.run()->numbers.iteration;
    QTest::qWait(300);
    QCOMPARE(desk.run()->numbers.iteration, held);
    desk.goOn();
    QVERIFY(waitForSteps(desk, held + 3));
}

void TstTraining::goesOnAsIfItHadNeverStopped()
{
    Session session;
    TrainingDesk desk(session);
    desk.begin(m_plan, folder("uninterrupted"));
    QVERIFY(waitForState(desk, TrainingState::Finished));

    desk.begin(m_plan, folder("interrupted"), true);
    QVERIFY(waitForState(desk, TrainingState::Paused));
    for (int step = 1; step <= 4; ++step)
        desk.stepOnce();
    QVERIFY(waitForSteps(desk, 4));
    desk.stop();
    QVERIFY(waitForState(desk, TrainingState::Stopped));
    QVERIFY(!desk.isBusy());
    desk.resume(folder("interrupted"));
    QVERIFY(waitForState(desk, TrainingState::Finished));
    QCOMPARE(desk.run()->numbers.iteration, 12);
    desk.stop();
    for (const char* file : {"/checkpoint.safetensors", "/best.safetensors"}) {
        QVERIFY(!bytesOf(folder("interrupted") + file).isEmpty());
        QCOMPARE(bytesOf(folder("interrupted") + file), bytesOf(folder("uninterrupted") + file));
    }
}

void TstTraining::changesTheRateWhileItRuns()
{
    Session session;
    TrainingDesk desk(session);
    QSignalSpy changes(&desk, &TrainingDesk::rateChanged);
    desk.begin(longPlan(), folder("rate"), true);
    QVERIFY(waitForState(desk, TrainingState::Paused));
    desk.stepOnce();
    QVERIFY(waitForSteps(desk, 1));
    QCOMPARE(desk.run()->numbers.rate, 0.001);
    desk.setRate(0.0004);
    QVERIFY(changes.wait());
    QCOMPARE(changes.front()[1].toLongLong(), 1);
    QCOMPARE(changes.front()[2].toDouble(), 0.001);
    QCOMPARE(changes.front()[3].toDouble(), 0.0004);
    desk.stepOnce();
    QVERIFY(waitForSteps(desk, 2));
    QCOMPARE(desk.run()->numbers.rate, 0.0004);
    desk.stop();
    QVERIFY(waitForState(desk, TrainingState::Stopped));

    CurveReader curves;
    QSignalSpy opened(&curves, &CurveReader::opened);
    curves.open(folder("rate"));
    QVERIFY(opened.wait());
    const std::vector<CurveMark>& marks = curves.runs().front()->marks;
    QCOMPARE(marks.size(), std::size_t(1));
    QVERIFY(marks.front().byHand);
    QCOMPARE(marks.front().step, 1.0);

    desk.resume(folder("rate"));
    QVERIFY(waitForState(desk, TrainingState::Running));
    QCOMPARE(desk.run()->rateChanges.size(), std::size_t(1));
    QCOMPARE(desk.run()->numbers.askedRate, 0.0004);
}

void TstTraining::closesWhileItRuns()
{
    Session session;
    TrainingDesk desk(session);
    QSignalSpy closed(&desk, &TrainingDesk::closed);
    desk.begin(longPlan(), folder("closed"));
    QVERIFY(QTest::qWaitFor([&] { return desk.run()->numbers.iteration >= 3; }, 60000));
    desk.close();
    QVERIFY(closed.isEmpty());
    QVERIFY(closed.wait(30000));
    QCOMPARE(desk.run()->state, TrainingState::Stopped);
    const qint64 seen = desk.run()->numbers.iteration;
    desk.resume(folder("closed"));
    QVERIFY(waitForState(desk, TrainingState::Running));
    QVERIFY(desk.run()->numbers.iteration >= seen); // nothing of what was shown is lost
}

void TstTraining::closesAtOnceWhenNothingRuns()
{
    Session session;
    TrainingDesk desk(session);
    QSignalSpy closed(&desk, &TrainingDesk::closed);
    desk.close();
    QCOMPARE(closed.size(), 1);
}

QObject* makeTstTraining() { return new TstTraining; }
#include "tst_training.moc"
