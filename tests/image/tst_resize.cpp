#include "engine/image/resize.h"
#include "tests/image/drawn_pictures.h"

#include <QtTest>
#include <random>

using namespace drawn;
using engine::Image;

class TstResize : public QObject {
    Q_OBJECT

private slots:
    void agreesWithPillow_data();
    void agreesWithPillow();
    void keepsAPictureOfTheSize();
    void keepsOneColour();
    void makesARegionAsTheWholeWouldHaveIt();
    void makesARegionOfAnEndlessStrip();
    void cutsAWindowOfWholePixels();
    void goesOnBeyondTheEdges();
    void placesAWindowBetweenPixels();
    void crops();
    void mirrors();
    void refusesWhatCannotBe();
};

void TstResize::agreesWithPillow_data()
{
    QTest::addColumn<QSize>("before");
    QTest::addColumn<QSize>("after");
    QTest::newRow("shrinking") << QSize(97, 61) << QSize(32, 32);
    QTest::newRow("shrinking a lot") << QSize(300, 200) << QSize(48, 32);
    QTest::newRow("enlarging") << QSize(20, 31) << QSize(50, 47);
    QTest::newRow("one of each") << QSize(64, 9) << QSize(13, 40);
    QTest::newRow("one side only") << QSize(7, 400) << QSize(7, 30);
    QTest::newRow("one row") << QSize(33, 1) << QSize(20, 5);
    QTest::newRow("one pixel") << QSize(1, 1) << QSize(3, 2);
}

void TstResize::agreesWithPillow()
{
    QFETCH(QSize, before);
    QFETCH(QSize, after);
    const Image expected = fixture(QString("resized_%1x%2_%3x%4.png")
                                       .arg(before.width())
                                       .arg(before.height())
                                       .arg(after.width())
                                       .arg(after.height())
                                       .toStdString());
    const Image resized
        = resizeBilinear(noisy(before.width(), before.height()), after.width(), after.height());
    // 1: a weight may be rounded the other way.
    QVERIFY(worstDifference(resized, expected) <= 1);
}

void TstResize::keepsAPictureOfTheSize() { QCOMPARE(resizeBilinear(noisy(61, 47), 61, 47), noisy(61, 47)); }

void TstResize::keepsOneColour()
{
    Image white(50, 40);
    std::fill(white.pixels.begin(), white.pixels.end(), std::uint8_t(255));
    for (const int side : {1, 7, 49, 50, 130}) {
        const Image resized = resizeBilinear(white, side, side);
        QVERIFY(std::all_of(
            resized.pixels.begin(), resized.pixels.end(), [](int value) { return value == 255; }));
    }
}

void TstResize::makesARegionAsTheWholeWouldHaveIt()
{
    const Image picture = noisy(83, 57);
    std::mt19937 random(7);
    const auto upTo = [&](int most) { return int(random() % unsigned(most)) + 1; };
    for (int i = 0; i < 50; ++i) {
        const int width = upTo(150);
        const int height = upTo(150);
        const int regionWidth = upTo(width);
        const int regionHeight = upTo(height);
        const int x = upTo(width - regionWidth + 1) - 1;
        const int y = upTo(height - regionHeight + 1) - 1;
        QCOMPARE(resizeRegion(picture, width, height, {x, y, regionWidth, regionHeight}),
            crop(resizeBilinear(picture, width, height), x, y, regionWidth, regionHeight));
    }
}

// As a whole it would take 100 GB.
void TstResize::makesARegionOfAnEndlessStrip()
{
    Image strip = noisy(65'000, 1);
    std::fill(strip.pixel(40'000, 0), strip.pixel(40'010, 0), std::uint8_t(200));
    const Image part = resizeRegion(strip, 65'000 * 512, 512, {40'002 * 512, 100, 64, 64});
    QCOMPARE(part.width, 64);
    QVERIFY(std::all_of(part.pixels.begin(), part.pixels.end(), [](int value) { return value == 200; }));
}

void TstResize::cutsAWindowOfWholePixels()
{
    const Image picture = noisy(61, 47);
    QCOMPARE(engine::resizeWindow(picture, {0, 0, 61, 47}, 61, 47), picture);
    QCOMPARE(engine::resizeWindow(picture, {7, 11, 20, 30}, 20, 30), engine::crop(picture, 7, 11, 20, 30));
    // Away from the edges, where the two filters differ, it is the part of a resized picture.
    const Image part = engine::resizeRegion(picture, 122, 94, {40, 30, 32, 32});
    QVERIFY(worstDifference(engine::resizeWindow(picture, {20, 15, 16, 16}, 32, 32), part) <= 1);
}

void TstResize::goesOnBeyondTheEdges()
{
    const Image picture = noisy(9, 7);
    const Image wide = engine::resizeWindow(picture, {-4, -3, 20, 15}, 20, 15);
    for (int y = 0; y < 15; ++y)
        for (int x = 0; x < 20; ++x)
            for (int c = 0; c < 3; ++c)
                QCOMPARE(
                    wide.pixel(x, y)[c], picture.pixel(std::clamp(x - 4, 0, 8), std::clamp(y - 3, 0, 6))[c]);
    const Image beyond = engine::resizeWindow(picture, {100, 100, 5, 5}, 3, 3);
    QVERIFY(std::equal(beyond.pixel(1, 1), beyond.pixel(1, 1) + 3, picture.pixel(8, 6)));
}

void TstResize::placesAWindowBetweenPixels()
{
    Image ramp(40, 40);
    for (int y = 0; y < 40; ++y)
        for (int x = 0; x < 40; ++x)
            ramp.pixel(x, y)[0] = std::uint8_t(x * 4);
    for (const double width : {6.5, 16.0, 24.25}) {
        const Image view = engine::resizeWindow(ramp, {5.5, 8, width, width}, 16, 16);
        for (int x = 0; x < 16; ++x) {
            const double expected = 4 * (5.5 + (x + 0.5) * width / 16 - 0.5);
            QVERIFY(std::abs(view.pixel(x, 8)[0] - expected) <= 0.6); // rounded
        }
    }
}

void TstResize::crops()
{
    const Image picture = noisy(20, 10);
    const Image part = crop(picture, 3, 4, 5, 6);
    QCOMPARE(part.width, 5);
    QCOMPARE(part.height, 6);
    QCOMPARE(*part.pixel(4, 5), *picture.pixel(7, 9));
    QCOMPARE(crop(picture, 0, 0, 20, 10), picture);
}

void TstResize::mirrors()
{
    const Image picture = noisy(5, 3);
    const Image other = mirrored(picture);
    QCOMPARE(File(other.pixel(1, 2), other.pixel(2, 2)), File(picture.pixel(3, 2), picture.pixel(4, 2)));
    QCOMPARE(mirrored(other), picture);
}

void TstResize::refusesWhatCannotBe()
{
    const Image picture = noisy(5, 3);
    QVERIFY_EXCEPTION_THROWN(resizeBilinear(picture, 0, 5), engine::Error);
    QVERIFY_EXCEPTION_THROWN(resizeBilinear(picture, 5, -1), engine::Error);
    QVERIFY_EXCEPTION_THROWN(resizeBilinear(Image(), 5, 5), engine::Error);
    QVERIFY_EXCEPTION_THROWN(resizeRegion(picture, 10, 10, {8, 0, 3, 1}), engine::Error);
    QVERIFY_EXCEPTION_THROWN(engine::resizeWindow(picture, {0, 0, 0, 2}, 4, 4), engine::Error);
    QVERIFY_EXCEPTION_THROWN(engine::resizeWindow(Image(), {0, 0, 1, 1}, 4, 4), engine::Error);
    QVERIFY_EXCEPTION_THROWN(crop(picture, -1, 0, 2, 2), engine::Error);
    QVERIFY_EXCEPTION_THROWN(crop(picture, 0, 2, 2, 2), engine::Error);
    QVERIFY_EXCEPTION_THROWN(crop(picture, 0, 0, 0, 1), engine::Error);
}

QObject* makeTstResize() { return new TstResize; }

#include "tst_resize.moc"
