#include "tests/image/file_writers.h"

#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QtTest>

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <random>
#include <unistd.h>

using namespace drawn;
using engine::Image;
namespace fs = std::filesystem;

class TstDecode : public QObject {
    Q_OBJECT

private slots:
    void opensFiles();
    void refusesPathsThatAreNoPicture();
    void refusesUnreadableFiles();
    void refusesHugeFiles();
    void refusesTruncatedPictures_data();
    void refusesTruncatedPictures();
    void refusesHugePictures();
    void refusesLongPictures();
    void refusesPicturesWithoutPixels();
    void survivesMutatedPicturesInSilence();
};

static std::string refusalOf(const fs::path& file)
{
    try {
        engine::decodeFile(file);
        return {};
    } catch (const engine::Error& error) {
        return error.what();
    }
}

static void write(const fs::path& file, const File& bytes)
{
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), std::streamsize(bytes.size()));
}

static fs::path pathOf(const QTemporaryDir& folder) { return folder.path().toStdString(); }

/// The offset of a baseline JPEG's frame header: height, then width, two bytes each, five bytes on.
static std::size_t frameOf(const File& jpeg)
{
    const File marker = {0xff, 0xc0};
    return std::size_t(std::search(jpeg.begin(), jpeg.end(), marker.begin(), marker.end()) - jpeg.begin());
}

static File jpegOfSize(std::uint32_t width, std::uint32_t height)
{
    File file = encode(".jpg", smooth(16, 16));
    const File sides = joined({big(height, 2), big(width, 2)});
    std::copy(sides.begin(), sides.end(), file.begin() + std::ptrdiff_t(frameOf(file)) + 5);
    return file;
}

void TstDecode::opensFiles()
{
    const QTemporaryDir folder;
    const fs::path file = pathOf(folder) / "a picture, grün.jpg";
    write(file, encode(".png", noisy(20, 10)));
    QCOMPARE(engine::decodeFile(file), noisy(20, 10));
}

void TstDecode::refusesPathsThatAreNoPicture()
{
    const QTemporaryDir folder;
    const std::string name = folder.path().toStdString();
    QCOMPARE(refusalOf(name + "/cat.png"), name + "/cat.png does not exist: check the path");
    QCOMPARE(refusalOf(name), name + " is a folder: name a picture in it");
    QCOMPARE(refusalOf("/dev/null"), "/dev/null is not a file: name a picture");
    write(name + "/cat.png", {});
    QCOMPARE(refusalOf(name + "/cat.png"), name + "/cat.png is empty: get a fresh copy of it");
}

void TstDecode::refusesUnreadableFiles()
{
    if (geteuid() == 0)
        QSKIP("root may read every file");
    const QTemporaryDir folder;
    const fs::path file = pathOf(folder) / "cat.png";
    write(file, encode(".png", noisy(2, 2)));
    fs::permissions(file, fs::perms::none);
    QVERIFY(refusalOf(file).find("cannot be read (Permission denied)") != std::string::npos);
}

void TstDecode::refusesHugeFiles()
{
    const QTemporaryDir folder;
    const fs::path file = pathOf(folder) / "cat.png";
    write(file, encode(".png", noisy(2, 2)));
    fs::resize_file(file, (std::uintmax_t(512) << 20) + 1);
    QVERIFY(refusalOf(file).find("is larger than 512 MiB") != std::string::npos);
}

void TstDecode::refusesTruncatedPictures_data()
{
    QTest::addColumn<QByteArray>("content");
    const auto row = [](const char* name, const File& file) {
        QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(file.data()), qsizetype(file.size()));
    };
    row("JPEG", encode(".jpg", noisy(61, 47)));
    row("progressive JPEG", encode(".jpg", noisy(61, 47), {cv::IMWRITE_JPEG_PROGRESSIVE, 1}));
    row("PNG", encode(".png", noisy(61, 47)));
    row("WebP", encode(".webp", noisy(61, 47), {cv::IMWRITE_WEBP_QUALITY, 80}));
    row("lossless WebP", encode(".webp", noisy(61, 47), {cv::IMWRITE_WEBP_QUALITY, 101}));
    row("BMP", encode(".bmp", noisy(61, 47)));
}

void TstDecode::refusesTruncatedPictures()
{
    QFETCH(QByteArray, content);
    const File whole(content.begin(), content.end());
    QCOMPARE(refusal(whole), std::string());
    std::vector<std::size_t> lengths = {whole.size() - 1};
    for (std::size_t percent = 10; percent <= 90; percent += 5)
        lengths.push_back(whole.size() * percent / 100);
    for (const std::size_t length : lengths) {
        const std::string sentence = refusal(File(whole.begin(), whole.begin() + std::ptrdiff_t(length)));
        QVERIFY2(
            sentence.starts_with("drawn is a damaged or incomplete "), qPrintable(QString::number(length)));
    }
}

void TstDecode::refusesHugePictures()
{
    const File png = joined({pngHeader(100'000, 100'000, 8, 2), pngPixels({0}), pngEnd()});
    QCOMPARE(refusal(png),
        "drawn is 100000 x 100000 pixels; AlexScope opens pictures of up to 100000000 pixels: make it "
        "smaller first");
    QVERIFY(refuses(bmp(100'000, 100'000, 24, 0, {}, File(64)), "is 100000 x 100000 pixels"));
    QVERIFY(refuses(bmp(100'000, -100'000, 8, 1, {}, File(64)), "is 100000 x 100000 pixels"));
    QVERIFY(refuses(jpegOfSize(65'500, 65'500), "is 65500 x 65500 pixels"));

    File webp = encode(".webp", noisy(16, 16), {cv::IMWRITE_WEBP_QUALITY, 80});
    constexpr int sidesOfLossyWebP = 26;
    const File sides = joined({little(16'383, 2), little(16'383, 2)});
    std::copy(sides.begin(), sides.end(), webp.begin() + sidesOfLossyWebP);
    QVERIFY(refuses(webp, "is 16383 x 16383 pixels"));
}

void TstDecode::refusesLongPictures()
{
    const File png = joined({pngHeader(1'000'001, 1, 8, 2), pngPixels({0}), pngEnd()});
    QVERIFY(
        refuses(png, "is 1000001 x 1 pixels; AlexScope opens pictures of up to 1000000 pixels on a side"));
    const File largest = joined({pngHeader(0x7fffffff, 0x7fffffff, 8, 2), pngPixels({0}), pngEnd()});
    QVERIFY(refuses(largest, "pixels on a side"));
    const File tall = bmp(1, std::numeric_limits<int>::min(), 24, 0, {}, File(64));
    QVERIFY(refuses(tall, "is 1 x 2147483648 pixels"));
    const Image strip = noisy(65'000, 1);
    QCOMPARE(decode(encode(".png", strip)), strip);
}

void TstDecode::refusesPicturesWithoutPixels()
{
    QVERIFY(refuses(joined({pngHeader(0, 0, 8, 2), pngPixels({0}), pngEnd()}), "without pixels (0 x 0)"));
    QVERIFY(refuses(bmp(0, 0, 24, 0, {}, {}), "without pixels (0 x 0)"));
    QVERIFY(refuses(jpegOfSize(0, 16), "damaged or incomplete JPEG"));
    QVERIFY(refuses(jpegOfSize(16, 0), "damaged or incomplete JPEG"));
}

namespace {

/// What is written to the standard error stream while this lives.
class ErrorStream {
public:
    ErrorStream()
        : m_saved(dup(STDERR_FILENO))
    {
        m_file.open();
        dup2(m_file.handle(), STDERR_FILENO);
    }
    ~ErrorStream()
    {
        dup2(m_saved, STDERR_FILENO);
        close(m_saved);
    }
    qint64 written() const { return m_file.size(); }

private:
    QTemporaryFile m_file;
    int m_saved;
};

}

static File mutated(File file, std::mt19937& random)
{
    for (auto changes = random() % 8 + 1; changes > 0; --changes)
        file[random() % file.size()] = std::uint8_t(random());
    if (random() % 4 == 0)
        file.resize(random() % file.size());
    if (random() % 4 == 0)
        file.insert(file.begin() + std::ptrdiff_t(random() % (file.size() + 1)), random() % 40,
            std::uint8_t(random()));
    return file;
}

void TstDecode::survivesMutatedPicturesInSilence()
{
    File palette(1024);
    const File files[]
        = {encode(".jpg", smooth(24, 18)), encode(".jpg", smooth(24, 18), {cv::IMWRITE_JPEG_PROGRESSIVE, 1}),
            jpegWithExif(encode(".jpg", smooth(24, 18)), exifBlock(6, true)), encode(".png", noisy(24, 18)),
            joined({pngHeader(3, 1, 8, 3), pngChunk("PLTE", {1, 2, 3}), pngPixels({0, 0, 1, 2}), pngEnd()}),
            encode(".webp", noisy(24, 18), {cv::IMWRITE_WEBP_QUALITY, 80}),
            encode(".webp", noisy(24, 18), {cv::IMWRITE_WEBP_QUALITY, 101}), encode(".bmp", noisy(24, 18)),
            bmp(3, 2, 8, 1, palette, {3, 1, 0, 0, 0, 3, 1, 2, 3, 0, 0, 1})};
    std::mt19937 random(20120930);
    int opened = 0;
    qint64 written = 0;
    {
        const ErrorStream stream;
        for (int i = 0; i < 2000; ++i) {
            const Image picture = [&] {
                try {
                    return decode(mutated(files[i % std::size(files)], random));
                } catch (const engine::Error&) {
                    return Image();
                }
            }();
            opened += picture.width > 0 ? 1 : 0;
        }
        written = stream.written();
    }
    QCOMPARE(written, 0);
    QVERIFY(opened > 0 && opened < 2000);
}

QObject* makeTstDecode() { return new TstDecode; }

#include "tst_decode.moc"
