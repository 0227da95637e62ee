#include "engine/training/initialisation.h"

#include "engine/core/error.h"
#include "engine/network/architecture.h"
#include "tests/support/gpu.h"

#include <QtTest>

#include <cmath>

using namespace engine;

class TstInitialisation : public QObject {
    Q_OBJECT
private slots:
    void knowsItsNames();
    void spreadsWeights_data();
    void spreadsWeights();
    void setsThePapersBiases();
    void dependsOnTheSeedAlone();
    void drawsOneLayerAlone();
};

namespace {

Network networkFor(const char* model)
{
    const Architecture& architecture = findArchitecture(model);
    return Network(testDevice(), architecture.layers, architecture.input());
}

struct Moments {
    double mean = 0, deviation = 0;
};

Moments momentsOf(const std::vector<float>& values)
{
    double sum = 0, squares = 0;
    for (const float value : values) {
        sum += value;
        squares += double(value) * value;
    }
    const double mean = sum / double(values.size());
    return {mean, std::sqrt(squares / double(values.size()) - mean * mean)};
}

}

void TstInitialisation::knowsItsNames()
{
    for (const char* name : {"paper", "he"})
        QCOMPARE(initialisationName(initialisationNamed(name)), std::string(name));
    QVERIFY_EXCEPTION_THROWN(initialisationNamed("xavier"), UsageError);
}

void TstInitialisation::spreadsWeights_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<QString>("parameter");
    QTest::addColumn<double>("deviation");
    QTest::newRow("paper, first") << "paper"
                                  << "conv1.weight" << 0.01;
    QTest::newRow("paper, last") << "paper"
                                 << "fc8.weight" << 0.01;
    QTest::newRow("He, first") << "he"
                               << "conv1.weight" << std::sqrt(2.0 / (3 * 5 * 5));
    QTest::newRow("He, in groups") << "he"
                                   << "conv2.weight" << std::sqrt(2.0 / (32 * 3 * 3));
    QTest::newRow("He, fully connected") << "he"
                                         << "fc7.weight" << std::sqrt(2.0 / 512);
    QTest::newRow("He, last") << "he"
                              << "fc8.weight" << 0.01;
}

void TstInitialisation::spreadsWeights()
{
    QFETCH(QString, how);
    QFETCH(QString, parameter);
    QFETCH(double, deviation);
    Network network = networkFor("alexnet-cifar10");
    initialise(network, initialisationNamed(how.toStdString()), 1);
    const std::vector<float> values = network.parameter(parameter.toStdString());
    const Moments moments = momentsOf(values);
    // Five standard errors of mean and deviation.
    const double error = 5 * deviation / std::sqrt(double(values.size()));
    QVERIFY(std::abs(moments.mean) < error);
    QVERIFY(std::abs(moments.deviation - deviation) < error);
}

void TstInitialisation::setsThePapersBiases()
{
    Network network = networkFor("alexnet-cifar10");
    initialise(network, Initialisation::Paper, 1);
    for (const auto& [layer, bias] : std::vector<std::pair<std::string, float>> {{"conv1", 0}, {"conv2", 1},
             {"conv3", 0}, {"conv4", 1}, {"conv5", 1}, {"fc6", 1}, {"fc7", 1}, {"fc8", 0}}) {
        const std::vector<float> values = network.parameter(layer + ".bias");
        QCOMPARE(values, std::vector<float>(values.size(), bias));
    }
    initialise(network, Initialisation::He, 1);
    QCOMPARE(network.parameter("fc6.bias"), std::vector<float>(512, 0));
}

void TstInitialisation::dependsOnTheSeedAlone()
{
    Network one = networkFor("cifar-quick"), two = networkFor("cifar-quick");
    initialise(one, Initialisation::He, 5);
    initialise(two, Initialisation::He, 5);
    QCOMPARE(one.parameter("conv2.weight"), two.parameter("conv2.weight"));
    initialise(two, Initialisation::He, 6);
    QVERIFY(one.parameter("conv2.weight") != two.parameter("conv2.weight"));
    QVERIFY(one.parameter("conv2.weight")[0] != one.parameter("conv1.weight")[0]);
}

void TstInitialisation::drawsOneLayerAlone()
{
    Network whole = networkFor("cifar-quick"), part = networkFor("cifar-quick");
    initialise(whole, Initialisation::He, 5);
    initialise(part, Initialisation::He, 5, "fc4");
    QCOMPARE(part.parameter("fc4.weight"), whole.parameter("fc4.weight"));
    const std::vector<float> conv1 = part.parameter("conv1.weight");
    QCOMPARE(conv1, std::vector<float>(conv1.size(), 0));
}

QObject* makeTstInitialisation() { return new TstInitialisation; }
#include "tst_initialisation.moc"
