#include "engine/run/checkpoint.h"
#include "engine/weights/weights.h"
#include "tests/cli/training.h"

#include <QRandomGenerator>
#include <QtTest>

#include <csignal>
#include <sys/resource.h>

using namespace engine;

class TstTrainInterrupted : public QObject {
    Q_OBJECT

private slots:
    void savesWhenAskedToStop_data();
    void savesWhenAskedToStop();
    void goesOnAsIfItHadNotStopped();
    void endsAtOnceWhenAskedTwice();
    void leavesALoadableCheckpointWhenKilled();
    void reportsAFullDisk();
};

namespace {

constexpr int endless = 100'000; ///< epochs

/// Reads all numbers of the newest checkpoint, or of the one before when that one is damaged.
std::int64_t loadableIteration(const Workplace& place)
{
    const std::optional<Progress> progress = readProgress(place.path("run"));
    require(progress.has_value(), "there is no checkpoint");
    const WeightFile file = openWeights(place.path("run/checkpoint.safetensors"));
    for (const WeightEntry& entry : file.entries())
        valuesOf(file, entry);
    return progress->iteration;
}

}

void TstTrainInterrupted::savesWhenAskedToStop_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("Ctrl-C") << SIGINT;
    QTest::newRow("terminate") << SIGTERM;
    QTest::newRow("hang up") << SIGHUP;
}

void TstTrainInterrupted::savesWhenAskedToStop()
{
    QFETCH(int, number);
    const Workplace place;
    putClasses(place);
    RunningProgram program(place, trainWords(endless));
    QVERIFY(program.waitFor(place, "run/best.safetensors"));
    program.signal(number);
    const Answer answer = program.answer();
    QCOMPARE(answer.code, 0);
    QVERIFY2(answer.err.contains("; go on with 'alexscope train --resume run'"), answer.err);
    QVERIFY(loadableIteration(place) >= 3);
}

void TstTrainInterrupted::goesOnAsIfItHadNotStopped()
{
    const Workplace whole, parts;
    putClasses(whole);
    putClasses(parts);
    QCOMPARE(whole.run(trainWords(100, {"--quiet"})).code, 0);
    RunningProgram program(parts, trainWords(100, {"--quiet"}));
    QVERIFY(program.waitFor(parts, "run/best.safetensors"));
    program.signal(SIGINT);
    QCOMPARE(program.answer().code, 0);
    QCOMPARE(parts.run({"train", "--resume", "run", "--quiet"}).code, 0);
    for (const char* file : {"run/checkpoint.safetensors", "run/best.safetensors"})
        QCOMPARE(parts.bytes(file), whole.bytes(file));
}

void TstTrainInterrupted::endsAtOnceWhenAskedTwice()
{
    const Workplace place;
    putClasses(place);
    RunningProgram program(place, trainWords(endless));
    QVERIFY(program.waitFor(place, "run/checkpoint.safetensors"));
    // Until it has ended, in whatever way.
    for (int i = 0; i < 100; ++i) {
        program.signal(SIGINT);
        QTest::qWait(1);
    }
    // 0: saved before the second one; -1: one came when the program had saved and heard no more.
    const int code = program.answer().code;
    QVERIFY2(code == 130 || code == 0 || code == -1, qPrintable(QString::number(code)));
    QVERIFY(loadableIteration(place) >= 0);
}

void TstTrainInterrupted::leavesALoadableCheckpointWhenKilled()
{
    const Workplace place;
    putClasses(place);
    QCOMPARE(place.run(trainWords(1, {"--quiet"})).code, 0);
    // From here on the run has no end; it writes a checkpoint after every three steps.
    place.put(
        "run/config.json", place.bytes("run/config.json").replace("\"epochs\": 1,", "\"epochs\": 100000,"));
    QRandomGenerator random(1);
    std::int64_t last = loadableIteration(place);
    int farther = 0;
    for (int kill = 0; kill < 50; ++kill) {
        const auto written = std::filesystem::last_write_time(place.path("run/checkpoint.safetensors"));
        RunningProgram program(place, {"train", "--resume", "run", "--quiet"});
        // Half of them somewhere on the way, the others while checkpoints are written one after another.
        if (kill % 2)
            QVERIFY(QTest::qWaitFor(
                [&] {
                    return std::filesystem::last_write_time(place.path("run/checkpoint.safetensors"))
                        != written;
                },
                60'000));
        QTest::qSleep(int(random.bounded(kill % 2 ? 60 : 400)));
        program.signal(SIGKILL);
        QCOMPARE(program.answer().code, -1);
        const std::int64_t now = loadableIteration(place);
        QVERIFY(now >= last);
        farther += now > last;
        last = now;
    }
    QVERIFY(farther >= 25);
}

void TstTrainInterrupted::reportsAFullDisk()
{
    const Workplace place;
    putClasses(place);
    QCOMPARE(place.run(trainWords(1, {"--quiet"})).code, 0);
    place.put("run/config.json", place.bytes("run/config.json").replace("\"epochs\": 1,", "\"epochs\": 9,"));
    const QByteArray before = place.bytes("run/checkpoint.safetensors");
    const Surroundings around {.beforeStart = [] {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small {100'000, 100'000}; // the history fits, weights do not
        ::setrlimit(RLIMIT_FSIZE, &small);
    }};
    const Answer answer = place.run({"train", "--resume", "run", "--quiet"}, around);
    QCOMPARE(faultOf(answer, 1, "cannot be written: File too large"), QString());
    QCOMPARE(place.bytes("run/checkpoint.safetensors"), before);
    QCOMPARE(loadableIteration(place), std::int64_t(3));
}

QObject* makeTstTrainInterrupted() { return new TstTrainInterrupted; }

#include "tst_train_interrupted.moc"
