#include "tests/support/check_backward.h"

#include <QtTest>

using namespace engine;

class TstAveragePool : public QObject {
    Q_OBJECT
private slots:
    void matchesDefinition_data();
    void matchesDefinition();
    void matchesDerivative_data() { matchesDefinition_data(); }
    void matchesDerivative();
};

Q_DECLARE_METATYPE(AveragePoolOptions)

void TstAveragePool::matchesDefinition_data()
{
    QTest::addColumn<AveragePoolOptions>("options");
    using O = AveragePoolOptions;
    QTest::newRow("plain") << O {.size = 3, .stride = 2};
    QTest::newRow("padding not counted") << O {.size = 3, .stride = 2, .padding = 1};
    QTest::newRow("padding counted") << O {.size = 3, .stride = 2, .padding = 1, .countPadding = true};
    QTest::newRow("rounded up, counted") << O {
        .size = {3, 2}, .stride = 2, .padding = {1, 0, 0, 1}, .rounding = Rounding::Up, .countPadding = true};
    QTest::newRow("wide") << O {.size = {2, 7}, .stride = 1};
    QTest::newRow("global") << O {.global = true};
}

void TstAveragePool::matchesDefinition()
{
    QFETCH(AveragePoolOptions, options);
    const auto expected = [&](const auto& x, const auto&) { return reference::averagePool(options, x); };
    const std::vector<Shape> shapes = {{1, 8, 13, 13}, {3, 5, 8, 10}, {3, 16, 6, 7}};
    QCOMPARE(QString::fromStdString(checkLayer(AveragePool(options), expected, shapes)), QString());
}

void TstAveragePool::matchesDerivative()
{
    QFETCH(AveragePoolOptions, options);
    const ReferenceBackward expected
        = withoutParameters(std::bind_front(reference::averagePoolBackward, options));
    QCOMPARE(QString::fromStdString(
                 checkBackward(AveragePool(options), expected, {{1, 8, 13, 13}, {3, 5, 8, 10}})),
        QString());
}

QObject* makeTstAveragePool() { return new TstAveragePool; }
#include "tst_average_pool.moc"
