#include "app/models/map_atlas.h"

#include <QtTest>

/// The pictures of a layer's maps: which colour stands for which value.
class TstMapAtlas : public QObject {
    Q_OBJECT
private slots:
    void endsAtEachMapsOwnPercentile();
    void sharesOneEnd();
    void isSymmetricAroundZero();
    void marksDeadMaps();
    void showsVectorsInOneRange();
    void findsTheStrongestUnit();
    void sharesTheRangeOfTwoAnswers();
    void coloursADifferenceAroundZero();
    void ordersByTheSizeOfTheDifference();

private:
    /// 0, 1, ... 255 as shades of grey, and the same reversed.
    static MapColours greys()
    {
        static const auto made = [](bool reversed) {
            std::array<QRgb, 256> map {};
            for (int i = 0; i < 256; ++i) {
                const int shade = reversed ? 255 - i : i;
                map[std::size_t(i)] = qRgb(shade, shade, shade);
            }
            return map;
        };
        static const std::array<QRgb, 256> up = made(false), around = made(true);
        return {up, around};
    }

    static Classification layer(const engine::Shape& shape, std::vector<float> values, bool vector = false)
    {
        auto network = std::make_shared<NetworkInfo>();
        network->layers.push_back(
            {.name = "conv1", .kind = "Convolution", .output = shape, .vector = vector});
        Classification answer;
        answer.network = network;
        answer.activations.emplace_back();
        answer.activations.back().shape = shape;
        answer.activations.back().values = std::move(values);
        return answer;
    }

    static int shade(const MapAtlas& atlas, int unit, int x, int y)
    {
        return qRed(atlas.sheet.atlas.pixel(atlas.sheet.place(unit).topLeft() + QPoint(x, y)));
    }
};

void TstMapAtlas::endsAtEachMapsOwnPercentile()
{
    const MapAtlas atlas = mapAtlas(layer({1, 2, 1, 2}, {0, 1, 0, 10}), 0, MapRange::EachMap, greys());
    QCOMPARE(atlas.sheet.count, 2);
    QCOMPARE(atlas.sheet.cell, QSize(2, 1));
    QVERIFY(!atlas.hasNegative);
    QVERIFY(std::abs(atlas.ends[0] - 0.995) < 1e-6);
    QVERIFY(std::abs(atlas.ends[1] - 9.95) < 1e-5);
    QCOMPARE(shade(atlas, 0, 0, 0), 0);
    QCOMPARE(shade(atlas, 0, 1, 0), 255);
    QCOMPARE(shade(atlas, 1, 1, 0), 255);
}

void TstMapAtlas::sharesOneEnd()
{
    const MapAtlas atlas = mapAtlas(layer({1, 2, 1, 2}, {0, 5, 0, 10}), 0, MapRange::AllMaps, greys());
    QCOMPARE(atlas.ends[0], atlas.ends[1]);
    QCOMPARE(shade(atlas, 1, 1, 0), 255);
    const int half = shade(atlas, 0, 1, 0);
    QVERIFY2(half > 120 && half < 136, qPrintable(QString::number(half)));
}

void TstMapAtlas::isSymmetricAroundZero()
{
    const MapAtlas atlas = mapAtlas(layer({1, 2, 1, 3}, {-2, 0, 2, 0, 1, 1}), 0, MapRange::EachMap, greys());
    QVERIFY(atlas.hasNegative);
    QCOMPARE(shade(atlas, 0, 0, 0), 255); // the reversed map: its beginning
    QCOMPARE(shade(atlas, 0, 2, 0), 0);
    for (const int unit : {0, 1}) { // 0 has the middle colour in maps without negative values too
        const int middle = shade(atlas, unit, unit == 0 ? 1 : 0, 0);
        QVERIFY2(middle == 127 || middle == 128, qPrintable(QString::number(middle)));
    }
    QCOMPARE(shade(atlas, 1, 1, 0), 0);
}

void TstMapAtlas::marksDeadMaps()
{
    const MapAtlas atlas
        = mapAtlas(layer({1, 3, 1, 2}, {0, 1, 0, 0, 0.5f, 0}), 0, MapRange::EachMap, greys());
    QCOMPARE(atlas.dead, 1);
    QCOMPARE(atlas.sheet.dead, (std::vector<bool> {false, true, false}));
    QCOMPARE(shade(atlas, 1, 0, 0), 0);
}

void TstMapAtlas::showsVectorsInOneRange()
{
    const MapAtlas atlas
        = mapAtlas(layer({1, 100, 1, 1}, std::vector<float>(100, 3), true), 0, MapRange::EachMap, greys());
    QVERIFY(atlas.range == MapRange::AllMaps);
    QVERIFY(atlas.sheet.dead.empty());
    QCOMPARE(atlas.sheet.columns, 32);
    QCOMPARE(atlas.sheet.atlas.height(), 4);
    QCOMPARE(shade(atlas, 99, 0, 0), 255);
}

void TstMapAtlas::findsTheStrongestUnit()
{
    const Classification answer = layer({1, 4, 1, 2}, {1, 1, 5, 0, 0, 2, 3, 3});
    QCOMPARE(strongestUnit(answer.activations[0]), 3);
    QCOMPARE(strongestUnit(answer.activations[0], 0, 3), 1);
}

void TstMapAtlas::sharesTheRangeOfTwoAnswers()
{
    const Classification a = layer({1, 2, 1, 2}, {0, 5, 0, 4}), b = layer({1, 2, 1, 2}, {10, 0, 0, 2});
    const LayerInfo& info = a.network->layers[0];
    for (const MapRange range : {MapRange::EachMap, MapRange::AllMaps}) {
        const MapAtlas ofA = mapAtlas({info, a.outputOf(0), &b.outputOf(0)}, range, greys());
        const MapAtlas ofB = mapAtlas({info, b.outputOf(0), &a.outputOf(0)}, range, greys());
        QCOMPARE(ofA.ends, ofB.ends);
        QCOMPARE(shade(ofB, 0, 0, 0), 255);
        const int half = shade(ofA, 0, 1, 0);
        QVERIFY2(half > 120 && half < 136, qPrintable(QString::number(half)));
    }
    const Classification c
        = layer({1, 2, 1, 2}, {-1, 0, 0, 0}); // B alone is below 0: A too is drawn around 0
    QVERIFY(mapAtlas({info, a.outputOf(0), &c.outputOf(0)}, MapRange::EachMap, greys()).hasNegative);
}

void TstMapAtlas::coloursADifferenceAroundZero()
{
    const Classification more = layer({1, 2, 1, 2}, {0, 4, 0, 0}); // nowhere below 0
    const MapAtlas atlas
        = mapAtlas({more.network->layers[0], more.outputOf(0), nullptr, true}, MapRange::EachMap, greys());
    QVERIFY(atlas.hasNegative);
    QCOMPARE(shade(atlas, 0, 1, 0), 0); // the reversed map: its end
    const int middle = shade(atlas, 0, 0, 0);
    QVERIFY2(middle == 127 || middle == 128, qPrintable(QString::number(middle)));
}

void TstMapAtlas::ordersByTheSizeOfTheDifference()
{
    const Classification answer = layer({1, 3, 1, 2}, {1, 1, -5, 4, 0, 3});
    QCOMPARE(unitsByDifference(answer.outputOf(0)), (std::vector<int> {1, 2, 0}));
}

QObject* makeTstMapAtlas() { return new TstMapAtlas; }
#include "tst_map_atlas.moc"
