#include "engine/explain/trace_lrn.h"

#include "tests/explain/host_array.h"
#include "tests/support/check_layer.h"
#include "tests/support/near.h"

#include <QtTest>

using namespace engine;
using reference::Array;

class TstTraceLrn : public QObject {
    Q_OBJECT
private slots:
    void agreesWithTheReference_data();
    void agreesWithTheReference();
    void buildsTheDivisorByHand();
    void hasFewerTermsAtTheBorder();
};

void TstTraceLrn::agreesWithTheReference_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<float>("bias");
    QTest::addColumn<float>("alpha");
    QTest::newRow("paper") << 5 << 2.0f << 1e-4f;
    QTest::newRow("strong") << 3 << 1.0f << 0.5f;
    QTest::newRow("even") << 4 << 1.0f << 0.2f;
    QTest::newRow("wider than the maps") << 15 << 1.5f << 0.1f;
}

void TstTraceLrn::agreesWithTheReference()
{
    QFETCH(int, size);
    QFETCH(float, bias);
    QFETCH(float, alpha);
    const LrnOptions o {.size = size, .bias = bias, .alpha = alpha};
    HostTensor input = noise({1, 7, 3, 5}, 21);
    for (float& value : input.values)
        value *= 20;
    const Array expected = reference::lrn(o, Array(input));
    const HostTensor output = hostOf(expected);
    forEachPlace(expected.shape, [&](int c, int y, int x) {
        const LrnTrace trace = traceLrn(o, {c, y, x}, input, output);
        QVERIFY(std::abs(trace.total - expected.at(0, c, y, x)) <= near::layer * rangeOf(expected));
        for (const LrnNeighbour& neighbour : trace.neighbours)
            QCOMPARE(neighbour.result, output.at(0, neighbour.channel, y, x));
        const LrnNeighbour& self = trace.neighbours[std::size_t(trace.self)];
        QCOMPARE(self.channel, c);
        QVERIFY(std::abs(trace.factorAt(self.value) - trace.factor) < 1e-12);
        const float factor = lrnFactors(o, input, c)[std::size_t(y) * input.shape.width + x];
        QVERIFY(std::abs(factor - trace.factor) < 1e-6);
    });
}

void TstTraceLrn::buildsTheDivisorByHand()
{
    const LrnOptions o {.size = 3, .bias = 1, .alpha = 0.5f, .beta = 0.5f};
    const HostTensor input = handMade({1, 3, 1, 1}, {1, 2, 1}), output({1, 3, 1, 1});
    const LrnTrace trace = traceLrn(o, {1, 0, 0}, input, output);
    QCOMPARE(trace.sumOfSquares, 6.0);
    QCOMPARE(trace.scaled, 3.0);
    QCOMPARE(trace.base, 4.0);
    QCOMPARE(trace.divisor, 2.0);
    QCOMPARE(trace.factor, 0.5);
    QCOMPARE(trace.total, 1.0);
    // With 0 in its place only the neighbours' 2 squares are left: 1 / sqrt(1 + 0.5 x 2).
    QCOMPARE(trace.factorAt(0), std::sqrt(0.5));
}

void TstTraceLrn::hasFewerTermsAtTheBorder()
{
    const HostTensor maps({1, 8, 1, 1});
    const auto terms = [&](int channel) {
        return traceLrn({}, {channel, 0, 0}, maps, maps).neighbours.size();
    };
    QCOMPARE(terms(0), 3u);
    QCOMPARE(terms(1), 4u);
    QCOMPARE(terms(4), 5u);
    QCOMPARE(terms(7), 3u);
    QCOMPARE(traceLrn({}, {1, 0, 0}, maps, maps).self, 1);
    QCOMPARE(traceLrn({}, {5, 0, 0}, maps, maps).self, 2);
}

QObject* makeTstTraceLrn() { return new TstTraceLrn; }
#include "tst_trace_lrn.moc"
