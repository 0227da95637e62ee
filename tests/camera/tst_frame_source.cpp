#include "engine/camera/frame_source.h"
#include "engine/image/decode.h"

#include <QtTest>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

using namespace engine;

/// Videos and folders give their pictures in order, and what is neither says so.
class TstFrameSource : public QObject {
    Q_OBJECT
private slots:
    void tellsKindsApart();
    void readsVideos_data();
    void readsVideos();
    void loopsVideos();
    void readsFolders();
    void passesOverDamagedPictures();
    void refuses_data();
    void refuses();

private:
    QString file(const QString& name) const { return m_folder.filePath(name); }
    void write(const QString& name, const QByteArray& bytes) const;
    QTemporaryDir m_folder;
};

namespace {

constexpr int frames = 12;
constexpr double rate = 20;

/// Frame i is red by 20 i and green in its left half.
cv::Mat drawn(int i)
{
    cv::Mat frame(48, 64, CV_8UC3, cv::Scalar(0, 0, 20 * i));
    cv::rectangle(frame, cv::Rect(0, 0, 32, 48), cv::Scalar(0, 200, 20 * i), cv::FILLED);
    return frame;
}

bool writeVideo(const QString& file, int fourcc)
{
    cv::VideoWriter writer(file.toStdString(), cv::CAP_FFMPEG, fourcc, rate, {64, 48});
    for (int i = 0; writer.isOpened() && i < frames; ++i)
        writer.write(drawn(i));
    return writer.isOpened();
}

std::unique_ptr<FrameSource> opened(const SourceChoice& choice)
{
    std::unique_ptr<FrameSource> source = makeFrameSource(choice);
    source->open();
    return source;
}

bool isNear(int value, int expected) { return std::abs(value - expected) <= 12; } // codecs lose a little

/// What `work` throws; empty when nothing.
template <class Work>
QString thrown(Work work, CameraProblem& problem)
{
    try {
        work();
    } catch (const CameraError& error) {
        problem = error.problem();
        return QString::fromStdString(error.what());
    }
    return {};
}

}

void TstFrameSource::write(const QString& name, const QByteArray& bytes) const
{
    QFile out(file(name));
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(bytes);
}

void TstFrameSource::tellsKindsApart()
{
    write("party!.avi", "RIFF");
    QCOMPARE(kindOf(""), SourceKind::Camera);
    QCOMPARE(kindOf("0"), SourceKind::Camera);
    QCOMPARE(kindOf("HD Webcam"), SourceKind::Camera);
    QCOMPARE(kindOf("/dev/video7"), SourceKind::Camera);
    QCOMPARE(kindOf(m_folder.path().toStdString()), SourceKind::Folder);
    QCOMPARE(kindOf(file("party!.avi").toStdString()), SourceKind::Video);
    QCOMPARE(kindOf("videotestsrc ! appsink"), SourceKind::Pipeline);
}

void TstFrameSource::readsVideos_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("fourcc");
    QTest::newRow("avi") << "a.avi" << cv::VideoWriter::fourcc('M', 'J', 'P', 'G');
    QTest::newRow("mp4") << "a.mp4" << cv::VideoWriter::fourcc('m', 'p', '4', 'v');
    QTest::newRow("mkv") << "a.mkv" << cv::VideoWriter::fourcc('m', 'p', '4', 'v');
}

void TstFrameSource::readsVideos()
{
    QFETCH(QString, name);
    QFETCH(int, fourcc);
    QVERIFY(writeVideo(file(name), fourcc));
    const auto source = opened({.words = file(name).toStdString()});
    QCOMPARE(QString::fromStdString(source->name()), name);
    QCOMPARE(source->size(), (FrameSize {64, 48}));
    QCOMPARE(source->rate(), rate);
    QVERIFY(!source->isLive());
    Frame frame;
    for (int i = 0; i < frames; ++i) {
        QVERIFY(source->read(frame));
        QCOMPARE(frame.number, long(i));
        QVERIFY2(std::abs(frame.seconds - i / rate) < 1e-3, qPrintable(QString::number(frame.seconds)));
        QCOMPARE(frame.image.width, 64);
        QCOMPARE(frame.image.height, 48);
        const std::uint8_t *left = frame.image.pixel(10, 20), *right = frame.image.pixel(54, 20);
        QVERIFY(isNear(left[0], 20 * i) && isNear(left[1], 200) && isNear(left[2], 0));
        QVERIFY(isNear(right[0], 20 * i) && isNear(right[1], 0) && isNear(right[2], 0));
    }
    QVERIFY(!source->read(frame));
}

void TstFrameSource::loopsVideos()
{
    QVERIFY(writeVideo(file("loop.avi"), cv::VideoWriter::fourcc('M', 'J', 'P', 'G')));
    const auto source = opened({.words = file("loop.avi").toStdString(), .loop = true});
    Frame frame;
    double last = -1;
    for (int i = 0; i < 3 * frames; ++i) {
        QVERIFY(source->read(frame));
        QCOMPARE(frame.number, long(i));
        QVERIFY(std::abs(frame.seconds - last - 1 / rate) < 1e-3 || i == 0);
        QVERIFY(isNear(frame.image.pixel(54, 20)[0], 20 * (i % frames)));
        last = frame.seconds;
    }
}

void TstFrameSource::readsFolders()
{
    const QString folder = file("pictures");
    QDir().mkpath(folder + "/below");
    for (int i = 0; i < 3; ++i)
        cv::imwrite((folder + "/below/%1.png").arg(i).toStdString(), drawn(i));
    const auto once = opened({.words = folder.toStdString(), .rate = 4});
    QCOMPARE(QString::fromStdString(once->name()), QString("pictures"));
    Frame frame;
    for (int i = 0; i < 3; ++i) {
        QVERIFY(once->read(frame));
        QCOMPARE(frame.number, long(i));
        QCOMPARE(frame.seconds, i / 4.0);
        QVERIFY(frame.unrelated); // as no frame of a video is
        QCOMPARE(int(frame.image.pixel(60, 0)[0]), 20 * i);
    }
    QVERIFY(!once->read(frame));
    const auto looped = opened({.words = folder.toStdString() + "/", .loop = true});
    QCOMPARE(QString::fromStdString(looped->name()), QString("pictures"));
    for (int i = 0; i < 8; ++i) {
        QVERIFY(looped->read(frame));
        QCOMPARE(int(frame.image.pixel(60, 0)[0]), 20 * (i % 3));
    }
}

void TstFrameSource::passesOverDamagedPictures()
{
    QDir().mkpath(file("mixed"));
    write("mixed/a.png", "no picture");
    cv::imwrite(file("mixed/b.png").toStdString(), drawn(5));
    const auto source = opened({.words = file("mixed").toStdString(), .loop = true});
    Frame frame;
    for (int i = 0; i < 3; ++i) {
        QVERIFY(source->read(frame));
        QCOMPARE(int(frame.image.pixel(60, 0)[0]), 100);
    }
    QDir().mkpath(file("bad"));
    write("bad/a.png", "no picture");
    const auto bad = opened({.words = file("bad").toStdString(), .loop = true});
    CameraProblem problem {};
    QVERIFY(thrown([&] { bad->read(frame); }, problem).contains("a.png"));
    QCOMPARE(problem, CameraProblem::Unreadable);
}

void TstFrameSource::refuses_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("words");
    QVERIFY(writeVideo(file("whole.mp4"), cv::VideoWriter::fourcc('m', 'p', '4', 'v')));
    QFile whole(file("whole.mp4"));
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray cut = whole.read(whole.size() / 2); // an MP4 has its index at its end
    QTest::newRow("missing") << "gone.mp4" << QByteArray() << "there is no file or folder";
    QTest::newRow("text") << "text.mp4" << QByteArray("just words\n").repeated(100)
                          << "no video that can be read";
    QTest::newRow("play list") << "list.m3u8" << QByteArray("#EXTM3U\nhttp://127.0.0.1:9/a.ts\n")
                               << "no video that can be read";
    QTest::newRow("cut") << "cut.mp4" << cut << "cut.mp4";
    QTest::newRow("beginning only") << "start.avi" << QByteArray("RIFF\0\0\0\0AVI ", 12)
                                    << "no video that can be read";
    QTest::newRow("picture") << "photo.jpg" << QByteArray("\xff\xd8\xff\xe0") << "is a picture, not a video";
    QTest::newRow("empty folder") << "nothing/" << QByteArray() << "nothing";
}

void TstFrameSource::refuses()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(QString, words);
    if (name.endsWith('/'))
        QDir().mkpath(file(name));
    else if (!content.isEmpty())
        write(name, content);
    CameraProblem problem {};
    Frame frame;
    const QString sentence
        = thrown([&] { opened({.words = file(name).toStdString()})->read(frame); }, problem);
    QVERIFY2(sentence.contains(words), qPrintable(sentence));
    QCOMPARE(problem, CameraProblem::Unreadable);
}

QObject* makeTstFrameSource() { return new TstFrameSource; }
#include "tst_frame_source.moc"
