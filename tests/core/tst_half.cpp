#include "engine/core/half.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace engine;

class TstHalf : public QObject {
    Q_OBJECT
private slots:
    void matchTheirDefinition();
    void everyHalfComesBack();
    void roundsToTheNearest();
};

void TstHalf::matchTheirDefinition()
{
    for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
        const int exponent = (bits >> 10) & 0x1f;
        const int fraction = bits & 0x3ff;
        const float found = halfToFloat(std::uint16_t(bits));
        double expected
            = exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25);
        if (exponent == 0x1f)
            expected = fraction == 0 ? std::numeric_limits<double>::infinity() : std::nan("");
        QCOMPARE(std::signbit(found), bits >= 0x8000);
        if (std::isnan(expected))
            QVERIFY(std::isnan(found));
        else
            QVERIFY(double(std::abs(found)) == expected);
    }
}

void TstHalf::everyHalfComesBack()
{
    for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
        const float value = halfToFloat(std::uint16_t(bits));
        if (std::isnan(value))
            QVERIFY(std::isnan(halfToFloat(floatToHalf(value))));
        else
            QCOMPARE(floatToHalf(value), std::uint16_t(bits));
    }
    QCOMPARE(halfToFloat(0x7bff), largestHalf);
    QCOMPARE(halfToFloat(0x0001), std::ldexp(1.0f, -24));
    QCOMPARE(halfToFloat(0x3555), 1365.0f / 4096);
    QCOMPARE(halfToFloat(0xfc00), -HUGE_VALF);
}

void TstHalf::roundsToTheNearest()
{
    // Between all neighbours: what is nearer to one of them becomes that one.
    for (std::uint16_t bits = 0; bits < 0x7bff; ++bits) {
        const float low = halfToFloat(bits), high = halfToFloat(std::uint16_t(bits + 1));
        QCOMPARE(floatToHalf(low + 0.499f * (high - low)), bits);
        QCOMPARE(floatToHalf(low + 0.501f * (high - low)), std::uint16_t(bits + 1));
    }
}

QObject* makeTstHalf() { return new TstHalf; }
#include "tst_half.moc"
