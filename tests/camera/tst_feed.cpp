#include "tests/camera/scripted_source.h"

#include <QElapsedTimer>
#include <QtTest>

#include <fstream>

using namespace engine;
using namespace std::chrono_literals;

/// A feed keeps the newest frame of its source and nothing else.
class TstFeed : public QObject {
    Q_OBJECT
private slots:
    void cleanup();
    void handsOutEveryFrameOnce();
    void keepsOnlyTheNewestOfAFastSource();
    void staysSmallOverTenThousandFrames();
    void doesNotHandOutOldFrames();
    void endsWithItsFile();
    void keepsTheFilesPace();
    void mirrors();
    void tellsNews();
};

namespace {

/// Kilobytes of memory that the program has in use.
long residentKilobytes()
{
    std::ifstream file("/proc/self/statm");
    long all = 0, resident = 0;
    file >> all >> resident;
    return resident * 4;
}

}

void TstFeed::cleanup()
{
    QVERIFY(waitForSources(soon));
    QCOMPARE(int(ScriptedSource::alive), 0);
}

void TstFeed::handsOutEveryFrameOnce()
{
    CameraFeed feed(makerOf(plainFrame));
    long last = -1;
    for (int i = 0; i < 50; ++i) {
        const std::optional<Frame> frame = feed.waitForFrame(soon);
        QVERIFY(frame.has_value());
        QVERIFY2(frame->number > last, qPrintable(QString("%1 after %2").arg(frame->number).arg(last)));
        QCOMPARE(numberIn(frame->image), frame->number);
        last = frame->number;
    }
    const FeedStatus status = feed.status();
    QCOMPARE(status.state, FeedState::Live);
    QCOMPARE(status.name, std::string("Scripted camera"));
    QCOMPARE(status.size, (FrameSize {16, 12}));
    QCOMPARE(status.sentence, std::string());
    QCOMPARE(status.taken, 50l);
    QVERIFY(status.read - status.dropped - status.taken <= 1); // one may wait
}

void TstFeed::keepsOnlyTheNewestOfAFastSource()
{
    std::atomic<long> made = 0;
    CameraFeed feed(makerOf([&](Frame& frame, long number) {
        std::this_thread::sleep_for(8ms); // about 120 frames a second
        frame.image = numbered(number);
        made = number;
        return true;
    }));
    QVERIFY(feed.waitForFrame(soon));
    long taken = 1;
    for (int i = 0; i < 5; ++i) {
        sleepMs(150);
        const long before = made;
        const std::optional<Frame> frame = feed.waitForFrame(soon);
        QVERIFY(frame.has_value());
        QVERIFY2(frame->number >= before - 1, qPrintable(QString("%1 of %2").arg(frame->number).arg(before)));
        ++taken;
    }
    const FeedStatus status = feed.status();
    QCOMPARE(status.taken, taken);
    QVERIFY(status.dropped > 20);
    QVERIFY(status.rate > 20 && status.rate < 130);
}

void TstFeed::staysSmallOverTenThousandFrames()
{
    constexpr int width = 160, height = 120;
    CameraFeed feed(makerOf([](Frame& frame, long number) {
        if (number % 100 == 0)
            sleepMs(1);
        frame.image = numbered(number, width, height);
        return true;
    }));
    while (feed.status().read < 1000)
        feed.waitForFrame(10ms);
    const long before = residentKilobytes();
    while (feed.status().read < 11000)
        feed.waitForFrame(1ms);
    const long grown = residentKilobytes() - before;
    QVERIFY2(grown < 4096, qPrintable(QString("%1 KiB more").arg(grown))); // all frames would be 560 MB
}

void TstFeed::doesNotHandOutOldFrames()
{
    auto release = std::make_shared<std::atomic<bool>>(false);
    CameraFeed feed(makerOf([=](Frame& frame, long number) {
        while (number == 1 && !*release)
            sleepMs(1);
        frame.image = numbered(number);
        return true;
    }),
        {}, {.fresh = 50ms});
    QVERIFY(comesTo(feed, FeedState::Live));
    QVERIFY(feed.hasFrame());
    sleepMs(120);
    QVERIFY(!feed.take());
    QCOMPARE(feed.status().dropped, 1l);
    *release = true;
}

void TstFeed::endsWithItsFile()
{
    const Script three = [](Frame& frame, long number) {
        frame.image = numbered(number);
        frame.seconds = double(number) / 50;
        return number < 3;
    };
    CameraFeed feed(makerOf(three, false));
    QVERIFY(comesTo(feed, FeedState::Ended));
    QCOMPARE(feed.status().sentence, std::string("Scripted camera is over"));
    const std::optional<Frame> last = feed.waitForFrame(soon);
    QVERIFY(last.has_value());
    QCOMPARE(last->number, 2l);
    QVERIFY(!feed.waitForFrame(soon)); // and does not wait for more
    QVERIFY(feed.status().over);
}

void TstFeed::keepsTheFilesPace()
{
    QElapsedTimer timer;
    timer.start();
    CameraFeed feed(makerOf(
        [](Frame& frame, long number) {
            frame.image = numbered(number);
            frame.seconds = double(number) / 20;
            return number < 11;
        },
        false));
    QVERIFY(comesTo(feed, FeedState::Ended));
    QVERIFY(timer.elapsed() >= 450); // ten pauses of 50 ms
    QCOMPARE(feed.status().read, 11l);
}

void TstFeed::mirrors()
{
    CameraFeed feed(makerOf([](Frame& frame, long number) {
        sleepMs(1);
        frame.image = numbered(number, 3, 1);
        frame.image.pixel(0, 0)[1] = 77;
        return true;
    }));
    QCOMPARE(int(feed.waitForFrame(soon)->image.pixel(0, 0)[1]), 77);
    feed.setMirrored(true);
    const std::optional<Frame> frame = feed.waitForFrame(soon);
    QCOMPARE(int(frame->image.pixel(2, 0)[1]), 77);
    QVERIFY(frame->image.pixel(0, 0)[1] != 77);
}

void TstFeed::tellsNews()
{
    std::atomic<int> news = 0;
    {
        CameraFeed feed(makerOf(plainFrame), [&] { ++news; });
        QVERIFY(comesTo(feed, FeedState::Live));
        while (feed.status().read < 30)
            sleepMs(1);
        const int untaken = news;
        QVERIFY(untaken >= 1 && untaken <= 2); // one frame waits: thirty are no news
        feed.take();
        QTRY_VERIFY(news > untaken);
    }
    const int told = news;
    sleepMs(30);
    QCOMPARE(int(news), told); // none after its end
}

QObject* makeTstFeed() { return new TstFeed; }
#include "tst_feed.moc"
