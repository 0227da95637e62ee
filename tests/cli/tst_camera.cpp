#include "tests/cli/training.h"

#include <QtTest>

#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include <csignal>

/// alexscope camera on videos, folders and pipelines; cameras themselves are absent here.
class TstCamera : public QObject {
    Q_OBJECT

private slots:
    void answersEveryFrameOfAVideo();
    void endsAfterSoManyFrames();
    void answersFolders();
    void answersForPeople();
    void agreesWithClassify();
    void averagesSteadily();
    void answersEachPictureOfAFolderAlone();
    void saysWhatSteadyMeansForAFolder();
    void mirrors();
    void listsCameras();
    void takesABrokenSourceUpAgain();
    void endsWithCtrlC();
    void refuses_data();
    void refuses();
};

namespace {

constexpr int frames = 6;

/// A dark disc that wanders over a bright ground by `shift` pixels a frame, ten frames a second.
void putVideo(const Workplace& place, const char* name, int shift = 10)
{
    cv::VideoWriter writer(
        place.path(name).string(), cv::CAP_FFMPEG, cv::VideoWriter::fourcc('M', 'J', 'P', 'G'), 10, {96, 64});
    QVERIFY(writer.isOpened());
    for (int i = 0; i < frames; ++i) {
        cv::Mat frame(64, 96, CV_8UC3, cv::Scalar(200, 150, 100));
        cv::circle(frame, {20 + shift * i, 30}, 12, cv::Scalar(20, 30, 40), cv::FILLED);
        writer.write(frame);
    }
}

/// One object for each line of standard output.
std::vector<Json> lines(const Answer& answer)
{
    std::vector<Json> list;
    for (const QByteArray& line : answer.out.trimmed().split('\n'))
        if (!line.isEmpty())
            list.push_back(Json::parse(line.toStdString()));
    return list;
}

bool isFree() { return !QFile::exists("/dev/video0"); }

const QString pipeline
    = "videotestsrc is-live=true ! video/x-raw,width=64,height=48,framerate=30/1 ! videoconvert";

}

void TstCamera::answersEveryFrameOfAVideo()
{
    const Workplace place;
    putVideo(place, "disc.avi");
    const Answer answer = place.run({"camera", "--source", "disc.avi", "--json"});
    QCOMPARE(answer.err, QByteArray());
    QCOMPARE(answer.code, 0);
    const std::vector<Json> list = lines(answer);
    QCOMPARE(list.size(), std::size_t(frames));
    for (int i = 0; i < frames; ++i) {
        const Json& line = list[std::size_t(i)];
        QCOMPARE(faultOf(line,
                     {{"frame", "number"}, {"seconds", "number"}, {"milliseconds", "number"},
                         {"averaged", "number"}, {"predictions", "array"}}),
            QString());
        QCOMPARE(line["frame"].get<int>(), i + 1);
        QVERIFY(std::abs(line["seconds"].get<double>() - 0.1 * i) < 1e-3);
        QCOMPARE(line["averaged"].get<int>(), 1);
        QCOMPARE(line["predictions"].size(), std::size_t(5));
        double last = 1;
        for (std::size_t rank = 0; rank < 5; ++rank) {
            const Json& row = line["predictions"][rank];
            QCOMPARE(row["rank"].get<std::size_t>(), rank + 1);
            QVERIFY(row["label"].is_string() && row["index"].is_number());
            QVERIFY(row["probability"].get<double>() <= last);
            last = row["probability"].get<double>();
        }
    }
    QVERIFY(list[0]["predictions"] != list[frames - 1]["predictions"]);
}

void TstCamera::endsAfterSoManyFrames()
{
    const Workplace place;
    putVideo(place, "disc.avi");
    QCOMPARE(lines(place.run({"camera", "--source", "disc.avi", "--json", "--frames", "2"})).size(),
        std::size_t(2));
}

void TstCamera::answersFolders()
{
    const Workplace place;
    place.makeFolder("album/summer");
    place.put("album/a.png", picture(1));
    place.put("album/b.png", "no picture");
    place.put("album/summer/c.png", picture(2));
    const Answer answer = place.run({"camera", "--source", "album", "--json"});
    QCOMPARE(answer.code, 0);
    QCOMPARE(lines(answer).size(), std::size_t(2));
}

void TstCamera::answersForPeople()
{
    const Workplace place;
    putVideo(place, "disc.avi");
    const Answer answer = place.run({"camera", "--source", "disc.avi", "--frames", "3"});
    QCOMPARE(answer.code, 0);
    QCOMPARE(answer.out.count('\n'), 3);
    QCOMPARE(answer.out.count('%'), 15);
    QVERIFY2(answer.out.startsWith("     1     0.000 s"), answer.out);
}

void TstCamera::agreesWithClassify()
{
    const Workplace place;
    place.makeFolder("album");
    place.put("album/a.png", picture(1, 50, 40));
    const Json camera = lines(place.run({"camera", "--source", "album", "--json"}))[0]["predictions"];
    const Json classify = place.run({"classify", "album/a.png", "--json"}).json()[0]["predictions"];
    for (std::size_t i = 0; i < 5; ++i) {
        QCOMPARE(camera[i]["index"], classify[i]["index"]);
        QCOMPARE(camera[i]["label"], classify[i]["label"]);
        QCOMPARE(camera[i]["probability"], classify[i]["probability"]);
    }
}

void TstCamera::averagesSteadily()
{
    const Workplace place;
    putVideo(place, "still.avi", 0); // always the same: only the views differ
    const std::vector<Json> list
        = lines(place.run({"camera", "--source", "still.avi", "--json", "--steady", "2"}));
    QCOMPARE(list.size(), std::size_t(frames));
    QCOMPARE(list[0]["averaged"].get<int>(), 1);
    QCOMPARE(list[1]["averaged"].get<int>(), 2);
    QCOMPARE(list[3]["averaged"].get<int>(), 2);
    QVERIFY(list[1]["predictions"] != list[0]["predictions"]); // with the mirror image
    QCOMPARE(list[2]["predictions"], list[1]["predictions"]); // both again
}

/// As in the window: the mean of two pictures that have nothing to do with each other would be an answer to neither.
void TstCamera::answersEachPictureOfAFolderAlone()
{
    const Workplace place;
    place.makeFolder("album");
    for (int i = 0; i < 3; ++i)
        place.put(QString("album/%1.png").arg(i).toUtf8(), picture(i + 1, 50, 40));
    const std::vector<Json> plain = lines(place.run({"camera", "--source", "album", "--json"}));
    const std::vector<Json> steady
        = lines(place.run({"camera", "--source", "album", "--json", "--steady", "8"}));
    QCOMPARE(steady.size(), std::size_t(3));
    QVERIFY(steady[0]["predictions"] != steady[1]["predictions"]);
    for (std::size_t i = 0; i < 3; ++i) {
        QCOMPARE(steady[i]["averaged"].get<int>(), 1);
        QCOMPARE(steady[i]["predictions"], plain[i]["predictions"]);
    }
}

void TstCamera::saysWhatSteadyMeansForAFolder()
{
    const Answer answer = Workplace().run({"camera", "--help"}, {.variables = withoutVulkan()});
    QCOMPARE(answer.code, 0);
    const QString words = QString::fromUtf8(answer.out).simplified();
    QVERIFY2(words.contains("pictures of a folder are answered one by one"), answer.out);
}

void TstCamera::mirrors()
{
    const Workplace place;
    place.makeFolder("album");
    place.put("album/a.png", picture(1));
    const Answer plain = place.run({"camera", "--source", "album", "--json"});
    const Answer mirror = place.run({"camera", "--source", "album", "--json", "--mirror"});
    QCOMPARE(mirror.code, 0);
    QVERIFY(lines(plain)[0]["predictions"] != lines(mirror)[0]["predictions"]);
}

void TstCamera::listsCameras()
{
    const Answer answer = Workplace().run({"camera", "--list", "--json"}, {.variables = withoutVulkan()});
    QCOMPARE(answer.code, 0);
    QVERIFY(answer.json()["cameras"].is_array());
    if (isFree())
        QVERIFY(answer.json()["cameras"].empty());
}

void TstCamera::takesABrokenSourceUpAgain()
{
    const Answer answer = Workplace().run({"camera", "--source",
        pipeline + " ! identity error-after=10 ! appsink", "--json", "--frames", "12"});
    if (answer.err.contains("does not start"))
        QSKIP("GStreamer's videotestsrc is not here: install gstreamer1.0-plugins-base");
    QCOMPARE(answer.code, 0);
    QVERIFY2(answer.err.contains("gives no more pictures") && answer.err.contains("is back"), answer.err);
    const std::vector<Json> list = lines(answer);
    QCOMPARE(list.size(), std::size_t(12));
    for (std::size_t i = 1; i < list.size(); ++i) {
        QVERIFY(list[i]["frame"] > list[i - 1]["frame"]);
        QVERIFY(list[i]["seconds"] > list[i - 1]["seconds"]);
    }
}

void TstCamera::endsWithCtrlC()
{
    const Workplace place;
    RunningProgram program(place, {"camera", "--source", pipeline + " ! appsink", "--json"});
    QTest::qWait(4000); // there is no file to wait for
    program.signal(SIGINT);
    const Answer answer = program.answer();
    if (answer.err.contains("does not start"))
        QSKIP("GStreamer's videotestsrc is not here: install gstreamer1.0-plugins-base");
    QCOMPARE(answer.code, 0);
    QVERIFY(answer.out.isEmpty() || answer.out.endsWith('\n'));
}

void TstCamera::refuses_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("missing file") << QStringList {"--source", "gone.avi"} << 1
                                  << "there is no file or folder gone.avi";
    QTest::newRow("no video") << QStringList {"--source", "text.avi"} << 1 << "text.avi is no video";
    QTest::newRow("picture") << QStringList {"--source", "a.png"} << 1 << "a.png is a picture, not a video";
    QTest::newRow("no frames") << QStringList {"--frames", "0"} << 2 << "--frames";
    QTest::newRow("too steady") << QStringList {"--steady", "33"} << 2 << "--steady";
    QTest::newRow("unknown network") << QStringList {"--source", "text.avi", "--model", "vgg"} << 2 << "vgg";
    if (isFree()) {
        QTest::newRow("no camera") << QStringList {} << 1 << "There is no camera";
        QTest::newRow("not that camera") << QStringList {"--source", "7"} << 1 << "There is no camera";
    }
}

void TstCamera::refuses()
{
    QFETCH(QStringList, words);
    QFETCH(int, code);
    QFETCH(QString, sentence);
    const Workplace place;
    place.put("text.avi", "only words");
    place.put("a.png", picture(1));
    QCOMPARE(faultOf(place.run(QStringList {"camera"} + words), code, qPrintable(sentence)), QString());
}

QObject* makeTstCamera() { return new TstCamera; }

#include "tst_camera.moc"
