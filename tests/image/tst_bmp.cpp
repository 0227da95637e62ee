#include "tests/image/file_writers.h"

#include <QtTest>

using namespace drawn;

class TstBmp : public QObject {
    Q_OBJECT

private slots:
    void opensColour();
    void opensTopDown();
    void opensTheOldestHeader();
    void opensPalettes();
    void opensSixteenBits();
    void followsColourMasks();
    void opensRunLengths();
    void opensRunLengthsOfNibbles();
    void refusesRunsWithoutAnEnd();
    void refusesRareKinds();
};

static const File twoColours = {30, 20, 10, 0, 60, 50, 40, 0};

static File masks(std::uint32_t red, std::uint32_t green, std::uint32_t blue)
{
    return joined({little(red), little(green), little(blue)});
}

/// Palette numbers of a picture to the RGB values of `twoColours`, and black from the third on.
static File coloured(const std::string& numbers)
{
    File pixels;
    for (const char number : numbers)
        append(pixels,
            number == '0'       ? File {10, 20, 30}
                : number == '1' ? File {40, 50, 60}
                                : File {0, 0, 0});
    return pixels;
}

void TstBmp::opensColour()
{
    for (const int width : {1, 2, 3, 4, 61})
        QCOMPARE(decode(encode(".bmp", noisy(width, 47))), noisy(width, 47));
    QCOMPARE(decode(bmp(1, 1, 32, 0, {}, {3, 2, 1, 0})).pixels, (File {1, 2, 3}));
}

void TstBmp::opensTopDown()
{
    const File rows = {3, 2, 1, 0, 6, 5, 4, 0};
    QCOMPARE(decode(bmp(1, 2, 24, 0, {}, rows)).pixels, (File {4, 5, 6, 1, 2, 3}));
    QCOMPARE(decode(bmp(1, -2, 24, 0, {}, rows)).pixels, (File {1, 2, 3, 4, 5, 6}));
}

void TstBmp::opensTheOldestHeader()
{
    const File file = joined({text("BM"), little(36), little(0), little(32), little(12), little(2, 2),
        little(1, 2), little(1, 2), little(1, 2), {30, 20, 10, 60, 50, 40}, {0b0100'0000, 0, 0, 0}});
    QCOMPARE(decode(file).pixels, coloured("01"));
}

void TstBmp::opensPalettes()
{
    const auto palette = [](int depth) {
        File entries = twoColours;
        entries.resize(std::size_t(4) << depth);
        return entries;
    };
    QCOMPARE(decode(bmp(3, 1, 1, 0, palette(1), {0b1010'0000, 0, 0, 0})).pixels, coloured("101"));
    QCOMPARE(decode(bmp(3, 1, 4, 0, palette(4), {0x10, 0x20, 0, 0})).pixels, coloured("102"));
    QCOMPARE(decode(bmp(3, 1, 8, 0, palette(8), {1, 0, 200, 0})).pixels, coloured("102"));
}

void TstBmp::opensSixteenBits()
{
    QCOMPARE(decode(bmp(2, 1, 16, 0, {}, {0x1f, 0, 0, 0x7c})).pixels, (File {0, 0, 255, 255, 0, 0}));
    const File sixForGreen = masks(0xf800, 0x7e0, 0x1f);
    QCOMPARE(
        decode(bmp(2, 1, 16, 3, sixForGreen, {0xe0, 0x07, 0, 0xf8})).pixels, (File {0, 255, 0, 255, 0, 0}));
}

void TstBmp::followsColourMasks()
{
    const File redFirst = masks(0xff, 0xff00, 0xff0000);
    QCOMPARE(decode(bmp(1, 1, 32, 3, redFirst, {1, 2, 3, 0})).pixels, (File {1, 2, 3}));
    const File redLast = masks(0xff000000, 0xff0000, 0xff00);
    QCOMPARE(decode(bmp(1, 1, 32, 3, redLast, {255, 3, 2, 1})).pixels, (File {1, 2, 3}));
    const File tenBits = masks(0x3ff00000, 0xffc00, 0x3ff);
    QCOMPARE(decode(bmp(1, 1, 32, 3, tenBits, little(0x3ffu << 20 | 512))).pixels, (File {255, 0, 128}));
}

void TstBmp::opensRunLengths()
{
    File palette = twoColours;
    palette.resize(1024);
    const File runs = {3, 1, 0, 0, 1, 0, 1, 1, 0, 1};
    QCOMPARE(decode(bmp(3, 2, 8, 1, palette, runs)).pixels, coloured("010111"));
    const File literal = {0, 3, 1, 0, 1, 0, 0, 1};
    QCOMPARE(decode(bmp(3, 1, 8, 1, palette, literal)).pixels, coloured("101"));
    const File skipping = {1, 1, 0, 2, 1, 1, 1, 1, 0, 1};
    QCOMPARE(decode(bmp(3, 2, 8, 1, palette, skipping)).pixels, coloured("001100"));
    const File tooLong = {200, 1, 0, 1};
    QCOMPARE(decode(bmp(3, 1, 8, 1, palette, tooLong)).pixels, coloured("111"));
}

void TstBmp::opensRunLengthsOfNibbles()
{
    File palette = twoColours;
    palette.resize(64);
    QCOMPARE(decode(bmp(3, 1, 4, 2, palette, {3, 0x10, 0, 1})).pixels, coloured("101"));
    QCOMPARE(decode(bmp(5, 1, 4, 2, palette, {0, 5, 0x10, 0x11, 0x00, 0, 0, 1})).pixels, coloured("10110"));
}

void TstBmp::refusesRunsWithoutAnEnd()
{
    File palette = twoColours;
    palette.resize(1024);
    for (const File& runs :
        {File {}, File {3, 1}, File {3, 1, 0}, File {0, 3, 1, 0}, File {0, 2, 1}, File {0, 0}})
        QVERIFY(refuses(bmp(3, 1, 8, 1, palette, runs), "ends too early"));
    QVERIFY(refuses(bmp(1, 1, 8, 1, palette, {1, 0, 0, 0, 1, 0, 0, 1}), "too many rows"));
}

void TstBmp::refusesRareKinds()
{
    QVERIFY(refuses(bmp(1, 1, 24, 4, {}, File(100)), "rare kind (24 bits, compression 4)"));
    QVERIFY(!refusal(bmp(1, 1, 2, 0, File(16), File(4))).empty());
    QVERIFY(!refusal(bmp(1, -1, 8, 1, File(1024), {1, 0, 0, 1})).empty());
    QVERIFY(!refusal(bmp(0, 1, 24, 0, {}, File(4))).empty());
    QVERIFY(!refusal(bmp(-1, 1, 24, 0, {}, File(4))).empty());
    QVERIFY(!refusal(bmp(1, 1, 8, 0, twoColours, {0, 0, 0, 0})).empty());
}

QObject* makeTstBmp() { return new TstBmp; }

#include "tst_bmp.moc"
