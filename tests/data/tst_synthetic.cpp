#include "engine/data/synthetic.h"

#include <QtTest>

#include <set>

using namespace engine;

class TstSynthetic : public QObject {
    Q_OBJECT
private slots:
    void hasTenKindsOfShapes();
    void drawsTheSameAgain();
    void drawsNoTwoAlike();
    void drawsTheSameInEverySize();
};

void TstSynthetic::hasTenKindsOfShapes()
{
    const auto dataset = syntheticDataset(25, 1);
    QCOMPARE(dataset->classes().size(), std::size_t(10));
    QVERIFY(std::is_sorted(dataset->classes().begin(), dataset->classes().end()));
    QCOMPARE(dataset->size(), 25);
    QCOMPARE(dataset->label(0), 0);
    QCOMPARE(dataset->label(24), 4);
    QCOMPARE(dataset->name(24), std::string("synthetic picture 25"));
}

/// Pictures are part of what a seed promises: this one keeps its values, whatever else is added.
void TstSynthetic::drawsTheSameAgain()
{
    const Image picture = syntheticDataset(10, 1)->image(7);
    QCOMPARE(syntheticDataset(500, 1)->image(7), picture);
    QCOMPARE(picture.width, 32);
    QCOMPARE(picture.height, 32);
    std::array<double, 3> mean = {};
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        mean[i % 3] += picture.pixels[i] / 1024.;
    const std::array expected = {130.18, 103.38, 99.95};
    for (std::size_t c = 0; c < 3; ++c) // processors may round the same number differently
        QVERIFY2(std::abs(mean[c] - expected[c]) < 0.1, qPrintable(QString::number(mean[c])));
}

void TstSynthetic::drawsNoTwoAlike()
{
    std::set<std::vector<std::uint8_t>> pictures;
    for (std::uint32_t series : {0, 1})
        for (std::uint64_t seed : {1, 2})
            for (int i = 0; i < 50; ++i)
                pictures.insert(syntheticDataset(50, seed, series)->image(i).pixels);
    QCOMPARE(pictures.size(), std::size_t(200));
}

void TstSynthetic::drawsTheSameInEverySize()
{
    for (int i = 0; i < 10; ++i) {
        const Image small = syntheticDataset(10, 1, 0, 32)->image(i);
        const Image large = syntheticDataset(10, 1, 0, 96)->image(i);
        int difference = 0;
        for (int y = 0; y < 32; ++y)
            for (int x = 0; x < 32; ++x)
                difference += std::abs(small.pixel(x, y)[0] - large.pixel(3 * x + 1, 3 * y + 1)[0]);
        QVERIFY(difference < 32 * 32 * 15); // noise, and pixels on an edge
    }
}

QObject* makeTstSynthetic() { return new TstSynthetic; }
#include "tst_synthetic.moc"
