#include "engine/core/error.h"
#include "tests/support/check_backward.h"

#include <QtTest>

using namespace engine;

class TstLrn : public QObject {
    Q_OBJECT
private slots:
    void matchesDefinition_data();
    void matchesDefinition();
    void matchesDerivative_data() { matchesDefinition_data(); }
    void matchesDerivative();
    void givesTheKnownValue();
    void refusesNoMaps();
};

Q_DECLARE_METATYPE(LrnOptions)

void TstLrn::matchesDefinition_data()
{
    QTest::addColumn<LrnOptions>("options");
    QTest::newRow("paper") << LrnOptions {};
    QTest::newRow("Caffe") << LrnOptions {.size = 5, .bias = 1, .alpha = 2e-5f, .beta = 0.75f};
    QTest::newRow("strong") << LrnOptions {.size = 5, .bias = 1, .alpha = 2, .beta = 0.75f};
    QTest::newRow("three maps") << LrnOptions {.size = 3, .bias = 1, .alpha = 0.5f, .beta = 0.75f};
    QTest::newRow("one map") << LrnOptions {.size = 1, .bias = 1, .alpha = 0.5f, .beta = 0.75f};
    QTest::newRow("four maps") << LrnOptions {.size = 4, .bias = 2, .alpha = 0.5f, .beta = 0.5f};
    QTest::newRow("thirteen maps") << LrnOptions {.size = 13, .bias = 0.5f, .alpha = 0.1f, .beta = 1.5f};
}

void TstLrn::matchesDefinition()
{
    QFETCH(LrnOptions, options);
    const auto expected = [&](const auto& x, const auto&) { return reference::lrn(options, x); };
    const std::vector<Shape> shapes = {{1, 96, 3, 5}, {3, 7, 4, 3}, {3, 1, 2, 2}, {1, 18, 1, 1}};
    QCOMPARE(QString::fromStdString(checkLayer(Lrn(options), expected, shapes)), QString());
}

void TstLrn::matchesDerivative()
{
    QFETCH(LrnOptions, options);
    const ReferenceBackward expected = withoutParameters(std::bind_front(reference::lrnBackward, options));
    const std::vector<Shape> shapes = {{1, 96, 3, 5}, {3, 7, 4, 3}, {3, 1, 2, 2}, {1, 18, 1, 1}};
    QCOMPARE(QString::fromStdString(checkBackward(Lrn(options), expected, shapes)), QString());
}

void TstLrn::givesTheKnownValue()
{
    // Five neighbours of 100 with the paper's constants: 100 / (2 + 1e-4 x 50,000)^0.75 = 100 / 7^0.75 = 23.24.
    reference::Array input({1, 5, 1, 1});
    std::fill(input.values.begin(), input.values.end(), 100.0);
    QVERIFY(std::abs(reference::lrn({}, input).values[2] - 23.2368) < 1e-3);
}

void TstLrn::refusesNoMaps() { QVERIFY_EXCEPTION_THROWN(Lrn({.size = 0}).outputShape({1, 3, 4, 4}), Error); }

QObject* makeTstLrn() { return new TstLrn; }
#include "tst_lrn.moc"
