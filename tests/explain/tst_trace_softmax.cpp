#include "engine/explain/trace_softmax.h"

#include "engine/core/error.h"
#include "tests/explain/host_array.h"
#include "tests/support/check_layer.h"

#include <QtTest>

#include <numeric>

using namespace engine;
using reference::Array;

class TstTraceSoftmax : public QObject {
    Q_OBJECT
private slots:
    void agreesWithTheReference();
    void showsADivisionDoneByHand();
    void survivesScoresFarApart();
    void spreadsWithTheTemperature();
    void rejectsNonsense();
};

void TstTraceSoftmax::agreesWithTheReference()
{
    HostTensor scores = noise({1, 1000, 1, 1}, 4);
    for (float& score : scores.values)
        score *= 12;
    const Array expected = reference::softmax(Array(scores));
    for (int c : {0, 1, 500, 999}) {
        const SoftmaxTrace trace = traceSoftmax(scores.values, c);
        QVERIFY(std::abs(trace.total - expected.at(0, c, 0, 0)) <= 1e-12);
        QVERIFY(std::abs(std::accumulate(trace.probabilities.begin(), trace.probabilities.end(), 0.0) - 1)
            < 1e-12);
        QCOMPARE(trace.exponentials[std::size_t(trace.largestFirst[0])], 1.0);
        QVERIFY(trace.bits > 0 && trace.bits < std::log2(1000));
    }
}

void TstTraceSoftmax::showsADivisionDoneByHand()
{
    // Equal scores: a quarter each, two bits.
    const SoftmaxTrace equal = traceSoftmax(std::vector<float> {3, 3, 3, 3}, 2);
    QCOMPARE(equal.largest, 3.0);
    QCOMPARE(equal.differences, (std::vector<double> {0, 0, 0, 0}));
    QCOMPARE(equal.sum, 4.0);
    QCOMPARE(equal.total, 0.25);
    QCOMPARE(equal.bits, 2.0);

    // A lead of ln 3: three times as probable.
    const SoftmaxTrace lead = traceSoftmax(std::vector<float> {0, std::log(3.0f)}, 1);
    QVERIFY(std::abs(lead.total - 0.75) < 1e-7);
    QVERIFY(std::abs(lead.bits - 0.811278) < 1e-6);
    QCOMPARE(lead.largestFirst, (std::vector<int> {1, 0}));
}

void TstTraceSoftmax::survivesScoresFarApart()
{
    const SoftmaxTrace trace = traceSoftmax(std::vector<float> {1e30f, -1e30f}, 1);
    QCOMPARE(trace.total, 0.0);
    QCOMPARE(trace.probabilities[0], 1.0);
    QCOMPARE(trace.bits, 0.0);
}

void TstTraceSoftmax::spreadsWithTheTemperature()
{
    const std::vector<float> scores = {2, 1, 0};
    double bits = -1;
    for (double temperature : {0.25, 0.5, 1.0, 2.0, 4.0}) {
        const SoftmaxTrace trace = traceSoftmax(scores, 0, temperature);
        QCOMPARE(trace.differences[2], -2 / temperature);
        QVERIFY(trace.bits > bits);
        bits = trace.bits;
    }
    QVERIFY(bits < std::log2(3.0));
}

void TstTraceSoftmax::rejectsNonsense()
{
    const std::vector<float> scores = {1, 2};
    QVERIFY_EXCEPTION_THROWN(traceSoftmax(scores, 0, 0), Error);
    QVERIFY_EXCEPTION_THROWN(traceSoftmax(scores, 2), Error);
    QVERIFY_EXCEPTION_THROWN(traceSoftmax({}, 0), Error);
}

QObject* makeTstTraceSoftmax() { return new TstTraceSoftmax; }
#include "tst_trace_softmax.moc"
