#include "tests/image/file_writers.h"

#include <QtTest>

using namespace drawn;
using engine::Image;

class TstWebp : public QObject {
    Q_OBJECT

private slots:
    void opensLossless();
    void opensLossy();
    void dropsTransparency();
    void takesTheFirstFrameOfAnAnimation();
    void survivesFramesWithinFrames();
    void refusesAFileWithoutPicture();
};

static File webp(const File& chunks)
{
    return joined({text("RIFF"), little(std::uint32_t(chunks.size()) + 4), text("WEBP"), chunks});
}

void TstWebp::opensLossless()
{
    const File file = encode(".webp", noisy(61, 47), {cv::IMWRITE_WEBP_QUALITY, 101});
    QCOMPARE(decode(file), noisy(61, 47));
}

void TstWebp::opensLossy()
{
    const Image picture = smooth(64, 48);
    const Image opened = decode(encode(".webp", picture, {cv::IMWRITE_WEBP_QUALITY, 95}));
    QCOMPARE(opened.width, 64);
    // The colour of a gradient moves by a few values; a wrong channel order or row would move it by dozens.
    QVERIFY(worstDifference(opened, picture) <= 16);
}

void TstWebp::dropsTransparency()
{
    File file;
    cv::imencode(
        ".webp", cv::Mat(4, 4, CV_8UC4, cv::Scalar(10, 20, 30, 128)), file, {cv::IMWRITE_WEBP_QUALITY, 101});
    const Image picture = decode(file);
    QCOMPARE(File(picture.pixels.begin(), picture.pixels.begin() + 3), (File {30, 20, 10}));
}

void TstWebp::takesTheFirstFrameOfAnAnimation()
{
    const Image picture = fixture("animated.webp");
    QCOMPARE(picture.width, 48);
    QCOMPARE(picture.height, 16);
    QCOMPARE(File(picture.pixel(8, 8), picture.pixel(9, 8)), (File {200, 30, 40}));
    QCOMPARE(File(picture.pixel(40, 8), picture.pixel(41, 8)), (File {240, 240, 240}));
}

void TstWebp::survivesFramesWithinFrames()
{
    constexpr std::uint32_t levels = 100'000;
    File chunks;
    for (std::uint32_t left = levels; left > 0; --left)
        append(chunks, joined({text("ANMF"), little(left * 24 - 8), File(16)}));
    QVERIFY(refuses(webp(chunks), "holds no picture"));
}

void TstWebp::refusesAFileWithoutPicture()
{
    QVERIFY(refuses(webp({}), "holds no picture"));
    QVERIFY(refuses(webp(joined({text("VP8 "), little(4), File(4)})), "holds no picture"));
}

QObject* makeTstWebp() { return new TstWebp; }

#include "tst_webp.moc"
