#include "engine/run/training_run.h"

#include "engine/run/checkpoint.h"
#include "engine/run/history.h"
#include "engine/weights/weights.h"
#include "tests/run/small_run.h"
#include "tests/support/gpu.h"

#include <QtTest>

using namespace engine;

class TstTrainingRun : public QObject {
    Q_OBJECT
private slots:
    void goesOnAsIfItHadNotStopped_data();
    void goesOnAsIfItHadNotStopped();
    void goesOnFromTheValidation();
    void goesOnFromTheBeginningWithoutACheckpoint();
    void writesAllItsFiles();
    void notesFewerStepsOfLongRuns();
    void keepsTheLastGoodStateWhenItDiverges();
    void stopsWhenAsked();
    void startsFromWeightsOfOtherClasses();
    void changesItsRate();
    void noticesOtherPictures();
    void satisfiesTheValidationLayer();
};

namespace {

using Run = std::unique_ptr<TrainingRun>;

Run begin(const Folder& folder, const RunConfig& config, const char* name = "run")
{
    return TrainingRun::begin(testDevice(), config, folder.path(name), {});
}

Run resume(const Folder& folder, const char* name = "run")
{
    return TrainingRun::resume(testDevice(), folder.path(name), {});
}

/// Makes so many steps, with the validations between them.
void steps(TrainingRun& run, int count)
{
    while (count > 0 && !run.isFinished())
        count -= run.advance().step.has_value();
}

void finish(TrainingRun& run)
{
    while (!run.isFinished())
        run.advance();
}

/// The history without what differs between equal runs: speed.
std::vector<HistoryRow> timeless(const std::filesystem::path& run)
{
    std::vector<HistoryRow> rows = readHistory(run / "history.csv");
    for (HistoryRow& row : rows)
        row.imagesPerSecond.reset();
    return rows;
}

}

void TstTrainingRun::goesOnAsIfItHadNotStopped_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("first");
    QTest::newRow("in an epoch") << "cifar-quick" << 17;
    QTest::newRow("with dropout") << "alexnet-cifar10" << 17;
    QTest::newRow("after an epoch") << "cifar-quick" << 18;
}

void TstTrainingRun::goesOnAsIfItHadNotStopped()
{
    QFETCH(QString, model);
    QFETCH(int, first);
    const Folder folder;
    putPictures(folder, "pictures", 16);
    RunConfig config = smallConfig(folder);
    config.model = model.toStdString();
    config.epochs = 7;
    config.augmentation = {.crop = true, .mirror = true, .colour = true};
    {
        const Run whole = begin(folder, config, "whole");
        QCOMPARE(whole->stepsPerEpoch(), std::int64_t(6));
        steps(*whole, 40);
        whole->save();
        const Run part = begin(folder, config, "parts");
        steps(*part, first);
        part->save();
        steps(*part, 1); // lost: as when it is killed
    }
    {
        const Run rest = resume(folder, "parts");
        QCOMPARE(rest->progress().iteration, std::int64_t(first));
        steps(*rest, 40 - first);
        rest->save();
    }
    for (const char* file : {"checkpoint.safetensors", "best.safetensors", "config.json"})
        QVERIFY2(areEqual(folder.path("whole") / file, folder.path("parts") / file), file);
    QCOMPARE(readProgress(folder.path("whole"))->iteration, std::int64_t(40));
    QVERIFY(timeless(folder.path("whole")) == timeless(folder.path("parts")));
    std::size_t snapshots = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path("whole/snapshots"))) {
        QVERIFY(areEqual(entry.path(), folder.path("parts/snapshots") / entry.path().filename()));
        ++snapshots;
    }
    QCOMPARE(snapshots, std::size_t(4 + 6)); // after 0, 1, 2, 4 steps, then after six epochs
}

void TstTrainingRun::goesOnFromTheValidation()
{
    const Folder folder;
    putPictures(folder, "pictures", 16);
    {
        const Run whole = begin(folder, smallConfig(folder), "whole");
        finish(*whole);
        const Run part = begin(folder, smallConfig(folder), "parts");
        steps(*part, 6);
        QVERIFY(part->advance().validated == 4); // of 8
        part->save();
        finish(*part);
    }
    const Run rest = resume(folder, "parts");
    QVERIFY(rest->isFinished());
    QVERIFY(
        areEqual(folder.path("whole/checkpoint.safetensors"), folder.path("parts/checkpoint.safetensors")));
}

void TstTrainingRun::goesOnFromTheBeginningWithoutACheckpoint()
{
    const Folder folder;
    putPictures(folder, "pictures", 16);
    begin(folder, smallConfig(folder), "whole");
    begin(folder, smallConfig(folder), "parts");
    std::filesystem::remove(folder.path("parts/checkpoint.safetensors"));
    resume(folder, "parts")->save();
    QVERIFY(
        areEqual(folder.path("whole/checkpoint.safetensors"), folder.path("parts/checkpoint.safetensors")));
}

void TstTrainingRun::writesAllItsFiles()
{
    const Folder folder;
    putPictures(folder, "pictures", 16);
    const Run run = begin(folder, smallConfig(folder));
    finish(*run);
    const Advance nothing = run->advance();
    QVERIFY(!nothing.step && !nothing.saved && !nothing.epoch);
    const RunConfig config = readConfig(folder.path("run"));
    QCOMPARE(config.classes, (std::vector<std::string> {"bird", "cat"}));
    QCOMPARE(config.trainingPictures, 24);
    QCOMPARE(config.validationPictures, 8);
    QCOMPARE(config.trainer.microBatch, 4);
    QCOMPARE(config.device, testDevice().info().name);
    const std::vector<HistoryRow> rows = readHistory(folder.path("run/history.csv"));
    QCOMPARE(rows.size(), std::size_t(14));
    QVERIFY(rows[6].closesEpoch() && rows[6].valLoss && rows[6].iteration == 6 && rows[6].epoch == 1);
    double sum = 0;
    for (int i = 0; i < 6; ++i)
        sum += *rows[std::size_t(i)].trainLoss;
    QVERIFY(std::abs(*rows[6].trainLoss - sum / 6) < 1e-4); // the history has six digits
    for (const char* name : {"checkpoint.safetensors", "checkpoint.previous.safetensors", "best.safetensors",
             "events.out.tfevents.alexscope"})
        QVERIFY2(std::filesystem::file_size(folder.path("run") / name) > 0, name);
}

void TstTrainingRun::notesFewerStepsOfLongRuns()
{
    const Folder folder;
    putPictures(folder, "pictures", 16);
    RunConfig config = smallConfig(folder);
    config.epochs = 10'000; // 60,000 steps, three times as many as are noted
    steps(*begin(folder, config), 8);
    QList<int> iterations;
    for (const HistoryRow& row : readHistory(folder.path("run/history.csv")))
        iterations << int(row.iteration);
    QCOMPARE(iterations, QList<int>({4, 6, 8})); // two steps, and an epoch between them
}

void TstTrainingRun::keepsTheLastGoodStateWhenItDiverges()
{
    const Folder folder;
    putPictures(folder, "pictures", 16);
    RunConfig config = smallConfig(folder);
    config.rate = 1e6;
    config.schedule.kind = Schedule::Constant;
    const Run run = begin(folder, config);
    const QByteArray before = folder.bytes("run/checkpoint.safetensors");
    QString said;
    try {
        steps(*run, 6);
    } catch (const DivergedError& error) {
        said = error.what();
    }
    QVERIFY2(said.contains("learning rate"), qPrintable(said));
    QCOMPARE(folder.bytes("run/checkpoint.safetensors"), before);
    QVERIFY(!std::filesystem::exists(folder.path("run/best.safetensors")));
}

void TstTrainingRun::stopsWhenAsked()
{
    const Folder folder;
    putPictures(folder, "pictures", 16);
    const Run run = begin(folder, smallConfig(folder));
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(run->advance(stop.get_token()).stopped);
    QCOMPARE(run->progress().iteration, std::int64_t(0));
    QVERIFY(run->advance().step);
}

void TstTrainingRun::startsFromWeightsOfOtherClasses()
{
    const Folder folder;
    putPictures(folder, "pictures", 16);
    finish(*begin(folder, smallConfig(folder), "first"));
    std::filesystem::create_directories(folder.path("pictures/dog"));
    std::filesystem::copy(folder.path("pictures/cat"), folder.path("pictures/dog"));
    RunConfig config = smallConfig(folder);
    config.weights = folder.path("first/best.safetensors").string();
    config.trainer.freezeUntil = "pool3";
    const Run second = begin(folder, config, "second");
    QCOMPARE(second->notices().size(), std::size_t(1));
    QVERIFY(second->notices()[0].ends_with("tells 2 classes apart, the data set 3: fc4 starts anew"));
    finish(*second);
    const WeightFile before = openWeights(config.weights);
    const WeightFile after = openWeights(folder.path("second/best.safetensors"));
    QCOMPARE(valuesOf(after, *after.find("conv1.weight")), valuesOf(before, *before.find("conv1.weight")));
    QCOMPARE(after.find("fc4.weight")->shape, (std::vector<std::int64_t> {3, 576}));
    config.model = "alexnet";
    QVERIFY(refusal([&] {
        begin(folder, config, "third");
    }).contains("has the weights of 'cifar-quick', not of alexnet"));
}

void TstTrainingRun::changesItsRate()
{
    const Folder folder;
    putPictures(folder, "pictures", 16);
    RunConfig config = smallConfig(folder);
    config.schedule.kind = Schedule::Constant;
    {
        const Run run = begin(folder, config);
        steps(*run, 1);
        run->setRate(0.0005);
        run->save();
    }
    steps(*resume(folder), 1);
    const std::vector<HistoryRow> rows = readHistory(folder.path("run/history.csv"));
    QCOMPARE(rows[0].rate.value(), 0.001);
    QCOMPARE(rows[1].rate.value(), 0.0005);
}

void TstTrainingRun::noticesOtherPictures()
{
    const Folder folder;
    putPictures(folder, "pictures", 16);
    begin(folder, smallConfig(folder));
    QVERIFY(refusal([&] { begin(folder, smallConfig(folder)); }).contains("is a run already"));
    std::filesystem::remove(folder.path("pictures/cat/0.png"));
    const QString fewer = refusal([&] { resume(folder); });
    QVERIFY2(fewer.contains("pictures to train and to validate with, 24 + 8 when the run began"),
        qPrintable(fewer));
    std::filesystem::rename(folder.path("pictures/cat"), folder.path("pictures/dog"));
    QVERIFY(refusal([&] { resume(folder); }).contains("has other classes than when the run began"));
}

void TstTrainingRun::satisfiesTheValidationLayer() { QCOMPARE(newValidationMessages(), std::string()); }

QObject* makeTstTrainingRun() { return new TstTrainingRun; }
#include "tst_training_run.moc"
