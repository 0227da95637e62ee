#include "engine/explain/statistics.h"

#include "engine/core/error.h"
#include "tests/explain/host_array.h"

#include <QtTest>

#include <limits>
#include <numeric>

using namespace engine;

class TstStatistics : public QObject {
    Q_OBJECT
private slots:
    void describesValues();
    void leavesOutWhatIsNotFinite();
    void knowsDeadMaps();
    void describesTheMapsOfAnImage();
    void countsBins();
    void findsPercentiles_data();
    void findsPercentiles();
    void choosesRanges();
};

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();

}

void TstStatistics::describesValues()
{
    const Statistics s = statistics(std::vector<float> {2, 4, 4, 4, 5, 5, 7, 9});
    QCOMPARE(s.count, 8);
    QCOMPARE(s.minimum, 2.0);
    QCOMPARE(s.maximum, 9.0);
    QCOMPARE(s.mean, 5.0);
    QCOMPARE(s.deviation, 2.0);
    QCOMPARE(s.zeros, 0);
    QCOMPARE(statistics(std::vector<float> {0, -0.0f, 1, -1}).zeroShare, 0.5);
    QCOMPARE(statistics({}).count, 0);
}

void TstStatistics::leavesOutWhatIsNotFinite()
{
    const Statistics s = statistics(std::vector<float> {notANumber, 1, infinity, 3, -infinity, 0});
    QCOMPARE(s.count, 6);
    QCOMPARE(s.nonFinite, 3);
    QCOMPARE(s.minimum, 0.0);
    QCOMPARE(s.maximum, 3.0);
    QCOMPARE(s.mean, 4.0 / 3);
    QCOMPARE(s.zeroShare, 1.0 / 3);
    const Statistics none = statistics(std::vector<float> {notANumber, infinity});
    QCOMPARE(none.nonFinite, 2);
    QCOMPARE(none.mean, 0.0);
    QVERIFY(!none.isDead());
}

void TstStatistics::knowsDeadMaps()
{
    QVERIFY(statistics(std::vector<float>(9, 0.0f)).isDead());
    QVERIFY(!statistics(std::vector<float> {0, 0, 1e-30f}).isDead());
    QVERIFY(!statistics(std::vector<float> {0, 0, notANumber}).isDead());
    QVERIFY(!statistics({}).isDead());
}

void TstStatistics::describesTheMapsOfAnImage()
{
    HostTensor activation({2, 3, 2, 2});
    std::iota(activation.values.begin(), activation.values.end(), 0.0f);
    const std::vector<Statistics> maps = statisticsOfMaps(activation, 1);
    QCOMPARE(maps.size(), 3u);
    QCOMPARE(maps[0].minimum, 12.0);
    QCOMPARE(maps[2].maximum, 23.0);
    QCOMPARE(maps[1].mean, 17.5);
    QVERIFY_EXCEPTION_THROWN(mapOf(activation, 3, 0), Error);
    QVERIFY_EXCEPTION_THROWN(statisticsOfMaps(activation, 2), Error);
}

void TstStatistics::countsBins()
{
    const std::vector<float> values = {-0.5f, 0, 0.24f, 0.25f, 0.5f, 0.99f, 1, 1.5f, notANumber, infinity};
    const Histogram found = histogram(values, 4, 0, 1);
    QCOMPARE(found.counts, (std::vector<std::int64_t> {2, 1, 1, 2}));
    QCOMPARE(found.below, 1);
    QCOMPARE(found.above, 1);
    QCOMPARE(found.nonFinite, 2);
    QCOMPARE(found.binOf(0.6), 2);
    QCOMPARE(found.binOf(1), 3);
    QCOMPARE(found.binOf(1.01), -1);
    QCOMPARE(found.binOf(std::nan("")), -1);
    QVERIFY_EXCEPTION_THROWN(histogram(values, 0, 0, 1), Error);
    QVERIFY_EXCEPTION_THROWN(histogram(values, 4, 1, 1), Error);
    QVERIFY_EXCEPTION_THROWN(histogram(values, 4, 0, std::nan("")), Error);
}

void TstStatistics::findsPercentiles_data()
{
    QTest::addColumn<double>("share");
    QTest::addColumn<double>("expected");
    QTest::newRow("least") << 0.0 << 0.0;
    QTest::newRow("median") << 0.5 << 100.0;
    QTest::newRow("between") << 0.9975 << 199.5;
    QTest::newRow("display") << 0.995 << 199.0;
    QTest::newRow("most") << 1.0 << 200.0;
}

void TstStatistics::findsPercentiles()
{
    QFETCH(double, share);
    QFETCH(double, expected);
    std::vector<float> values(201); // 200 to 0
    std::iota(values.rbegin(), values.rend(), 0.0f);
    values.push_back(notANumber);
    values.push_back(infinity);
    QVERIFY(std::abs(percentile(values, share) - expected) < 1e-9);
    QCOMPARE(percentile({}, share), 0.0);
}

void TstStatistics::choosesRanges()
{
    std::vector<float> values(1001);
    std::iota(values.begin(), values.end(), 0.0f);
    values.back() = 1e9f; // spoils nothing
    QVERIFY(displayRange(values) == (DisplayRange {0, 995}));
    values[3] = -3;
    QVERIFY(displayRange(values) == (DisplayRange {-995, 995}));

    std::vector<float> spot(1000, 0);
    spot[7] = 4;
    QVERIFY(displayRange(spot) == (DisplayRange {0, 4}));
    QVERIFY(displayRange(std::vector<float>(5, 0)) == (DisplayRange {0, 0}));
    QVERIFY(displayRange(std::vector<float> {notANumber, 2}) == (DisplayRange {0, 2}));
}

QObject* makeTstStatistics() { return new TstStatistics; }
#include "tst_statistics.moc"
