#include "tests/image/drawn_pictures.h"

#include <QtTest>
#include <memory>
#include <turbojpeg.h>

using namespace drawn;
using engine::Image;

class TstJpeg : public QObject {
    Q_OBJECT

private slots:
    void opensColour();
    void opensProgressive();
    void opensGrey();
    void opensInksAsTheLightTheyLeave();
    void opensInksThatPillowWrote();
    void refusesWarnings();
};

// Quality 95 moves a smooth picture's values by no more.
static constexpr int lossy = 12;

void TstJpeg::opensColour()
{
    const Image picture = smooth(120, 75);
    QVERIFY(worstDifference(decode(encode(".jpg", picture)), picture) <= lossy);
}

void TstJpeg::opensProgressive()
{
    const Image picture = smooth(120, 75);
    const File file = encode(".jpg", picture, {cv::IMWRITE_JPEG_PROGRESSIVE, 1});
    QVERIFY(worstDifference(decode(file), picture) <= lossy);
}

void TstJpeg::opensGrey()
{
    File file;
    cv::imencode(".jpg", cv::Mat(16, 16, CV_8UC1, cv::Scalar(90)), file);
    const Image picture = decode(file);
    QCOMPARE(picture.width, 16);
    for (const std::uint8_t value : picture.pixels)
        QVERIFY(std::abs(value - 90) <= 1);
}

// TurboJPEG keeps the inks as they are given: 255 means none, as in every file with Adobe's mark.
void TstJpeg::opensInksAsTheLightTheyLeave()
{
    const struct {
        std::uint8_t inks[4];
        int light[3];
    } cases[] = {{{255, 255, 255, 255}, {255, 255, 255}}, {{0, 255, 255, 255}, {0, 255, 255}},
        {{255, 0, 0, 255}, {255, 0, 0}}, {{255, 255, 255, 0}, {0, 0, 0}},
        {{200, 100, 255, 128}, {100, 50, 128}}};
    for (const auto& one : cases) {
        std::vector<std::uint8_t> inks;
        for (int i = 0; i < 16 * 16; ++i)
            inks.insert(inks.end(), std::begin(one.inks), std::end(one.inks));
        const std::unique_ptr<void, int (*)(tjhandle)> encoder(tjInitCompress(), tjDestroy);
        unsigned char* data = nullptr;
        unsigned long size = 0;
        QCOMPARE(
            tjCompress2(encoder.get(), inks.data(), 16, 0, 16, TJPF_CMYK, &data, &size, TJSAMP_444, 98, 0),
            0);
        const File file(data, data + size);
        tjFree(data);

        const Image picture = decode(file);
        for (int c = 0; c < 3; ++c)
            QVERIFY(std::abs(picture.pixel(8, 8)[c] - one.light[c]) <= 3);
    }
}

void TstJpeg::opensInksThatPillowWrote()
{
    const Image picture = fixture("cmyk.jpg");
    const int stripes[3][3] = {{200, 30, 40}, {20, 180, 60}, {240, 240, 240}};
    for (int stripe = 0; stripe < 3; ++stripe) {
        for (int c = 0; c < 3; ++c)
            QVERIFY(std::abs(picture.pixel(stripe * 16 + 8, 8)[c] - stripes[stripe][c]) <= 3);
    }
}

void TstJpeg::refusesWarnings()
{
    File file = encode(".jpg", smooth(120, 75));
    // A marker in the midst of the pixels, where libjpeg would fill up with grey and only warn.
    file[file.size() / 2] = 0xff;
    file[file.size() / 2 + 1] = 0xd9;
    QVERIFY(refuses(file, "damaged or incomplete JPEG"));
}

QObject* makeTstJpeg() { return new TstJpeg; }

#include "tst_jpeg.moc"
