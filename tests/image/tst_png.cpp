#include "tests/image/file_writers.h"

#include <QtTest>

using namespace drawn;
using engine::Image;

class TstPng : public QObject {
    Q_OBJECT

private slots:
    void opensColour();
    void opensGrey();
    void dropsTransparency();
    void keepsTheHighByteOfSixteenBits();
    void opensOneBit();
    void opensPalettes();
    void takesPixelsBeyondThePaletteAsBlack();
    void opensInterlaced();
    void ignoresWhatItDoesNotNeed();
    void refusesFilesThatMakeNoSense();
};

static File pngOf(const cv::Mat& pixels, const std::vector<int>& options = {})
{
    File file;
    cv::imencode(".png", pixels, file, options);
    return file;
}

void TstPng::opensColour() { QCOMPARE(decode(encode(".png", noisy(61, 47))), noisy(61, 47)); }

void TstPng::opensGrey()
{
    const cv::Mat grey = (cv::Mat_<uchar>(1, 3) << 0, 100, 255);
    QCOMPARE(decode(pngOf(grey)).pixels, (File {0, 0, 0, 100, 100, 100, 255, 255, 255}));
}

void TstPng::dropsTransparency()
{
    const cv::Mat clear(1, 1, CV_8UC4, cv::Scalar(10, 20, 30, 0));
    QCOMPARE(decode(pngOf(clear)).pixels, (File {30, 20, 10}));
    const File greyAndClear = joined({pngHeader(2, 1, 8, 4), pngPixels({0, 70, 0, 80, 255}), pngEnd()});
    QCOMPARE(decode(greyAndClear).pixels, (File {70, 70, 70, 80, 80, 80}));
}

void TstPng::keepsTheHighByteOfSixteenBits()
{
    const cv::Mat deep(1, 1, CV_16UC3, cv::Scalar(0x12ff, 0x80ff, 0xfe00));
    QCOMPARE(decode(pngOf(deep)).pixels, (File {0xfe, 0x80, 0x12}));
}

void TstPng::opensOneBit()
{
    const cv::Mat stripes = (cv::Mat_<uchar>(1, 3) << 0, 255, 0);
    QCOMPARE(decode(pngOf(stripes, {cv::IMWRITE_PNG_BILEVEL, 1})).pixels,
        (File {0, 0, 0, 255, 255, 255, 0, 0, 0}));
}

void TstPng::opensPalettes()
{
    const File palette = pngChunk("PLTE", {1, 2, 3, 40, 50, 60, 200, 210, 220});
    for (const int depth : {2, 4, 8}) {
        const File line = depth == 2 ? File {0, 0b10'01'00'00}
            : depth == 4             ? File {0, 0x21, 0}
                                     : File {0, 2, 1, 0};
        const File file = joined(
            {pngHeader(3, 1, depth, 3), palette, pngChunk("tRNS", {0, 0, 0}), pngPixels(line), pngEnd()});
        QCOMPARE(decode(file).pixels, (File {200, 210, 220, 40, 50, 60, 1, 2, 3}));
    }
}

void TstPng::takesPixelsBeyondThePaletteAsBlack()
{
    const File file
        = joined({pngHeader(2, 1, 8, 3), pngChunk("PLTE", {9, 8, 7}), pngPixels({0, 0, 77}), pngEnd()});
    QCOMPARE(decode(file).pixels, (File {9, 8, 7, 0, 0, 0}));
}

void TstPng::opensInterlaced()
{
    constexpr int width = 11;
    constexpr int height = 10;
    const struct {
        int x, y, stepX, stepY;
    } passes[]
        = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};
    const Image picture = noisy(width, height);
    File lines;
    for (const auto& pass : passes) {
        for (int y = pass.y; y < height; y += pass.stepY) {
            lines.push_back(0);
            for (int x = pass.x; x < width; x += pass.stepX)
                lines.insert(lines.end(), picture.pixel(x, y), picture.pixel(x, y) + 3);
        }
    }
    QCOMPARE(decode(joined({pngHeader(width, height, 8, 2, 1), pngPixels(lines), pngEnd()})), picture);
}

void TstPng::ignoresWhatItDoesNotNeed()
{
    File damaged = pngChunk("tEXt", text("comment"));
    damaged.back() ^= 1;
    const File file = joined({pngHeader(1, 1, 8, 2), pngChunk("iCCP", text("no profile")),
        pngChunk("gAMA", {0}), damaged, pngPixels({0, 1, 2, 3}), pngEnd(), text("something after the end")});
    QCOMPARE(decode(file).pixels, (File {1, 2, 3}));
}

void TstPng::refusesFilesThatMakeNoSense()
{
    const File header = pngHeader(1, 1, 8, 2);
    const File pixels = pngPixels({0, 1, 2, 3});
    QVERIFY(refuses(joined({header, pngEnd()}), "holds no pixels"));
    QVERIFY(refuses(joined({header, pixels}), "ends too early"));
    QVERIFY(refuses(joined({pngHeader(1, 1, 8, 3), pixels, pngEnd()}), "no palette"));
    QVERIFY(refuses(joined({pngHeader(1, 1, 7, 2), pixels, pngEnd()}), "header makes no sense"));
    QVERIFY(refuses(joined({pngHeader(1, 1, 8, 5), pixels, pngEnd()}), "header makes no sense"));
    QVERIFY(refuses(joined({pngHeader(1, 1, 16, 3), pixels, pngEnd()}), "header makes no sense"));
    const File secondHeader(header.begin() + 8, header.end());
    QVERIFY(refuses(joined({header, secondHeader, pixels, pngEnd()}), "header is not where it belongs"));
    QVERIFY(refuses(joined({header, pngChunk("ABCD", {}), pixels, pngEnd()}), "no reader knows"));
    QVERIFY(refuses(joined({pngHeader(0, 1, 8, 2), pixels, pngEnd()}), "without pixels (0 x 1)"));
    File wrong = joined({header, pixels, pngEnd()});
    wrong[header.size() + 12] ^= 1;
    QVERIFY(refuses(wrong, "checksum"));
}

QObject* makeTstPng() { return new TstPng; }

#include "tst_png.moc"
