#include "engine/camera/feed_reader.h"

#include <algorithm>
#include <thread>

namespace engine {

namespace {

using Lock = std::unique_lock<std::mutex>;

std::mutex sourcesMutex;
std::condition_variable sourcesChanged;
int sourcesInUse = 0; ///< of all feeds

void countSource(int change)
{
    const std::lock_guard lock(sourcesMutex);
    sourcesInUse += change;
    sourcesChanged.notify_all();
}

/// Reads a source for one attempt.
class Reader {
public:
    Reader(std::shared_ptr<CameraFeed::Shared> shared, long attempt)
        : m_shared(std::move(shared))
        , m_attempt(attempt)
    {
    }

    void run()
    {
        std::optional<CameraError> failure;
        try {
            read();
        } catch (const CameraError& problem) {
            failure = problem;
        } catch (const std::bad_alloc&) {
            failure = CameraError(CameraProblem::Lost, "The memory is full: close other programs");
        } catch (const std::exception& problem) {
            failure = CameraError(CameraProblem::Lost, problem.what());
        }
        m_source.reset(); // before it is opened anew
        const Lock lock(m_shared->mutex);
        --m_shared->readers;
        if (counts()) {
            m_shared->attempt.finished = true;
            m_shared->attempt.failure = failure;
        }
        m_shared->changed.notify_all();
    }

private:
    bool counts() const { return !m_shared->stopped && m_shared->attempt.number == m_attempt; }

    /// True while the attempt counts.
    bool open()
    {
        m_source = m_shared->make();
        {
            const Lock lock(m_shared->mutex);
            if (!counts())
                return false;
            m_shared->attempt.isLive = m_source->isLive();
        }
        m_source->open();
        const Lock lock(m_shared->mutex);
        if (!counts())
            return false;
        m_shared->attempt.opened = true;
        m_shared->attempt.sign = FeedClock::now();
        m_shared->status.name = m_source->name();
        constexpr double slowest = 0.01; // frames a second
        if (m_source->rate() > 0)
            m_shared->attempt.period
                = std::chrono::milliseconds(long(1000 / std::max(m_source->rate(), slowest)));
        m_shared->changed.notify_all();
        return true;
    }

    void read()
    {
        if (!open())
            return;
        const bool paced = m_shared->options.paced && !m_source->isLive();
        double last = 0;
        for (bool first = true;; first = false) {
            Frame frame;
            if (!m_source->read(frame))
                return;
            if (!first && frame.seconds <= last) { // the same frame again
                Lock lock(m_shared->mutex);
                const auto moment = std::chrono::milliseconds(5);
                if (m_shared->changed.wait_for(lock, moment, [this] { return !counts(); }))
                    return;
                continue;
            }
            last = frame.seconds;
            Lock lock(m_shared->mutex);
            if (paced)
                waitFor(lock, frame.seconds);
            if (!counts())
                return;
            m_shared->put(std::move(frame));
        }
    }

    /// Until it is time for a frame. A source that is late does not hurry afterwards, and a gap in the stamps is not
    /// waited for.
    void waitFor(Lock& lock, double seconds)
    {
        const auto now = FeedClock::now();
        const auto at
            = std::chrono::duration_cast<FeedClock::duration>(std::chrono::duration<double>(seconds));
        constexpr auto late = std::chrono::milliseconds(250);
        const auto longest = 2 * m_shared->attempt.period + late;
        if (m_start + at + late < now || m_start + at > now + longest)
            m_start = now - at;
        m_shared->changed.wait_until(lock, m_start + at, [this] { return !counts(); });
    }

    std::shared_ptr<CameraFeed::Shared> m_shared;
    long m_attempt;
    std::unique_ptr<FrameSource> m_source;
    FeedClock::time_point m_start = FeedClock::now(); ///< when second 0 was due
};

}

void startReader(const std::shared_ptr<CameraFeed::Shared>& shared)
{
    auto reader = std::make_unique<Reader>(shared, shared->attempt.number);
    ++shared->readers;
    countSource(+1);
    std::thread([reader = std::move(reader)]() mutable {
        reader->run();
        reader.reset();
        countSource(-1);
    }).detach();
}

bool waitForSources(std::chrono::milliseconds atMost)
{
    Lock lock(sourcesMutex);
    return sourcesChanged.wait_for(lock, atMost, [] { return sourcesInUse == 0; });
}

void CameraFeed::Shared::enter(
    FeedState state, std::optional<CameraProblem> problem, const std::string& sentence)
{
    const bool same = status.state == state && status.sentence == sentence;
    status.state = state;
    status.problem = problem;
    status.sentence = sentence;
    if (!same)
        tell();
    changed.notify_all();
}

void CameraFeed::Shared::tell() const
{
    if (news && !stopped)
        news();
}

void CameraFeed::Shared::put(Frame frame)
{
    const auto now = FeedClock::now();
    const bool waiting = slot.has_value();
    attempt.sign = now;
    attempt.gaveFrames = true;
    if (status.read == 0)
        firstFrame = now;
    if (attempt.isLive) // clocks of cameras begin anew when they are opened again
        frame.seconds = std::chrono::duration<double>(now - firstFrame).count();
    frame.number = status.read++;
    status.dropped += waiting ? 1 : 0;
    status.size = {frame.image.width, frame.image.height};
    slot = std::move(frame);
    slotSince = now;
    lately.push_back(now);
    while (now - lately.front() > std::chrono::seconds(2))
        lately.pop_front();
    if (status.state != FeedState::Live)
        enter(FeedState::Live, std::nullopt, {});
    else if (!waiting)
        tell();
    changed.notify_all();
}

void CameraFeed::Shared::forgetFrame()
{
    status.dropped += slot ? 1 : 0;
    slot.reset();
}

double CameraFeed::Shared::rate() const
{
    if (lately.size() < 2 || lately.front() == lately.back()
        || FeedClock::now() - lately.back() > std::chrono::seconds(2))
        return 0;
    return double(lately.size() - 1) / std::chrono::duration<double>(lately.back() - lately.front()).count();
}

}
