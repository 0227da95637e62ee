#include "tests/cli/program.h"

#include <QtTest>

class TstBench : public QObject {
    Q_OBJECT

private slots:
    void measuresInJson();
    void measuresForPeople();
    void takesTheBuiltInModelByDefault();
};

void TstBench::measuresInJson()
{
    const Answer answer = Workplace().run(
        {"bench", "--model", "cifar-quick", "--random-weights", "--batch", "3", "--repeat", "4", "--json"});
    QCOMPARE(answer.err, QByteArray());
    QCOMPARE(answer.code, 0);
    const Json found = answer.json();
    QCOMPARE(faultOf(found,
                 {{"model", "string"}, {"device", "string"}, {"batch", "number"}, {"milliseconds", "object"},
                     {"images_per_second", "number"}, {"peak_device_bytes", "number"}, {"layers", "array"}}),
        QString());
    QCOMPARE(found["model"], Json("cifar-quick"));
    QCOMPARE(found["batch"], Json(3));
    const Json& times = found["milliseconds"];
    QCOMPARE(faultOf(times, {{"median", "number"}, {"min", "number"}, {"max", "number"}}), QString());
    QVERIFY(times["min"] <= times["median"]);
    QVERIFY(times["median"] <= times["max"]);
    QVERIFY(found["peak_device_bytes"].get<double>() > 145'578 * 4); // the parameters alone
    QVERIFY(found["layers"].size() > 5);
    for (const Json& layer : found["layers"])
        QCOMPARE(faultOf(layer, {{"name", "string"}, {"milliseconds", "number"}, {"gflops", "number"}}),
            QString());
    QCOMPARE(found["layers"][0]["name"], Json("conv1"));
}

void TstBench::measuresForPeople()
{
    const Answer answer
        = Workplace().run({"bench", "--model", "cifar-quick", "--random-weights", "--repeat", "1"});
    QCOMPARE(answer.code, 0);
    QVERIFY(answer.out.startsWith("cifar-quick on "));
    QVERIFY(answer.out.contains("images/s"));
}

void TstBench::takesTheBuiltInModelByDefault()
{
    const Json found = Workplace().run({"bench", "--repeat", "1", "--json"}).json();
    QCOMPARE(found["model"], Json("alexnet-cifar10"));
    QCOMPARE(found["batch"], Json(1));
}

QObject* makeTstBench() { return new TstBench; }

#include "tst_bench.moc"
