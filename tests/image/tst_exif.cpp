#include "engine/image/exif.h"
#include "tests/image/file_writers.h"

#include <QtTest>

using namespace drawn;
using engine::Image;

class TstExif : public QObject {
    Q_OBJECT

private slots:
    void turnsTheStoredCornerToItsPlace_data();
    void turnsTheStoredCornerToItsPlace();
    void turnsAsOpenCvDoes_data();
    void turnsAsOpenCvDoes();
    void isReadFromJpegInBothByteOrders();
    void isReadFromPng();
    void isReadFromWebP();
    void isIgnoredWhenDamaged();
};

// The EXIF standard names the edges of the upright picture where the stored first row and first column lie.
void TstExif::turnsTheStoredCornerToItsPlace_data()
{
    QTest::addColumn<int>("orientation");
    QTest::addColumn<bool>("right");
    QTest::addColumn<bool>("bottom");
    QTest::addColumn<bool>("rowsBecomeColumns");
    QTest::newRow("row 0 top, column 0 left") << 1 << false << false << false;
    QTest::newRow("row 0 top, column 0 right") << 2 << true << false << false;
    QTest::newRow("row 0 bottom, column 0 right") << 3 << true << true << false;
    QTest::newRow("row 0 bottom, column 0 left") << 4 << false << true << false;
    QTest::newRow("row 0 left, column 0 top") << 5 << false << false << true;
    QTest::newRow("row 0 right, column 0 top") << 6 << true << false << true;
    QTest::newRow("row 0 right, column 0 bottom") << 7 << true << true << true;
    QTest::newRow("row 0 left, column 0 bottom") << 8 << false << true << true;
}

void TstExif::turnsTheStoredCornerToItsPlace()
{
    QFETCH(int, orientation);
    QFETCH(bool, right);
    QFETCH(bool, bottom);
    QFETCH(bool, rowsBecomeColumns);
    Image stored(3, 2);
    stored.pixel(0, 0)[0] = 255;
    stored.pixel(2, 0)[1] = 255;

    const Image upright = engine::oriented(stored, orientation);
    QCOMPARE(upright.width, rowsBecomeColumns ? 2 : 3);
    QCOMPARE(upright.height, rowsBecomeColumns ? 3 : 2);
    const int x = right ? upright.width - 1 : 0;
    const int y = bottom ? upright.height - 1 : 0;
    QCOMPARE(int(upright.pixel(x, y)[0]), 255);
    const int endX = rowsBecomeColumns ? x : upright.width - 1 - x;
    const int endY = rowsBecomeColumns ? upright.height - 1 - y : y;
    QCOMPARE(int(upright.pixel(endX, endY)[1]), 255);
}

void TstExif::turnsAsOpenCvDoes_data()
{
    QTest::addColumn<int>("orientation");
    for (int orientation = 1; orientation <= 8; ++orientation)
        QTest::addRow("%d", orientation) << orientation;
}

void TstExif::turnsAsOpenCvDoes()
{
    QFETCH(int, orientation);
    const File file = jpegWithExif(encode(".jpg", smooth(45, 30)), exifBlock(orientation, false));
    cv::Mat expected;
    cv::cvtColor(cv::imdecode(file, cv::IMREAD_COLOR), expected, cv::COLOR_BGR2RGB);
    const Image picture = decode(file);
    QCOMPARE(picture.width, expected.cols);
    QCOMPARE(picture.height, expected.rows);
    // Two copies of libjpeg may round a value differently.
    QVERIFY(cv::norm(matrix(picture), expected, cv::NORM_INF) <= 2);
}

void TstExif::isReadFromJpegInBothByteOrders()
{
    const File plain = encode(".jpg", smooth(45, 30));
    for (const bool littleFirst : {true, false}) {
        for (int orientation = 1; orientation <= 8; ++orientation) {
            const Image turned = decode(jpegWithExif(plain, exifBlock(orientation, littleFirst)));
            QCOMPARE(turned, engine::oriented(decode(plain), orientation));
        }
    }
}

void TstExif::isReadFromPng()
{
    const Image picture = noisy(9, 7);
    const File plain = encode(".png", picture);
    constexpr int headerEnd = 33;
    for (int orientation = 1; orientation <= 8; ++orientation) {
        File file(plain.begin(), plain.begin() + headerEnd);
        append(file, pngChunk("eXIf", exifBlock(orientation, orientation % 2 == 0)));
        file.insert(file.end(), plain.begin() + headerEnd, plain.end());
        QCOMPARE(decode(file), engine::oriented(picture, orientation));
    }
}

void TstExif::isReadFromWebP()
{
    const Image picture = noisy(9, 7);
    const File plain = encode(".webp", picture, {cv::IMWRITE_WEBP_QUALITY, 101});
    const File coded(plain.begin() + 12, plain.end());
    const File header = joined({text("VP8X"), little(10), little(8), little(8, 3), little(6, 3)});
    for (int orientation = 1; orientation <= 8; ++orientation) {
        const File block = exifBlock(orientation, true);
        const File chunks = joined({header, coded, text("EXIF"), little(std::uint32_t(block.size())), block});
        const File file
            = joined({text("RIFF"), little(std::uint32_t(chunks.size()) + 4), text("WEBP"), chunks});
        QCOMPARE(decode(file), engine::oriented(picture, orientation));
    }
}

void TstExif::isIgnoredWhenDamaged()
{
    const File plain = encode(".jpg", smooth(45, 30));
    const Image upright = decode(plain);
    QCOMPARE(decode(jpegWithExif(plain, exifBlock(0, true))), upright);
    QCOMPARE(decode(jpegWithExif(plain, exifBlock(9, true))), upright);
    QCOMPARE(decode(jpegWithExif(plain, {})), upright);
    const File block = exifBlock(6, false);
    for (std::size_t length = 0; length < 30; ++length)
        QCOMPARE(decode(jpegWithExif(plain, File(block.begin(), block.begin() + int(length)))), upright);
    File farAway = block;
    farAway[4] = 0xff;
    QCOMPARE(decode(jpegWithExif(plain, farAway)), upright);
}

QObject* makeTstExif() { return new TstExif; }

#include "tst_exif.moc"
