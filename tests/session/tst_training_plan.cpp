#include "app/session/training_config.h"
#include "app/session/training_plan.h"
#include "engine/core/error.h"

#include <QtTest>

#include <algorithm>

/// What is asked for in the window, and what the engine is told.
class TstTrainingPlan : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources"); }
    void beginsWithWhatTheCommandLineTakes();
    void knowsThePapersNumbers();
    void survivesTheWayToTheEngineAndBack_data();
    void survivesTheWayToTheEngineAndBack();
    void freezesAllButTheLastLayer();
    void saysWhichWeightsAreMissing();
    void listsTheNetworks();
    void twinsDifferInOneThing();
};

void TstTrainingPlan::beginsWithWhatTheCommandLineTakes()
{
    for (const TrainableNetwork& network : trainableNetworks()) {
        const TrainingPlan plan = planFor(network.name);
        const engine::RunConfig config = configOf(plan),
                                wanted = engine::defaultsFor(network.name.toStdString());
        QCOMPARE(config.epochs, wanted.epochs);
        QCOMPARE(config.batch, wanted.batch);
        QCOMPARE(config.rate, wanted.rate);
        QVERIFY(config.schedule.kind == wanted.schedule.kind);
        QCOMPARE(config.schedule.warmUpSteps, wanted.schedule.warmUpSteps);
        QVERIFY(config.augmentation == wanted.augmentation);
        QVERIFY(config.initialisation == wanted.initialisation);
        QVERIFY(!config.dropout);
        QCOMPARE(config.trainer.momentum, wanted.trainer.momentum);
    }
}

void TstTrainingPlan::knowsThePapersNumbers()
{
    const TrainingPlan paper = paperPlan();
    QCOMPARE(paper.rate, 0.01);
    QCOMPARE(paper.momentum, 0.9);
    QCOMPARE(paper.weightDecay, 0.0005);
    QCOMPARE(paper.batch, 128);
    QCOMPARE(paper.epochs, 90);
    QCOMPARE(*paper.dropout, 0.5);
    QCOMPARE(paper.schedule, QString("plateau"));
    QVERIFY(paper.augmentation.pca && paper.augmentation.crop && paper.augmentation.mirror);
}

void TstTrainingPlan::survivesTheWayToTheEngineAndBack_data()
{
    QTest::addColumn<int>("which");
    for (int i = 0; i < 4; ++i)
        QTest::addRow("plan %d", i) << i;
}

void TstTrainingPlan::survivesTheWayToTheEngineAndBack()
{
    QFETCH(int, which);
    TrainingPlan plan = planFor("alexnet-cifar10");
    if (which == 1) {
        plan.normalisation = plan.relu = false;
        plan.dropout = 0.3;
        plan.initialisation = "paper";
        plan.augmentation = {.scale = true, .colour = true, .pca = true};
    } else if (which == 2) {
        plan.method = TrainingMethod::Features;
        plan.weights = "/somewhere/weights.safetensors";
        plan.dataset = "/pictures/of vögel";
        plan.validation = "0.2";
        plan.seed = 12345678901234ull;
    } else if (which == 3) {
        plan.method = TrainingMethod::Transfer;
        plan.weights = "/somewhere/weights.safetensors";
        plan.schedule = "step";
        plan.stepEpochs = 7;
        plan.divisor = 5;
        plan.clip = 3;
        plan.decayBiases = false;
        plan.biasRate = 2;
        plan.microBatch = 16;
    }
    const engine::RunConfig config = configOf(plan);
    QVERIFY(planOf(config) == plan);
    QVERIFY(planOf(engine::configFromJson(engine::configToJson(config), "text")) == plan);
}

void TstTrainingPlan::freezesAllButTheLastLayer()
{
    TrainingPlan plan = planFor("alexnet-cifar10");
    plan.method = TrainingMethod::Features;
    const engine::RunConfig config = configOf(plan);
    QCOMPARE(config.trainer.freezeUntil, std::string("drop7"));
    QVERIFY(QString::fromStdString(config.weights).endsWith("models/alexnet-cifar10.safetensors"));
}

void TstTrainingPlan::saysWhichWeightsAreMissing()
{
    TrainingPlan plan = planFor("cifar-quick");
    plan.method = TrainingMethod::Transfer;
    QVERIFY_THROWS_EXCEPTION(engine::Error, configOf(plan));
    plan.weights = "/mine.safetensors";
    QCOMPARE(configOf(plan).weights, std::string("/mine.safetensors"));
}

void TstTrainingPlan::listsTheNetworks()
{
    const std::vector<TrainableNetwork> networks = trainableNetworks();
    QCOMPARE(networks.front().name, QString("alexnet-cifar10"));
    QVERIFY(networks.front().comesWithWeights);
    QCOMPARE(networks.front().dropout, 0.4);
    QCOMPARE(networks.front().side, 32);
    const auto quick = std::find_if(networks.begin(), networks.end(),
        [](const TrainableNetwork& network) { return network.name == "cifar-quick"; });
    QVERIFY(quick != networks.end());
    QVERIFY(!quick->hasDropout);
    QVERIFY(quick->hasNormalisation);
}

void TstTrainingPlan::twinsDifferInOneThing()
{
    TrainingPlan plan = planFor("alexnet-cifar10");
    QCOMPARE(twinDifferencesOf(plan).size(), std::size_t(8));
    for (const TwinDifference difference : twinDifferencesOf(plan)) {
        const TrainingPlan twin = twinOf(plan, difference);
        QVERIFY(twin != plan);
        QCOMPARE(twin.seed, plan.seed);
        QVERIFY(twinWords(twin, difference) != twinWords(plan, difference));
        configOf(twin); // a network that there is
    }
    QCOMPARE(*twinOf(plan, TwinDifference::Dropout).dropout, 0.0);
    QCOMPARE(twinWords(plan, TwinDifference::Dropout), QString("dropout 0.4"));
    const std::vector<TwinDifference> quick = twinDifferencesOf(planFor("cifar-quick"));
    QVERIFY(std::find(quick.begin(), quick.end(), TwinDifference::Dropout) == quick.end());
}

QObject* makeTstTrainingPlan() { return new TstTrainingPlan; }
#include "tst_training_plan.moc"
