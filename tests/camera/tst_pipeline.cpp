#include "engine/camera/feed.h"

#include <QtTest>

using namespace engine;
using namespace std::chrono_literals;

/// A GStreamer source that breaks off behaves as a camera that is pulled out: it is noticed, and taken up again.
class TstPipeline : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void isTakenUpAgain();
    void saysThatItDoesNotStart();
};

namespace {

const std::string start
    = "videotestsrc is-live=true ! video/x-raw,width=64,height=48,framerate=60/1 ! videoconvert";
const std::string breaking = start + " ! identity error-after=20 ! appsink";

}

void TstPipeline::initTestCase()
{
    try {
        makeFrameSource({.words = start + " ! appsink"})->open();
    } catch (const CameraError&) {
        QSKIP("GStreamer's videotestsrc is not here: install gstreamer1.0-plugins-base");
    }
}

void TstPipeline::isTakenUpAgain()
{
    CameraFeed feed({.words = breaking}, {}, {.firstPause = 50ms});
    bool wasLost = false;
    long newest = -1;
    while (newest < 40) { // each time it gives 19 frames
        if (const std::optional<Frame> frame = feed.waitForFrame(5ms)) {
            QVERIFY(frame->number > newest);
            newest = frame->number;
            QCOMPARE(frame->image.width, 64);
            QCOMPARE(frame->image.height, 48);
        }
        const FeedStatus status = feed.status();
        if (status.state == FeedState::Lost) {
            wasLost = true;
            QCOMPARE(status.problem, std::optional(CameraProblem::Lost));
            QCOMPARE(status.sentence, std::string("The GStreamer pipeline gives no more pictures"));
            QVERIFY(!feed.hasFrame() || feed.status().state == FeedState::Live);
        }
        QVERIFY2(status.state != FeedState::Failed, status.sentence.c_str());
    }
    QVERIFY(wasLost);
}

void TstPipeline::saysThatItDoesNotStart()
{
    CameraFeed feed({.words = "nosuchsource ! appsink"});
    QTRY_COMPARE(feed.status().state, FeedState::Failed);
    QVERIFY(feed.status().sentence.find("does not start") != std::string::npos);
}

QObject* makeTstPipeline() { return new TstPipeline; }
#include "tst_pipeline.moc"
