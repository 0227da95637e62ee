#include "engine/camera/feed.h"

#include "engine/camera/feed_reader.h"

#include <algorithm>
#include <thread>

namespace engine {

namespace {

using Lock = std::unique_lock<std::mutex>;
using Milliseconds = std::chrono::milliseconds;

/// Starts readers, notices when one says nothing, and decides what happens when one ends.
class Supervisor {
public:
    explicit Supervisor(std::shared_ptr<CameraFeed::Shared> shared)
        : m_shared(std::move(shared))
    {
    }

    void run()
    {
        Lock lock(m_shared->mutex);
        while (!m_shared->stopped && tryOnce(lock) && pause(lock)) { }
        m_shared->status.over = true;
        m_shared->tell();
        m_shared->changed.notify_all();
    }

private:
    /// False when there is nothing to be tried again.
    bool tryOnce(Lock& lock)
    {
        constexpr int most = 3; // threads that may hang at a time
        CameraFeed::Shared& shared = *m_shared;
        shared.changed.wait(lock, [&] { return shared.stopped || shared.readers < most; });
        if (shared.stopped)
            return false;
        const long number = shared.attempt.number + 1;
        shared.attempt = {};
        shared.attempt.number = number;
        shared.attempt.sign = FeedClock::now();
        startReader(m_shared);
        const auto noticed = [&] { return shared.stopped || shared.attempt.finished; };
        while (!noticed()) {
            if (FeedClock::now() < deadline()) {
                shared.changed.wait_until(lock, deadline()); // which every frame moves
                continue;
            }
            loseSilentOne();
            if (shared.attempt.isLive)
                return true;
            shared.attempt.sign = FeedClock::now(); // a file is waited for
        }
        return shared.stopped ? false : judge();
    }

    FeedClock::time_point deadline() const
    {
        const auto& attempt = m_shared->attempt;
        const FeedOptions& options = m_shared->options;
        return attempt.sign + (attempt.opened ? options.patience + attempt.period : options.openPatience);
    }

    void loseSilentOne()
    {
        CameraFeed::Shared& shared = *m_shared;
        if (shared.attempt.gaveFrames)
            m_pause = shared.options.firstPause;
        if (shared.attempt.isLive)
            ++shared.attempt.number; // whatever its thread still brings is not wanted
        const std::string who = shared.status.name.empty() ? "The camera" : shared.status.name;
        const auto seconds = std::chrono::duration<double>(
            shared.attempt.opened ? shared.options.patience : shared.options.openPatience);
        fail({CameraProblem::Lost,
            sentence(who, " has given no picture for ", seconds.count(),
                " seconds: look whether it is plugged in; it comes back by itself")});
    }

    /// What the end of a reader means; false when it is over.
    bool judge()
    {
        CameraFeed::Shared& shared = *m_shared;
        if (shared.attempt.gaveFrames)
            m_pause = shared.options.firstPause;
        if (!shared.attempt.failure) {
            shared.enter(FeedState::Ended, std::nullopt, sentence(shared.status.name, " is over"));
            return false;
        }
        fail(*shared.attempt.failure);
        return shared.attempt.isLive && shared.attempt.failure->problem() != CameraProblem::Unreadable;
    }

    void fail(const CameraError& failure)
    {
        m_shared->forgetFrame();
        const bool wasThere = m_shared->status.read > 0;
        if (failure.problem() == CameraProblem::Busy && m_shared->readers > 0)
            return; // busy with our own thread that hangs: what was said of that stays
        m_shared->enter(wasThere ? FeedState::Lost : FeedState::Failed, failure.problem(), failure.what());
    }

    /// Between two attempts; false when the feed was stopped.
    bool pause(Lock& lock)
    {
        m_shared->changed.wait_for(lock, m_pause, [this] { return m_shared->stopped; });
        m_pause = std::min(2 * m_pause, std::max(Milliseconds(5000), m_shared->options.firstPause));
        return !m_shared->stopped;
    }

    std::shared_ptr<CameraFeed::Shared> m_shared;
    Milliseconds m_pause = m_shared->options.firstPause;
};

/// The frame in the slot; nothing when it waited too long.
std::optional<Frame> takeNewest(CameraFeed::Shared& shared)
{
    if (shared.slot && shared.attempt.isLive && FeedClock::now() - shared.slotSince > shared.options.fresh)
        shared.forgetFrame();
    std::optional<Frame> frame = std::move(shared.slot);
    shared.slot.reset();
    shared.status.taken += frame ? 1 : 0;
    return frame;
}

std::optional<Frame> finished(std::optional<Frame> frame, bool mirrored)
{
    if (frame && mirrored)
        mirror(*frame);
    return frame;
}

}

CameraFeed::CameraFeed(Maker make, std::function<void()> news, FeedOptions options)
    : m_shared(std::make_shared<Shared>())
{
    prepareCameras();
    m_shared->make = std::move(make);
    m_shared->news = std::move(news);
    m_shared->options = options;
    m_shared->status.sentence = "The camera is being opened";
    std::thread([shared = m_shared] { Supervisor(shared).run(); }).detach();
}

CameraFeed::CameraFeed(const SourceChoice& choice, std::function<void()> news, FeedOptions options)
    : CameraFeed([choice] { return makeFrameSource(choice); }, std::move(news), options)
{
}

CameraFeed::~CameraFeed() { stop(); }

void CameraFeed::stop()
{
    const Lock lock(m_shared->mutex);
    m_shared->stopped = true;
    m_shared->news = nullptr;
    m_shared->slot.reset();
    m_shared->changed.notify_all();
}

std::optional<Frame> CameraFeed::take()
{
    Lock lock(m_shared->mutex);
    std::optional<Frame> frame = takeNewest(*m_shared);
    const bool mirrored = m_shared->mirrored;
    lock.unlock();
    return finished(std::move(frame), mirrored);
}

std::optional<Frame> CameraFeed::waitForFrame(Milliseconds atMost)
{
    Lock lock(m_shared->mutex);
    m_shared->changed.wait_for(lock, atMost, [this] { return m_shared->slot || m_shared->status.over; });
    std::optional<Frame> frame = takeNewest(*m_shared);
    const bool mirrored = m_shared->mirrored;
    lock.unlock();
    return finished(std::move(frame), mirrored);
}

bool CameraFeed::hasFrame() const
{
    const Lock lock(m_shared->mutex);
    return m_shared->slot.has_value();
}

FeedStatus CameraFeed::status() const
{
    const Lock lock(m_shared->mutex);
    FeedStatus status = m_shared->status;
    status.rate = m_shared->rate();
    return status;
}

void CameraFeed::setMirrored(bool mirrored)
{
    const Lock lock(m_shared->mutex);
    m_shared->mirrored = mirrored;
}

}
