#include "tests/cli/program.h"

#include <QtTest>

#include <set>

class TstSelftest : public QObject {
    Q_OBJECT

private slots:
    void agreesWithTheReference();
    void writesForPeople();
};

void TstSelftest::agreesWithTheReference()
{
    const Answer answer = Workplace().run({"selftest", "--json"});
    QCOMPARE(answer.err, QByteArray());
    QCOMPARE(answer.code, 0);
    const Json found = answer.json();
    QCOMPARE(found["ok"], Json(true));
    QVERIFY(found["rows"].is_array());
    std::set<std::string> kernels;
    for (const Json& row : found["rows"]) {
        QCOMPARE(faultOf(row,
                     {{"kernel", "string"}, {"variant", "string"}, {"max_error", "number"},
                         {"tolerance", "number"}, {"ok", "boolean"}}),
            QString());
        QCOMPARE(row["ok"], Json(true));
        QVERIFY(row["max_error"].get<double>() <= row["tolerance"].get<double>());
        kernels.insert(row["kernel"].get<std::string>() + " " + row["variant"].get<std::string>());
    }
    for (const char* kernel :
        {"convolution_general texels", "convolution_general storage", "max_pool texels", "max_pool storage",
            "lrn texels", "softmax storage", "lrn_backward texels", "max_pool_backward storage",
            "convolution_general_weights texels", "fully_connected_data_general storage",
            "matrix_staged storage", "fully_connected_data_staged texels", "weight_gradient_staged storage",
            "weight_gradient_staged + sum_of_parts texels"})
        QVERIFY2(kernels.contains(kernel), kernel);
}

void TstSelftest::writesForPeople()
{
    const Answer answer = Workplace().run({"selftest"});
    QCOMPARE(answer.code, 0);
    QVERIFY(answer.out.endsWith("All kernels agree with the reference.\n"));
    QVERIFY(!answer.out.contains("BAD"));
}

QObject* makeTstSelftest() { return new TstSelftest; }

#include "tst_selftest.moc"
