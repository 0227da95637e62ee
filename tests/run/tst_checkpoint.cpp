#include "engine/run/checkpoint.h"

#include "engine/network/architecture.h"
#include "engine/weights/safetensors.h"
#include "tests/run/small_run.h"
#include "tests/support/gpu.h"

#include <QtTest>

#include <csignal>
#include <sys/resource.h>

using namespace engine;

class TstCheckpoint : public QObject {
    Q_OBJECT
private slots:
    void comesBackAsItWas();
    void equalStatesGiveEqualBytes();
    void keepsTheOneBefore();
    void fallsBackToTheOneBefore_data();
    void fallsBackToTheOneBefore();
    void saysWhenNoneCanBeUsed();
    void survivesAFullDisk();
    void neverHoldsWhatIsNotFinite();
    void leavesOutTheVelocitiesOfFrozenLayers();
    void bestHoldsTheModelAlone();
    void satisfiesTheValidationLayer();
};

namespace {

const char* const newest = "checkpoint.safetensors";
const char* const previous = "checkpoint.previous.safetensors";

const ModelDescription description {"cifar-quick", findArchitecture("cifar-quick").recipe,
    {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}};

/// A network with a trainer, of which every number is set.
struct State {
    explicit State(int seed, const TrainerOptions& options = {})
        : network(
            testDevice(), findArchitecture("cifar-quick").layers, findArchitecture("cifar-quick").input())
        , trainer(network, options, 2)
    {
        network.randomize(std::uint64_t(seed));
        if (options.freezeUntil.empty())
            for (const ParameterShape& shape : network.parameterShapes())
                trainer.setVelocity(
                    shape.name, std::vector<float>(static_cast<std::size_t>(shape.size()), float(seed) / 8));
    }
    Network network;
    Trainer trainer;
};

Progress progressOf(int iteration)
{
    Progress progress;
    progress.iteration = iteration;
    progress.epoch = 3;
    progress.batch = 2;
    progress.rate = 1.0 / 3;
    progress.plateau = {0.1, 4, 2};
    progress.best = 0.7;
    progress.bestIteration = 11;
    progress.training = {8, 1.0 / 7, 5, 6, {}};
    return progress;
}

void write(const Folder& folder, int iteration)
{
    const State state(iteration);
    writeCheckpoint(folder.path(""), description, progressOf(iteration), state.trainer);
}

/// Which iteration the folder goes on from, and with the weights of which.
std::int64_t restored(const Folder& folder, QString* notice = nullptr)
{
    State state(99);
    const std::optional<Restored> found = restoreCheckpoint(folder.path(""), state.trainer);
    if (!found)
        return -1;
    const State expected(int(found->progress.iteration));
    for (const ParameterShape& shape : state.network.parameterShapes())
        if (state.network.parameter(shape.name) != expected.network.parameter(shape.name)
            || state.trainer.velocity(shape.name) != expected.trainer.velocity(shape.name))
            return -2;
    if (notice)
        *notice = QString::fromStdString(found->notice);
    return found->progress.iteration;
}

}

void TstCheckpoint::comesBackAsItWas()
{
    const Folder folder;
    QCOMPARE(restored(folder), -1);
    QVERIFY(!readProgress(folder.path("")));
    write(folder, 5);
    QString notice;
    QCOMPARE(restored(folder, &notice), 5);
    QCOMPARE(notice, QString());
    QCOMPARE(progressToJson(*readProgress(folder.path(""))), progressToJson(progressOf(5)));
    QCOMPARE(readProgress(folder.path(""))->training.lossSum, 1.0 / 7);
}

void TstCheckpoint::equalStatesGiveEqualBytes()
{
    const Folder one, two;
    write(one, 5);
    write(two, 5);
    QVERIFY(areEqual(one.path(newest), two.path(newest)));
    write(two, 6);
    QVERIFY(!areEqual(one.path(newest), two.path(newest)));
}

void TstCheckpoint::keepsTheOneBefore()
{
    const Folder folder;
    write(folder, 5);
    const QByteArray first = folder.bytes(newest);
    write(folder, 6);
    QCOMPARE(folder.bytes(previous), first);
    QVERIFY(folder.bytes(newest) != first);
    QCOMPARE(folder.names().size(), std::size_t(2));
}

void TstCheckpoint::fallsBackToTheOneBefore_data()
{
    QTest::addColumn<QByteArray>("damaged");
    const Folder folder;
    write(folder, 6);
    const QByteArray whole = folder.bytes(newest);
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("cut") << whole.chopped(1);
    QTest::newRow("no progress") << QByteArray(whole).replace("alexscope.progress", "alexscope.regress");
    QTest::newRow("not finite") << whole.chopped(4) + QByteArray::fromHex("0000c07f");
    QTest::newRow("gone") << QByteArray();
}

void TstCheckpoint::fallsBackToTheOneBefore()
{
    QFETCH(QByteArray, damaged);
    const Folder folder;
    write(folder, 5);
    write(folder, 6);
    if (damaged.isNull())
        std::filesystem::remove(folder.path(newest));
    else
        folder.put(newest, damaged);
    QString notice;
    QCOMPARE(restored(folder, &notice), 5);
    QVERIFY(damaged.isNull() || notice.contains("going on from the checkpoint before it, iteration 5"));
    // The next one keeps the good one.
    write(folder, 7);
    QCOMPARE(restored(folder), 7);
    std::filesystem::remove(folder.path(newest));
    QCOMPARE(restored(folder), 5);
}

void TstCheckpoint::saysWhenNoneCanBeUsed()
{
    const Folder folder;
    write(folder, 5);
    write(folder, 6);
    folder.put(newest, "");
    folder.put(previous, "");
    QVERIFY(refusal([&] { restored(folder); }).contains("checkpoint.safetensors is empty"));
}

void TstCheckpoint::survivesAFullDisk()
{
    const Folder folder;
    write(folder, 5);
    const QByteArray before = folder.bytes(newest);
    const State state(6);
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit usual {};
    ::getrlimit(RLIMIT_FSIZE, &usual);
    for (const rlim_t limit : {rlim_t(0), rlim_t(1000), rlim_t(before.size() - 1)}) {
        const rlimit small {limit, usual.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
        const QString said
            = refusal([&] { writeCheckpoint(folder.path(""), description, progressOf(6), state.trainer); });
        ::setrlimit(RLIMIT_FSIZE, &usual);
        QVERIFY2(said.endsWith("cannot be written: File too large; nothing was changed"), qPrintable(said));
        QCOMPARE(folder.bytes(newest), before);
        QCOMPARE(folder.names().size(), std::size_t(1));
    }
}

void TstCheckpoint::neverHoldsWhatIsNotFinite()
{
    const Folder folder;
    write(folder, 5);
    State state(6);
    state.network.setParameter("fc4.bias", std::vector<float>(10, NAN));
    const QString said
        = refusal([&] { writeCheckpoint(folder.path(""), description, progressOf(6), state.trainer); });
    QVERIFY2(said.contains("tensor 'fc4.bias'"), qPrintable(said));
    QCOMPARE(restored(folder), 5);
}

void TstCheckpoint::leavesOutTheVelocitiesOfFrozenLayers()
{
    const Folder folder;
    State state(6, {.freezeUntil = "pool2"});
    writeCheckpoint(folder.path(""), description, progressOf(6), state.trainer);
    const WeightFile file = openSafetensors(folder.path(newest));
    QVERIFY(file.find("conv2.weight") && !file.find("velocity.conv2.weight"));
    QVERIFY(file.find("velocity.conv3.weight") && file.find("velocity.fc4.bias"));
    QVERIFY(restoreCheckpoint(folder.path(""), state.trainer));
}

void TstCheckpoint::bestHoldsTheModelAlone()
{
    const Folder folder;
    const State state(6);
    writeBest(folder.path(""), description, state.network);
    const WeightFile file = openSafetensors(folder.path("best.safetensors"));
    QCOMPARE(file.entries().size(), state.network.parameterShapes().size());
    QCOMPARE(file.metadata().size(), std::size_t(4)); // format, network, preprocessing, labels
    QCOMPARE(describeModel(file).labels, description.labels);
    State other(7);
    loadParameters(file, other.network);
    QCOMPARE(other.network.parameter("conv1.weight"), state.network.parameter("conv1.weight"));
}

void TstCheckpoint::satisfiesTheValidationLayer() { QCOMPARE(newValidationMessages(), std::string()); }

QObject* makeTstCheckpoint() { return new TstCheckpoint; }
#include "tst_checkpoint.moc"
