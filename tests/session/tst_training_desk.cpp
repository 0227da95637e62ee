#include "app/session/session.h"
#include "app/session/training_twins.h"
#include "tests/session/small_training.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

/// What surrounds a training: other requests, twins, networks that are looked at half-way, and what goes wrong.
class TstTrainingDesk : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void exploresTheHalfTrainedNetwork();
    void trainsTwinsInTurn();
    void resumesTwinsTogether();
    void resumesATwinAloneWhoseTwinIsGone();
    void keepsCopiesOutOfTwins();
    void keepsFrozenLayers();
    void saysThatItDivergedAndGoesOnWithASmallerRate();
    void saysWhatIsNoRun();
    void survivesAnotherDevice();
    void letsOtherRequestsPass();

private:
    QString folder(const char* name) const { return m_folder.filePath(name); }
    TrainingPlan longPlan() const;

    QTemporaryDir m_folder;
    TrainingPlan m_plan;
};

void TstTrainingDesk::initTestCase()
{
    qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources");
    drawClasses(folder("pictures"), 16);
    m_plan = smallPlan(folder("pictures"));
}

TrainingPlan TstTrainingDesk::longPlan() const
{
    TrainingPlan plan = m_plan;
    plan.epochs = 1000;
    return plan;
}

void TstTrainingDesk::exploresTheHalfTrainedNetwork()
{
    Session session;
    TrainingDesk desk(session);
    desk.begin(m_plan, folder("explored"), true);
    QVERIFY(waitForState(desk, TrainingState::Paused));
    desk.stepOnce();
    QVERIFY(waitForSteps(desk, 1));
    QSignalSpy exploring(&desk, &TrainingDesk::exploring), opened(&session, &Session::networkChanged),
        looked(&desk, &TrainingDesk::kernelsChanged);
    desk.explore();
    QVERIFY(opened.wait(60000));
    QCOMPARE(exploring.size(), 1);
    QCOMPARE(session.network()->name, QString("cifar-quick"));
    QCOMPARE(session.network()->labels, QStringList({"blue", "red"}));
    desk.refresh();
    QVERIFY(QTest::qWaitFor([&] { return desk.kernels() && desk.kernels()->frame.step == 1; }, 60000));
    session.parameter("conv1.weight");
    QVERIFY(QTest::qWaitFor([&] { return session.parameter("conv1.weight") != nullptr; }, 60000));
    QVERIFY(session.parameter("conv1.weight")->values == desk.kernels()->frame.kernels.values);
}

void TstTrainingDesk::trainsTwinsInTurn()
{
    Session session;
    TrainingDesk desk(session);
    QList<int> order;
    connect(&desk, &TrainingDesk::epochClosed, this, [&](int run, bool) { order += run; });
    desk.beginTwins(m_plan, TwinDifference::Normalisation, folder("with"), folder("without"));
    QCOMPARE(desk.runs().size(), std::size_t(2));
    const int first = desk.runs()[0]->id, second = desk.runs()[1]->id;
    QVERIFY(waitForState(desk, TrainingState::Finished, first));
    QVERIFY(waitForState(desk, TrainingState::Finished, second));
    QCOMPARE(order, QList<int>({first, second, first, second}));
    const RunStatusPointer with = desk.run(first), without = desk.run(second);
    QVERIFY(with->plan.normalisation && !without->plan.normalisation);
    QCOMPARE(with->plan.model, without->plan.model);
    QCOMPARE(with->plan.seed, without->plan.seed);
    const auto firstStep
        = [&](const char* run) { return bytesOf(folder(run) + "/history.csv").split('\n').value(1); };
    QVERIFY(firstStep("with").startsWith("1,1,"));
    QVERIFY(firstStep("with").split(',').value(2) != firstStep("without").split(',').value(2)); // the loss
    QVERIFY(bytesOf(folder("without") + "/config.json").contains("cifar-quick-without-norm"));
    QVERIFY(!desk.isBusy());

    QSignalSpy opened(&session, &Session::networkChanged);
    desk.explore(second); // its layers are known from its name
    QVERIFY(opened.wait(60000));
    QCOMPARE(session.network()->indexOf("norm1"), -1);
}

/// Stopped in the second one's turn and resumed from either folder: as if nothing had been.
void TstTrainingDesk::resumesTwinsTogether()
{
    Session session;
    QStringList order;
    const auto follow = [&](TrainingDesk& desk) {
        connect(&desk, &TrainingDesk::epochClosed, this,
            [&desk, &order](int run, bool) { order += desk.run(run)->name; });
    };
    const auto step = [](TrainingDesk& desk, const std::function<bool()>& until) {
        for (int i = 0; i < 60 && !until(); ++i) {
            QSignalSpy numbers(&desk, &TrainingDesk::numbersChanged);
            desk.stepOnce();
            if (!numbers.wait(60000))
                return false;
        }
        return until();
    };
    TrainingDesk whole(session);
    whole.beginTwins(m_plan, TwinDifference::Normalisation, folder("whole-a"), folder("whole-b"));
    QVERIFY(waitForState(whole, TrainingState::Finished, whole.runs()[0]->id));
    QVERIFY(waitForState(whole, TrainingState::Finished, whole.runs()[1]->id));
    {
        TrainingDesk desk(session);
        follow(desk);
        desk.beginTwins(m_plan, TwinDifference::Normalisation, folder("part-a"), folder("part-b"));
        desk.pause();
        QVERIFY(waitForState(desk, TrainingState::Paused));
        QVERIFY(step(desk, [&] { return desk.runs()[1]->numbers.iteration == 2; }));
        QCOMPARE(order, QStringList({"part-a"}));
        desk.stop();
        QVERIFY(waitForState(desk, TrainingState::Stopped));
    }
    TrainingDesk desk(session);
    follow(desk);
    desk.resume(folder("part-b"));
    desk.pause();
    QVERIFY(waitForState(desk, TrainingState::Paused));
    QCOMPARE(desk.runs().size(), std::size_t(2));
    QCOMPARE(desk.runs()[0]->name, QString("part-a"));
    QCOMPARE(desk.runs()[0]->numbers.iteration, 6);
    QVERIFY(step(desk, [&] { return desk.runs()[1]->numbers.iteration == 3; })); // whose turn it was
    QCOMPARE(desk.runs()[0]->numbers.iteration, 6);
    desk.goOn();
    QVERIFY(waitForState(desk, TrainingState::Finished, desk.runs()[0]->id));
    QVERIFY(waitForState(desk, TrainingState::Finished, desk.runs()[1]->id));
    QCOMPARE(order, QStringList({"part-a", "part-b", "part-a", "part-b"}));
    for (const char* which : {"-a", "-b"}) {
        const QByteArray best = bytesOf(folder("part") + which + "/best.safetensors");
        QVERIFY(!best.isEmpty());
        QVERIFY(best == bytesOf(folder("whole") + which + "/best.safetensors"));
    }
}

void TstTrainingDesk::resumesATwinAloneWhoseTwinIsGone()
{
    Session session;
    TrainingDesk desk(session);
    desk.beginTwins(longPlan(), TwinDifference::Normalisation, folder("stays"), folder("goes"));
    desk.pause();
    QVERIFY(waitForState(desk, TrainingState::Paused));
    desk.stop();
    QVERIFY(waitForState(desk, TrainingState::Stopped));
    QVERIFY(QDir(m_folder.path()).rename("goes", "elsewhere"));
    QSignalSpy noticed(&desk, &TrainingDesk::noticed);
    desk.resume(folder("stays"));
    QVERIFY(waitForSteps(desk, 1));
    QCOMPARE(desk.runs().size(), std::size_t(1));
    bool told = false;
    for (const QList<QVariant>& notice : noticed)
        told = told || notice[1].toString().contains(folder("goes"));
    QVERIFY(told);
}

/// The copy of a twin is nobody's twin; two folders that were moved together still are.
void TstTrainingDesk::keepsCopiesOutOfTwins()
{
    for (const char* name : {"pair/one", "pair/two", "copy"}) {
        QVERIFY(QDir().mkpath(folder(name)));
        QFile file(folder(name) + "/checkpoint.safetensors");
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    QVERIFY(readTwins(folder("pair/one")).first.isEmpty());
    writeTwins(folder("pair/one"), folder("pair/two"));
    QCOMPARE(readTwins(folder("pair/two")).first, folder("pair/one"));
    QCOMPARE(readTwins(folder("pair/two")).second, folder("pair/two"));
    QVERIFY(QFile::copy(folder("pair/one/twin.csv"), folder("copy/twin.csv")));
    QVERIFY(readTwins(folder("copy")).first.isEmpty());
    QVERIFY(QDir(m_folder.path()).rename("pair", "taken"));
    QCOMPARE(readTwins(folder("taken/one")).second, folder("taken/two"));
    QFile damaged(folder("taken/one/twin.csv"));
    QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write("turn,twin\n7,") > 0);
    damaged.close();
    QVERIFY(readTwins(folder("taken/one")).first.isEmpty());
}

void TstTrainingDesk::keepsFrozenLayers()
{
    Session session;
    TrainingDesk desk(session);
    desk.begin(m_plan, folder("whole"));
    QVERIFY(waitForState(desk, TrainingState::Finished));
    TrainingPlan plan = m_plan;
    plan.method = TrainingMethod::Features;
    plan.weights = folder("whole") + "/best.safetensors";
    desk.begin(plan, folder("features"), true);
    QVERIFY(waitForState(desk, TrainingState::Paused));
    QVERIFY(QTest::qWaitFor([&] { return desk.kernels() != nullptr; }, 60000));
    const std::vector<float> before = desk.kernels()->frame.kernels.values;
    QCOMPARE(desk.run()->plan.method, TrainingMethod::Features);
    desk.goOn();
    QVERIFY(waitForState(desk, TrainingState::Finished));
    QCOMPARE(desk.kernels()->frame.step, 12);
    QVERIFY(desk.kernels()->frame.kernels.values == before);
}

void TstTrainingDesk::saysThatItDivergedAndGoesOnWithASmallerRate()
{
    Session session;
    TrainingDesk desk(session);
    TrainingPlan plan = longPlan();
    plan.rate = 1e20;
    QSignalSpy failed(&desk, &TrainingDesk::failed);
    desk.begin(plan, folder("diverged"));
    QVERIFY(waitForState(desk, TrainingState::Failed));
    QCOMPARE(failed.size(), 1);
    QVERIFY(!desk.run()->problem.isEmpty());
    QVERIFY(!desk.isBusy());
    desk.resume(folder("diverged"), 0.001);
    QVERIFY(waitForState(desk, TrainingState::Running));
    QCOMPARE(desk.run()->numbers.askedRate, 0.001);
    QCOMPARE(desk.run()->rateChanges.back().from, 1e20);
}

void TstTrainingDesk::saysWhatIsNoRun()
{
    Session session;
    TrainingDesk desk(session);
    QSignalSpy failed(&desk, &TrainingDesk::failed);
    desk.resume(folder("pictures"));
    QVERIFY(failed.wait(60000));
    QVERIFY(failed.front()[1].toString().contains("pictures"));
    QCOMPARE(desk.run()->state, TrainingState::Failed);
    TrainingPlan plan = m_plan;
    plan.dataset = folder("nowhere");
    desk.begin(plan, folder("never"));
    QVERIFY(failed.wait(60000));
    QVERIFY(failed.back()[1].toString().contains("does not exist"));
}

void TstTrainingDesk::survivesAnotherDevice()
{
    Session session;
    TrainingDesk desk(session);
    desk.begin(longPlan(), folder("moved"));
    QVERIFY(waitForSteps(desk, 2));
    QSignalSpy noticed(&desk, &TrainingDesk::noticed);
    NetworkChoice choice;
    choice.model = "cifar-quick";
    choice.random = true;
    session.openDevice("0", choice); // by another name: opened once more
    QVERIFY(waitForState(desk, TrainingState::Stopped));
    QCOMPARE(noticed.size(), 1);
    QVERIFY(QTest::qWaitFor([&] { return session.network() != nullptr; }, 60000));
    desk.resume(folder("moved"));
    QVERIFY(waitForState(desk, TrainingState::Running));
}

void TstTrainingDesk::letsOtherRequestsPass()
{
    Session session;
    TrainingDesk desk(session);
    desk.begin(longPlan(), folder("busy"));
    QVERIFY(waitForSteps(desk, 3));
    QSignalSpy opened(&session, &Session::networkChanged);
    NetworkChoice choice;
    choice.model = "cifar-quick";
    choice.random = true;
    session.openNetwork(choice);
    QVERIFY(opened.wait(60000));
    QCOMPARE(desk.run()->state, TrainingState::Running);
    QVERIFY(waitForSteps(desk, desk.run()->numbers.iteration + 3));
}

QObject* makeTstTrainingDesk() { return new TstTrainingDesk; }
#include "tst_training_desk.moc"
