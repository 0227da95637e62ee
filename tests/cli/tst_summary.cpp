#include "tests/cli/program.h"

#include <QtTest>

class TstSummary : public QObject {
    Q_OBJECT

private slots:
    void tellsAllOfEveryLayer();
    void namesLayersInOrder();
    void givesShapesWithoutTheBatch();
    void givesTotals_data();
    void givesTotals();
    void addsUpTheLayers();
    void takesTheBuiltInModelByDefault();
    void needsNoDevice();
    void writesForPeople();
};

static Json summary(const QString& model)
{
    return Workplace().run({"summary", "--model", model, "--json"}).json();
}

static Json layer(const Json& summary, const char* name)
{
    for (const Json& row : summary["layers"]) {
        if (row["name"] == name)
            return row;
    }
    return {};
}

void TstSummary::tellsAllOfEveryLayer()
{
    const Json alexnet = summary("alexnet");
    QCOMPARE(faultOf(alexnet,
                 {{"model", "string"}, {"input", "array"}, {"layers", "array"}, {"parameters", "number"},
                     {"macs", "number"}, {"neurons", "number"}}),
        QString());
    QCOMPARE(alexnet["model"], Json("alexnet"));
    QCOMPARE(alexnet["input"], Json({3, 227, 227}));
    for (const Json& row : alexnet["layers"])
        QCOMPARE(faultOf(row,
                     {{"name", "string"}, {"type", "string"}, {"output", "array"}, {"parameters", "number"},
                         {"macs", "number"}, {"neurons", "number"}, {"receptive_field", "number"}}),
            QString());
}

void TstSummary::namesLayersInOrder()
{
    const Json alexnet = summary("alexnet");
    QStringList names;
    for (const Json& row : alexnet["layers"])
        names << QString::fromStdString(row["name"].get<std::string>());
    QCOMPARE(names.join(' '),
        "conv1 relu1 norm1 pool1 conv2 relu2 norm2 pool2 conv3 relu3 conv4 relu4 conv5 relu5 pool5 "
        "fc6 relu6 drop6 fc7 relu7 drop7 fc8 prob");
}

void TstSummary::givesShapesWithoutTheBatch()
{
    const Json alexnet = summary("alexnet");
    const Json conv1 = layer(alexnet, "conv1");
    QCOMPARE(conv1["output"], Json({96, 55, 55}));
    QCOMPARE(conv1["parameters"], Json(34'944));
    QCOMPARE(conv1["macs"], Json(105'415'200));
    QCOMPARE(conv1["neurons"], Json(290'400));
    QCOMPARE(conv1["receptive_field"], Json(11));
    QCOMPARE(layer(alexnet, "pool5")["output"], Json({256, 6, 6}));
    QCOMPARE(layer(alexnet, "pool5")["neurons"], Json(0));
    QCOMPARE(layer(alexnet, "pool5")["receptive_field"], Json(195));
    QCOMPARE(layer(alexnet, "fc6")["output"], Json(std::vector<int> {4096}));
    for (const char* name : {"fc6", "fc7", "fc8", "prob"})
        QCOMPARE(layer(alexnet, name)["receptive_field"], Json(355));
}

void TstSummary::givesTotals_data()
{
    QTest::addColumn<qint64>("parameters");
    QTest::addColumn<qint64>("macs");
    QTest::addColumn<qint64>("neurons");
    QTest::newRow("alexnet") << qint64(60'965'224) << qint64(724'406'816) << qint64(659'272);
    QTest::newRow("alexnet-torchvision") << qint64(61'100'840) << qint64(714'188'480) << qint64(494'184);
}

void TstSummary::givesTotals()
{
    QFETCH(qint64, parameters);
    QFETCH(qint64, macs);
    QFETCH(qint64, neurons);
    const Json found = summary(QTest::currentDataTag());
    QCOMPARE(found["parameters"], Json(parameters));
    QCOMPARE(found["macs"], Json(macs));
    QCOMPARE(found["neurons"], Json(neurons));
}

void TstSummary::addsUpTheLayers()
{
    const Json models = Workplace().run({"models", "--json"}).json()["models"];
    QCOMPARE(models.size(), std::size_t(6));
    for (const Json& model : models) {
        const QString name = QString::fromStdString(model["name"].get<std::string>());
        const Json found = summary(name);
        for (const char* column : {"parameters", "macs", "neurons"}) {
            qint64 total = 0;
            for (const Json& row : found["layers"])
                total += row[column].get<qint64>();
            QVERIFY2(found[column] == total, qPrintable(name));
        }
        QCOMPARE(found["parameters"], model["parameters"]);
    }
}

void TstSummary::takesTheBuiltInModelByDefault()
{
    const Answer answer = Workplace().run({"summary", "--json"});
    QCOMPARE(answer.json()["model"], Json("alexnet-cifar10"));
    QCOMPARE(answer.json()["input"], Json({3, 32, 32}));
}

void TstSummary::needsNoDevice()
{
    const Answer answer
        = Workplace().run({"summary", "--model", "caffenet", "--json"}, {.variables = withoutVulkan()});
    QCOMPARE(answer.code, 0);
    QCOMPARE(answer.err, QByteArray());
    QCOMPARE(answer.json()["model"], Json("caffenet"));
}

void TstSummary::writesForPeople()
{
    const Answer answer = Workplace().run({"summary", "--model", "alexnet"});
    QCOMPARE(answer.code, 0);
    QVERIFY(answer.out.contains("96 x 55 x 55"));
    QVERIFY(answer.out.contains("60965224"));
}

QObject* makeTstSummary() { return new TstSummary; }

#include "tst_summary.moc"
