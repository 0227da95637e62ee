#include "engine/explain/effect.h"

#include "engine/core/error.h"
#include "engine/reference/reference.h"
#include "tests/explain/host_array.h"
#include "tests/support/check_layer.h"

#include <QtTest>

#include <limits>

using namespace engine;
using reference::Array;

class TstEffect : public QObject {
    Q_OBJECT
private slots:
    void sumsActivationTimesGradient();
    void isTheFallOfALinearScore();
    void ordersUnits();
    void putsNotANumberLast();
    void needsAGradientOfTheSameShape();
};

void TstEffect::sumsActivationTimesGradient()
{
    HostTensor activation({2, 2, 1, 2}), gradient({2, 2, 1, 2});
    activation.values = {9, 9, 9, 9, 1, 2, 3, 5};
    gradient.values = {9, 9, 9, 9, 10, -1, 0.5f, 2};
    const auto units = unitEffects(activation, gradient, 1);
    QCOMPARE(units.size(), 2u);
    QCOMPARE(units[0].strength, 1.5);
    QCOMPARE(units[0].effect, 8.0);
    QCOMPARE(units[1].strength, 4.0);
    QCOMPARE(units[1].effect, 11.5);
    QCOMPARE(unitStrengths(activation, 1)[1].strength, 4.0);
}

void TstEffect::isTheFallOfALinearScore()
{
    // For a fully connected layer the gradient is its weights: the effect is exactly what switching a unit off costs.
    const FullyConnectedOptions o {.outputs = 1};
    const HostTensor maps = noise({1, 5, 3, 3}, 1);
    const auto parameters = noiseParameters(FullyConnected(o), maps.shape, 2);
    HostTensor gradient(maps.shape);
    gradient.values = parameters[0];
    const double before = reference::fullyConnected(o, Array(maps), parameters).values[0];
    for (const UnitEffect& unit : unitEffects(maps, gradient)) {
        HostTensor off = maps;
        std::fill_n(off.values.begin() + 9 * unit.unit, 9, 0.0f);
        const double after = reference::fullyConnected(o, Array(off), parameters).values[0];
        QVERIFY(std::abs(before - after - unit.effect) < 1e-12);
    }
}

void TstEffect::ordersUnits()
{
    const std::vector<UnitEffect> units = {{0, 1, -5}, {1, 3, 2}, {2, 1, 7}, {3, 2, 2}};
    QCOMPARE(orderedUnits(units, UnitOrder::Index), (std::vector<int> {0, 1, 2, 3}));
    QCOMPARE(orderedUnits(units, UnitOrder::Strength), (std::vector<int> {1, 3, 0, 2}));
    QCOMPARE(orderedUnits(units, UnitOrder::Effect), (std::vector<int> {2, 1, 3, 0}));
}

void TstEffect::putsNotANumberLast()
{
    const double notANumber = std::numeric_limits<double>::quiet_NaN();
    const std::vector<UnitEffect> units = {{0, notANumber, 0}, {1, -3, 0}, {2, notANumber, 0}, {3, 4, 0}};
    QCOMPARE(orderedUnits(units, UnitOrder::Strength), (std::vector<int> {3, 1, 0, 2}));
}

void TstEffect::needsAGradientOfTheSameShape()
{
    QVERIFY_EXCEPTION_THROWN(unitEffects(HostTensor({1, 2, 3, 3}), HostTensor({1, 3, 3, 3})), Error);
}

QObject* makeTstEffect() { return new TstEffect; }
#include "tst_effect.moc"
