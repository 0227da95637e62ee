#include "engine/core/error.h"
#include "tests/run/small_run.h"

#include <QtTest>

using namespace engine;

class TstRunConfig : public QObject {
    Q_OBJECT
private slots:
    void comesBackAsItWas();
    void takesThePapersSettingsForAlexNet();
    void refusesDamage_data();
    void refusesDamage();
};

static RunConfig everythingSet()
{
    RunConfig config = defaultsFor("cifar-quick");
    config.program = "alexscope 9";
    config.dataset = "a folder";
    config.validation = "0.2";
    config.augmentation = {.scale = true, .colour = true};
    config.weights = "w.safetensors";
    config.dropout = 0.3f;
    config.rate = 1.0 / 3;
    config.schedule = {Schedule::OneCycle, 5, 7, 3, 11};
    config.trainer = {0.8, 1e-3, false, 2, 1.5, "conv2", 18446744073709551615u, 16};
    config.classes = {"a", "b \"quoted\"", "ä"};
    config.trainingPictures = 90;
    config.validationPictures = 10;
    config.recipe = InputRecipe {.order = InputRecipe::Order::Bgr, .resize = 40, .crop = 32, .divisor = 255};
    config.device = "a device";
    config.driver = "its driver 1.2";
    config.operands = "storage";
    config.subgroupKernels = false;
    config.subgroupSize = 32;
    config.kernels = {{"a product", "a kernel rows 8 storage"}};
    return config;
}

void TstRunConfig::comesBackAsItWas()
{
    const std::string text = configToJson(everythingSet());
    const RunConfig back = configFromJson(text, "config.json");
    QCOMPARE(configToJson(back), text);
    QCOMPARE(back.trainer.seed, std::uint64_t(18446744073709551615u));
    QCOMPARE(back.rate, 1.0 / 3);
    QCOMPARE(back.dropout.value(), 0.3f);
    QVERIFY(back.recipe == everythingSet().recipe);
    QVERIFY(back.augmentation == everythingSet().augmentation);
    QCOMPARE(back.kernels, everythingSet().kernels);
    QVERIFY(text.find("micro_batch\": 16") != text.npos);
}

void TstRunConfig::takesThePapersSettingsForAlexNet()
{
    const RunConfig paper = defaultsFor("alexnet");
    QCOMPARE(paper.epochs, 90);
    QCOMPARE(paper.batch, 128);
    QCOMPARE(paper.rate, 0.01);
    QCOMPARE(paper.trainer.momentum, 0.9);
    QCOMPARE(paper.trainer.weightDecay, 5e-4);
    QCOMPARE(scheduleName(paper.schedule.kind), std::string("plateau"));
    QCOMPARE(augmentationName(paper.augmentation), std::string("crop,mirror,pca"));
    QVERIFY(paper.initialisation == Initialisation::Paper);
    QVERIFY(defaultsFor("cifar-quick").initialisation == Initialisation::He);
}

void TstRunConfig::refusesDamage_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* name, const char* from, const char* to, const char* words) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QByteArray(words);
    };
    row("no JSON", "{", "", "config.json is damaged");
    row("no epochs", "\"epochs\"", "\"epoch\"", "config.json is damaged");
    row("a word for a number", "\"epochs\": 20", "\"epochs\": \"x\"", "config.json is damaged");
    row("nothing to do", "\"epochs\": 20", "\"epochs\": 0", "must be above 0");
    row("unknown schedule", "one-cycle", "two-cycle", "config.json: there is no schedule \"two-cycle\"");
    row("bad recipe", "\"crop\": 32", "\"crop\": 0", "config.json: crop is 0");
}

void TstRunConfig::refusesDamage()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, words);
    QByteArray text = QByteArray::fromStdString(configToJson(everythingSet()));
    text.replace(text.indexOf(from), from.size(), to);
    const QString said = refusal([&] { configFromJson(text.toStdString(), "config.json"); });
    QVERIFY2(said.contains(words), qPrintable(said));
}

QObject* makeTstRunConfig() { return new TstRunConfig; }
#include "tst_run_config.moc"
