#include "engine/core/error.h"
#include "engine/network/architecture.h"

#include <QtTest>

using namespace engine;

class TstSummary : public QObject {
    Q_OBJECT
private slots:
    void givesTheKnownRows_data();
    void givesTheKnownRows();
    void givesTheKnownTotals_data();
    void givesTheKnownTotals();
    void keepsTheBuiltInNetworkSmall();
    void namesWhatItDoesNotKnow();
};

namespace {

std::vector<LayerSummary> rowsOf(const char* name)
{
    const Architecture& architecture = findArchitecture(name);
    return summarize(architecture.layers, architecture.input());
}

}

void TstSummary::givesTheKnownRows_data()
{
    QTest::addColumn<QString>("layer");
    QTest::addColumn<std::vector<int>>("output");
    QTest::addColumn<qint64>("parameters");
    QTest::addColumn<qint64>("macs");
    QTest::addColumn<qint64>("neurons");
    QTest::addColumn<int>("field");
    const auto row = [](const char* layer, const std::vector<int>& output, qint64 parameters, qint64 macs,
                         qint64 neurons, int field) {
        QTest::newRow(layer) << QString(layer) << output << parameters << macs << neurons << field;
    };
    // Weights plus biases, multiply-adds, neurons, receptive field: counted from the paper's table by hand.
    row("conv1", {96, 55, 55}, 34848 + 96, 105415200, 290400, 11);
    row("relu1", {96, 55, 55}, 0, 0, 0, 11);
    row("norm1", {96, 55, 55}, 0, 0, 0, 11);
    row("pool1", {96, 27, 27}, 0, 0, 0, 19);
    row("conv2", {256, 27, 27}, 307200 + 256, 223948800, 186624, 51);
    row("pool2", {256, 13, 13}, 0, 0, 0, 67);
    row("conv3", {384, 13, 13}, 884736 + 384, 149520384, 64896, 99);
    row("conv4", {384, 13, 13}, 663552 + 384, 112140288, 64896, 131);
    row("conv5", {256, 13, 13}, 442368 + 256, 74760192, 43264, 163);
    row("pool5", {256, 6, 6}, 0, 0, 0, 195);
    row("fc6", {4096}, 37748736 + 4096, 37748736, 4096, 355);
    row("fc7", {4096}, 16777216 + 4096, 16777216, 4096, 355);
    row("fc8", {1000}, 4096000 + 1000, 4096000, 1000, 355);
    row("prob", {1000}, 0, 0, 0, 355);
}

void TstSummary::givesTheKnownRows()
{
    QFETCH(QString, layer);
    for (const LayerSummary& row : rowsOf("alexnet"))
        if (row.name == layer.toStdString()) {
            QTEST(row.output, "output");
            QTEST(qint64(row.parameters), "parameters");
            QTEST(qint64(row.multiplyAdds), "macs");
            QTEST(qint64(row.neurons), "neurons");
            QTEST(row.receptiveField, "field");
            return;
        }
    QFAIL("no such layer");
}

void TstSummary::givesTheKnownTotals_data()
{
    QTest::addColumn<qint64>("parameters");
    QTest::addColumn<qint64>("macs");
    QTest::addColumn<qint64>("neurons");
    for (const char* grouped : {"alexnet", "alexnet-bvlc", "caffenet"})
        QTest::newRow(grouped) << qint64(60965224) << qint64(724406816) << qint64(659272);
    QTest::newRow("alexnet-torchvision") << qint64(61100840) << qint64(714188480) << qint64(494184);
    QTest::newRow("cifar-quick") << qint64(85098) << qint64(10732160) << qint64(43114);
}

void TstSummary::givesTheKnownTotals()
{
    qint64 parameters = 0, macs = 0, neurons = 0;
    for (const LayerSummary& row : rowsOf(QTest::currentDataTag())) {
        parameters += row.parameters;
        macs += row.multiplyAdds;
        neurons += row.neurons;
    }
    QTEST(parameters, "parameters");
    QTEST(macs, "macs");
    QTEST(neurons, "neurons");
}

void TstSummary::keepsTheBuiltInNetworkSmall()
{
    qint64 parameters = 0, macs = 0;
    for (const LayerSummary& row : rowsOf("alexnet-cifar10")) {
        parameters += row.parameters;
        macs += row.multiplyAdds;
    }
    QVERIFY(macs <= 30'000'000);
    QVERIFY(parameters * 4 <= 10'000'000);
}

void TstSummary::namesWhatItDoesNotKnow()
{
    try {
        findArchitecture("resnet");
        QFAIL("resnet is not a model");
    } catch (const UsageError& error) {
        QVERIFY(QString(error.what()).contains("resnet") && QString(error.what()).contains("caffenet"));
    }
}

QObject* makeTstSummary() { return new TstSummary; }
#include "tst_summary.moc"
