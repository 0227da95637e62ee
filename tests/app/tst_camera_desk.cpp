#include "app/session/camera.h"
#include "app/session/effects.h"
#include "tests/app/drawn_video.h"

#include <QtTest>

#include <numeric>

/// The camera and its answers without any window: a drawn video, pipelines and what is no source at all.
class TstCameraDesk : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanup();
    void answersAVideo();
    void carriesTheLayers();
    void mirrorsAndAverages();
    void saysWhenItIsNotSure();
    void saysWhyThereIsNothing_data();
    void saysWhyThereIsNothing();
    void comesBack();
    void freezes();
    void givesBackWhatItDisplaced();
    void letsTheWindowIn();
    void listsCameras();

private:
    bool answers(int count = 1);
    CameraChoice video() const { return {.source = m_folder.filePath("disc.avi"), .loop = true}; }
    PictureSource picture() const;

    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<CameraDesk> m_desk;
};

/// Waits for so many answers.
bool TstCameraDesk::answers(int count)
{
    QSignalSpy spy(m_desk.get(), &CameraDesk::answered);
    return QTest::qWaitFor([&] { return spy.size() >= count; }, 60000);
}

PictureSource TstCameraDesk::picture() const
{
    QImage image(40, 40, QImage::Format_RGB32);
    image.fill(qRgb(90, 140, 200));
    PictureSource source;
    QBuffer buffer(&source.bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    source.name = "blue";
    return source;
}

void TstCameraDesk::initTestCase()
{
    QVERIFY(writeDrawnVideo(m_folder.filePath("disc.avi"), DrawnThing::Disc, 20));
    m_session = std::make_unique<Session>();
    m_session->openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    m_session->openPicture(picture());
    QSignalSpy answered(m_session.get(), &Session::answered);
    QVERIFY(answered.wait(60000));
    m_desk = std::make_unique<CameraDesk>(*m_session);
}

void TstCameraDesk::cleanup()
{
    m_desk->stop();
    QCOMPARE(m_desk->status().state, CameraState::Off);
    m_desk->setSteady(1);
    m_desk->setMapsPerLayer(9);
    m_desk->keepActivation({});
}

void TstCameraDesk::answersAVideo()
{
    m_desk->start(video());
    QVERIFY(m_desk->isOn());
    long last = -1;
    for (int i = 0; i < 5; ++i) {
        QVERIFY(answers());
        const CameraAnswerPointer answer = m_desk->answer();
        QVERIFY(answer->frame > last);
        last = answer->frame;
        QCOMPARE(answer->network, m_session->network());
        QCOMPARE(answer->picture.size(), QSize(160, 120));
        QCOMPARE(answer->best.size(), std::size_t(5));
        QCOMPARE(answer->best[0].probability, answer->probabilities[std::size_t(answer->best[0].index)]);
        QVERIFY(std::abs(std::accumulate(answer->probabilities.begin(), answer->probabilities.end(), 0.0) - 1)
            < 1e-4);
        QVERIFY(QRectF(0, 0, 160, 120).contains(answer->seen) && answer->seen.width() > 110);
        QCOMPARE(answer->averaged, 1);
    }
    const CameraStatus status = m_desk->status();
    QCOMPARE(status.state, CameraState::Live);
    QCOMPARE(status.trouble, CameraTrouble::None);
    QCOMPARE(status.name, QString("disc.avi"));
    QCOMPARE(status.size, QSize(160, 120));
    QVERIFY(status.answersPerSecond > 0 && status.framesPerSecond > 0 && status.longestPause > 0);
}

void TstCameraDesk::carriesTheLayers()
{
    m_desk->keepActivation("pool1");
    m_desk->start(video());
    QVERIFY(answers());
    const CameraAnswer answer = *m_desk->answer();
    const auto& layers = answer.network->layers;
    QCOMPARE(answer.layers.size(), layers.size());
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const LiveLayer& live = answer.layers[i];
        QCOMPARE(live.layer, layers[i].name);
        QCOMPARE(live.maps.size(),
            layers[i].vector ? std::size_t(1)
                             : std::min(std::size_t(9), std::size_t(layers[i].output.channels)));
        double last = INFINITY;
        for (const LiveMap& map : live.maps) {
            QCOMPARE(map.values.size(),
                layers[i].vector ? std::size_t(layers[i].output.channels)
                                 : std::size_t(layers[i].output.height * layers[i].output.width));
            const double sum = std::accumulate(map.values.begin(), map.values.end(), 0.0);
            QVERIFY(sum <= last);
            last = sum;
        }
    }
    QVERIFY(answer.kept.has_value());
    QCOMPARE(answer.kept->shape, layers[std::size_t(answer.network->indexOf("pool1"))].output);
    m_desk->setMapsPerLayer(0);
    m_desk->keepActivation({});
    QVERIFY(answers(3));
    QVERIFY(m_desk->answer()->layers.empty());
    QVERIFY(!m_desk->answer()->kept);
}

void TstCameraDesk::mirrorsAndAverages()
{
    m_desk->setSteady(4);
    CameraChoice choice = video();
    choice.mirror = true;
    m_desk->start(choice);
    QVERIFY(answers(5));
    QCOMPARE(m_desk->answer()->averaged, 4);
    m_desk->setSteady(100);
    QCOMPARE(m_desk->steady(), 32);
}

void TstCameraDesk::saysWhenItIsNotSure()
{
    m_desk->start(video());
    m_desk->setNotSureAbove(0);
    QVERIFY(answers(2));
    QVERIFY(m_desk->answer()->notSure);
    m_desk->setNotSureAbove(1.01);
    QVERIFY(answers(3));
    QVERIFY(!m_desk->answer()->notSure);
    m_desk->setNotSureAbove(0.4);
    QVERIFY(answers(3));
    const CameraAnswer answer = *m_desk->answer();
    QCOMPARE(answer.notSure, answer.sureness == Sureness::NotSure);
    QCOMPARE(answer.spread, spreadOf(answer.probabilities));
}

void TstCameraDesk::saysWhyThereIsNothing_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<CameraTrouble>("trouble");
    QTest::addColumn<QString>("words");
    QTest::newRow("missing") << "/nowhere/a.avi" << CameraTrouble::Unreadable << "/nowhere/a.avi";
    QTest::newRow("no video") << QFINDTESTDATA("tst_camera_desk.cpp") << CameraTrouble::Unreadable
                              << "no video";
    if (!QFile::exists("/dev/video0"))
        QTest::newRow("no camera") << QString() << CameraTrouble::Absent << "no camera";
}

void TstCameraDesk::saysWhyThereIsNothing()
{
    QFETCH(QString, source);
    QFETCH(CameraTrouble, trouble);
    QFETCH(QString, words);
    m_desk->start({.source = source});
    QTRY_COMPARE(m_desk->status().state, CameraState::Failed);
    QCOMPARE(m_desk->status().trouble, trouble);
    QVERIFY2(m_desk->status().sentence.contains(words), qPrintable(m_desk->status().sentence));
    QVERIFY(!m_desk->answer());
}

void TstCameraDesk::comesBack()
{
    std::vector<CameraState> states;
    const auto connection = connect(
        m_desk.get(), &CameraDesk::statusChanged, this, [&] { states.push_back(m_desk->status().state); });
    m_desk->start(
        {.source = "videotestsrc is-live=true ! video/x-raw,width=64,height=48,framerate=30/1 ! videoconvert "
                   "! identity error-after=15 ! appsink"});
    const bool twice = QTest::qWaitFor(
        [&] {
            return std::count(states.begin(), states.end(), CameraState::Live) >= 2
                || m_desk->status().state == CameraState::Failed;
        },
        20000);
    disconnect(connection);
    if (m_desk->status().trouble == CameraTrouble::Absent)
        QSKIP("GStreamer's videotestsrc is not here: install gstreamer1.0-plugins-base");
    QVERIFY(twice);
    QVERIFY(std::count(states.begin(), states.end(), CameraState::Lost) >= 1);
}

void TstCameraDesk::freezes()
{
    m_desk->start(video());
    QVERIFY(answers());
    const QImage frame = m_desk->answer()->picture;
    QSignalSpy frozen(m_desk.get(), &CameraDesk::frozen), answered(m_session.get(), &Session::answered);
    m_desk->freeze();
    QVERIFY(!m_desk->isOn());
    QVERIFY(answered.wait(60000));
    QCOMPARE(frozen.size(), 1);
    QCOMPARE(m_session->answer()->name, QString("frame of disc.avi"));
    QCOMPARE(m_session->answer()->picture.convertToFormat(QImage::Format_RGB32),
        frame.convertToFormat(QImage::Format_RGB32));
}

void TstCameraDesk::givesBackWhatItDisplaced()
{
    // Going back from a score needs the activations of the picture on the device.
    const ClassificationPointer before = m_session->answer();
    m_desk->start(video());
    QVERIFY(answers(2));
    m_desk->stop();
    QCOMPARE(m_session->answer(), before);
    Effects effects(*m_session, nullptr);
    QSignalSpy ready(&effects, &Effects::ready);
    effects.of(0);
    QVERIFY(ready.wait(60000));
    QVERIFY(effects.of(0) != nullptr);
}

void TstCameraDesk::letsTheWindowIn()
{
    m_desk->start(video());
    QVERIFY(answers());
    QSignalSpy answered(m_session.get(), &Session::answered);
    m_session->openPicture(picture());
    QVERIFY(answered.wait(60000)); // while the camera goes on
    QVERIFY(answers(2));
}

void TstCameraDesk::listsCameras()
{
    QSignalSpy changed(m_desk.get(), &CameraDesk::camerasChanged);
    m_desk->setWatching(true);
    QTest::qWait(300);
    if (!QFile::exists("/dev/video0"))
        QVERIFY(m_desk->cameras().empty() && changed.isEmpty());
    m_desk->setWatching(false);
}

QObject* makeTstCameraDesk() { return new TstCameraDesk; }
#include "tst_camera_desk.moc"
