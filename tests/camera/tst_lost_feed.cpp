#include "tests/camera/scripted_source.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace engine;
using namespace std::chrono_literals;

/// A feed knows when its source is gone, says so, and takes it up again.
class TstLostFeed : public QObject {
    Q_OBJECT
private slots:
    void cleanup();
    void losesASourceThatHangs();
    void stopsAtOnceWhileASourceHangs();
    void findsALostSourceAgain();
    void countsRepeatedFramesAsNone();
    void triesAgainWhatIsAbsent();
    void givesUpWhatIsUnreadable();
};

void TstLostFeed::cleanup()
{
    QVERIFY(waitForSources(soon));
    QCOMPARE(int(ScriptedSource::alive), 0);
}

void TstLostFeed::losesASourceThatHangs()
{
    auto release = std::make_shared<std::atomic<bool>>(false);
    QElapsedTimer sinceLast;
    CameraFeed feed(makerOf([=](Frame& frame, long number) {
        for (int i = 0; number >= 3 && i < 30000 && !*release; ++i) // 30 seconds
            sleepMs(1);
        frame.image = numbered(number);
        return true;
    }));
    QVERIFY(comesTo(feed, FeedState::Live));
    while (feed.status().read < 3)
        sleepMs(1);
    sinceLast.start();
    feed.take();
    QVERIFY(comesTo(feed, FeedState::Lost));
    QVERIFY(sinceLast.elapsed() > 1500);
    const FeedStatus status = feed.status();
    QCOMPARE(status.problem, std::optional(CameraProblem::Lost));
    QVERIFY2(status.sentence.starts_with("Scripted camera has given no picture for 1.9 seconds"),
        status.sentence.c_str());
    *release = true;
}

void TstLostFeed::stopsAtOnceWhileASourceHangs()
{
    auto release = std::make_shared<std::atomic<bool>>(false);
    auto feed = std::make_unique<CameraFeed>(makerOf([=](Frame&, long) {
        for (int i = 0; i < 30000 && !*release; ++i)
            sleepMs(1);
        return true;
    }));
    QTRY_COMPARE(int(ScriptedSource::alive), 1);
    sleepMs(50);
    feed.reset();
    QCOMPARE(int(ScriptedSource::alive), 1); // the hanging thread still has its source: nobody waited for it
    QVERIFY(!waitForSources(10ms));
    *release = true;
}

void TstLostFeed::findsALostSourceAgain()
{
    auto opened = std::make_shared<std::atomic<int>>(0);
    auto release = std::make_shared<std::atomic<bool>>(false);
    const auto make = [=] {
        const int attempt = ++*opened;
        return std::make_unique<ScriptedSource>([=](Frame& frame, long number) {
            sleepMs(2);
            for (int i = 0; attempt == 1 && number == 5 && i < 30000 && !*release; ++i)
                sleepMs(1);
            if (attempt == 2 && number == 5)
                throw CameraError(CameraProblem::Lost, "The plug was pulled");
            frame.image = numbered(100000 * attempt + number);
            return true;
        });
    };
    CameraFeed feed(make, {}, {.patience = 200ms, .firstPause = 20ms});
    long newest = 0;
    bool saidWhy = false;
    while (newest < 300000) {
        if (const std::optional<Frame> frame = feed.waitForFrame(20ms)) {
            const long number = numberIn(frame->image);
            QVERIFY2(number > newest, qPrintable(QString("%1 after %2").arg(number).arg(newest)));
            newest = number;
        }
        saidWhy = saidWhy || feed.status().sentence == "The plug was pulled";
        if (newest >= 200000)
            *release = true; // what the first one still brings is from long ago
    }
    QVERIFY(saidWhy);
    QCOMPARE(feed.status().state, FeedState::Live);
    QCOMPARE(feed.status().sentence, std::string());
    QCOMPARE(int(*opened), 3);
}

void TstLostFeed::countsRepeatedFramesAsNone()
{
    CameraFeed feed(makerOf([](Frame& frame, long number) {
        sleepMs(1);
        frame.image = numbered(std::min(number, 4l));
        frame.seconds = double(std::min(number, 4l)); // the driver gives its last buffer again and again
        return true;
    }),
        {}, {.patience = 200ms, .firstPause = 10000ms});
    QVERIFY(comesTo(feed, FeedState::Live));
    QVERIFY(comesTo(feed, FeedState::Lost));
    QCOMPARE(feed.status().read, 5l);
    QVERIFY(!feed.take());
}

void TstLostFeed::triesAgainWhatIsAbsent()
{
    auto attempts = std::make_shared<std::atomic<int>>(0);
    const auto make = [=] {
        auto source = std::make_unique<ScriptedSource>(plainFrame);
        source->onOpen = [=] {
            if (++*attempts < 3)
                throw CameraError(CameraProblem::Absent, "There is no camera");
        };
        return source;
    };
    CameraFeed feed(make, {}, {.firstPause = 100ms});
    QVERIFY(comesTo(feed, FeedState::Failed));
    QCOMPARE(feed.status().problem, std::optional(CameraProblem::Absent));
    QCOMPARE(feed.status().sentence, std::string("There is no camera"));
    QVERIFY(!feed.status().over);
    QVERIFY(comesTo(feed, FeedState::Live));
    QCOMPARE(int(*attempts), 3);
}

void TstLostFeed::givesUpWhatIsUnreadable()
{
    CameraFeed feed({.words = "/nowhere/street.mp4"}, {}, {.firstPause = 1ms});
    QVERIFY(comesTo(feed, FeedState::Failed));
    QVERIFY(!feed.waitForFrame(soon));
    const FeedStatus status = feed.status();
    QVERIFY(status.over);
    QCOMPARE(status.problem, std::optional(CameraProblem::Unreadable));
    QVERIFY2(status.sentence.find("/nowhere/street.mp4") != std::string::npos, status.sentence.c_str());
}

QObject* makeTstLostFeed() { return new TstLostFeed; }
#include "tst_lost_feed.moc"
