#include "engine/run/training_run.h"
#include "tests/run/small_run.h"
#include "tests/support/gpu.h"

#include <QtTest>

using namespace engine;

/// A run computes to its end with the kernels that it began with, whatever is measured meanwhile.
class TstRunKernels : public QObject {
    Q_OBJECT

private slots:
    void init() { testDevice().choices().replace({}); }
    void cleanup() { testDevice().choices().replace({}); }
    void areWrittenDown();
    void areThoseOfTheBeginningAfterResuming();
    void areTheUsualOnesInOlderRuns();
};

namespace {

/// For every piece of work of the run another way than the usual one, where there is one.
Choices::Table otherWays()
{
    Choices::Table table;
    for (const auto& [piece, decision] : testDevice().choices().decisions())
        if (decision.candidates.size() > 1)
            table[piece] = decision.candidates[1].text();
    return table;
}

Choices::Table begun(const Folder& folder)
{
    TrainingRun::begin(testDevice(), smallConfig(folder), folder.path("run"), {});
    return readConfig(folder.path("run")).kernels;
}

Choices::Table resumed(const Folder& folder)
{
    return TrainingRun::resume(testDevice(), folder.path("run"), {})->config().kernels;
}

}

void TstRunKernels::areWrittenDown()
{
    const Folder folder;
    putPictures(folder, "pictures", 16);
    const Choices::Table kernels = begun(folder);
    QVERIFY(kernels.size() >= 8); // of four layers forward, and back to their weights
    QCOMPARE(kernels, testDevice().choices().taken());
}

void TstRunKernels::areThoseOfTheBeginningAfterResuming()
{
    const Folder folder;
    putPictures(folder, "pictures", 16);
    const Choices::Table usual = begun(folder);
    testDevice().choices().replace(otherWays()); // measured since
    QCOMPARE(resumed(folder), usual);

    const Folder second;
    putPictures(second, "pictures", 16);
    testDevice().choices().replace({});
    begun(second);
    testDevice().choices().replace(otherWays()); // measured before
    std::filesystem::remove_all(second.path("run"));
    const Choices::Table tuned = begun(second);
    QVERIFY(tuned != usual);
    testDevice().choices().replace({});
    QCOMPARE(resumed(second), tuned);
}

void TstRunKernels::areTheUsualOnesInOlderRuns()
{
    const Folder folder;
    putPictures(folder, "pictures", 16);
    const Choices::Table usual = begun(folder);
    RunConfig config = readConfig(folder.path("run"));
    config.kernels = {};
    writeConfig(folder.path("run"), config);
    testDevice().choices().replace(otherWays());
    QCOMPARE(resumed(folder), usual);
}

QObject* makeTstRunKernels() { return new TstRunKernels; }

#include "tst_run_kernels.moc"
