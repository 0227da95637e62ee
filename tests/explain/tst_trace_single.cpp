#include "engine/explain/trace_single.h"

#include "tests/explain/host_array.h"
#include "tests/support/check_layer.h"
#include "tests/support/reference_dropout.h"

#include <QtTest>

using namespace engine;
using reference::Array;

class TstTraceSingle : public QObject {
    Q_OBJECT
private slots:
    void cutsAtZero();
    void drawsWhatTrainingDraws_data();
    void drawsWhatTrainingDraws();
    void passesThroughAtInference();
    void findsWhereAFlatValueCameFrom();
};

void TstTraceSingle::cutsAtZero()
{
    const HostTensor input = handMade({1, 2, 1, 1}, {-1.5f, 2.5f});
    QCOMPARE(traceRelu({0, 0, 0}, input).input, -1.5f);
    QCOMPARE(traceRelu({0, 0, 0}, input).total, 0.0);
    QCOMPARE(traceRelu({1, 0, 0}, input).total, 2.5);
}

void TstTraceSingle::drawsWhatTrainingDraws_data()
{
    QTest::addColumn<bool>("scaleAtTest");
    QTest::newRow("paper") << true;
    QTest::newRow("inverted") << false;
}

void TstTraceSingle::drawsWhatTrainingDraws()
{
    QFETCH(bool, scaleAtTest);
    const DropoutOptions o {.ratio = 0.4f, .scaleAtTest = scaleAtTest};
    const HostTensor input = noise({1, 7, 5, 6}, 8);
    constexpr std::uint64_t key = 0x123456789abcdef0;
    const Array expected = droppedOut(o, Array(input), {key}, 17);
    int dropped = 0;
    const HostTensor mask = dropoutMask(o, input.shape, 17, key);
    forEachPlace(input.shape, [&](int c, int y, int x) {
        const DropoutTrace trace = traceDropout(o, {c, y, x}, input, 17, key);
        QVERIFY(trace.training);
        QVERIFY(std::abs(trace.total - expected.at(0, c, y, x)) < 1e-12);
        QCOMPARE(mask.at(0, c, y, x), trace.kept ? 1.0f : 0.0f);
        dropped += !trace.kept;
    });
    QVERIFY(dropped > 40 && dropped < 130); // of 210, about 84
}

void TstTraceSingle::passesThroughAtInference()
{
    const HostTensor input = handMade({1, 1, 1, 1}, {8});
    const DropoutTrace inverted = traceDropout({.ratio = 0.25f}, {}, input);
    QVERIFY(!inverted.training && inverted.kept);
    QCOMPARE(inverted.total, 8.0);
    const DropoutTrace paper = traceDropout({.ratio = 0.25f, .scaleAtTest = true}, {}, input);
    QCOMPARE(paper.factor, 0.75);
    QCOMPARE(paper.total, 6.0);
}

void TstTraceSingle::findsWhereAFlatValueCameFrom()
{
    const HostTensor input = noise({1, 3, 4, 5}, 9);
    const Array flat = reference::flatten(Array(input));
    for (int i = 0; i < flat.shape.channels; ++i) {
        const FlattenTrace trace = traceFlatten(i, input);
        QCOMPARE(trace.total, flat.at(0, i, 0, 0));
        QCOMPARE(double(input.at(0, trace.from.channel, trace.from.y, trace.from.x)), trace.total);
    }
    QVERIFY(traceFlatten(33, input).from == (Place {1, 2, 3}));
}

QObject* makeTstTraceSingle() { return new TstTraceSingle; }
#include "tst_trace_single.moc"
