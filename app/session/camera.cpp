#include "app/session/camera.h"

#include "app/session/camera_work.h"
#include "app/session/pasted.h"
#include "engine/camera/devices.h"

#include <QCoreApplication>
#include <QFile>
#include <QThreadPool>

#include <algorithm>

namespace {

constexpr qint64 lately = 2000; // milliseconds, over which rates are measured
// While the engine does something else: milliseconds at least, and so many times as long as an answer took, so that
// answers cost a fifth of the time at most.
constexpr qint64 betweenAnswers = 120, pauseShare = 4;

CameraState stateFor(engine::FeedState state)
{
    switch (state) {
    case engine::FeedState::Opening:
        return CameraState::Opening;
    case engine::FeedState::Live:
        return CameraState::Live;
    case engine::FeedState::Lost:
        return CameraState::Lost;
    case engine::FeedState::Ended:
        return CameraState::Ended;
    case engine::FeedState::Failed:
        break;
    }
    return CameraState::Failed;
}

CameraTrouble troubleFor(std::optional<engine::CameraProblem> problem)
{
    if (!problem)
        return CameraTrouble::None;
    switch (*problem) {
    case engine::CameraProblem::Absent:
        return CameraTrouble::Absent;
    case engine::CameraProblem::Busy:
        return CameraTrouble::Busy;
    case engine::CameraProblem::Forbidden:
        return CameraTrouble::Forbidden;
    case engine::CameraProblem::Unreadable:
        return CameraTrouble::Unreadable;
    case engine::CameraProblem::Lost:
        break;
    }
    return CameraTrouble::Lost;
}

engine::SourceChoice sourceFor(const CameraChoice& choice)
{
    return {.words = QFile::encodeName(choice.source).toStdString(),
        .wish
        = {choice.size.isValid() ? choice.size.width() : 0, choice.size.isValid() ? choice.size.height() : 0},
        .rate = choice.rate,
        .loop = choice.loop};
}

std::vector<CameraEntry> cameraEntries()
{
    std::vector<CameraEntry> entries;
    for (const engine::CameraDevice& camera : engine::listCameras()) {
        CameraEntry entry {QString::fromStdString(camera.node), QString::fromStdString(camera.name), {}};
        for (const engine::FrameSize& size : camera.sizes)
            entry.sizes.emplace_back(size.width, size.height);
        entries.push_back(std::move(entry));
    }
    return entries;
}

}

CameraDesk::CameraDesk(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_work(std::make_shared<CameraWork>())
{
    m_clock.start();
    m_watch.setInterval(1000);
    connect(&m_watch, &QTimer::timeout, this, &CameraDesk::readCameras);
    connect(&m_session, &Session::networkChanged, this, &CameraDesk::look);
}

CameraDesk::~CameraDesk()
{
    closeFeed();
    engine::waitForSources(std::chrono::milliseconds(300)); // a camera that works lets go within a frame
}

void CameraDesk::start(const CameraChoice& choice)
{
    closeFeed();
    m_choice = choice;
    m_trouble.clear();
    m_feed = std::make_shared<engine::CameraFeed>(sourceFor(choice), [this] {
        QMetaObject::invokeMethod(
            this, [this] { look(); }, Qt::QueuedConnection);
    });
    m_feed->setMirrored(choice.mirror);
    m_backLane.cancel();
    tellStatus();
}

void CameraDesk::closeFeed()
{
    if (m_feed)
        m_feed->stop(); // no news from here on
    m_feed.reset();
    m_lane.cancel();
    m_asked = false;
    m_answer.reset();
    m_times.clear();
}

void CameraDesk::stop()
{
    if (!m_feed)
        return;
    closeFeed();
    m_session.engine().run(
        m_backLane, this,
        [work = m_work](EngineState& state, std::stop_token stop) {
            giveBack(state, *work, stop);
            return true;
        },
        [](bool) {}, {});
    tellStatus();
}

void CameraDesk::setMirror(bool mirror)
{
    m_choice.mirror = mirror;
    if (m_feed)
        m_feed->setMirrored(mirror);
}

void CameraDesk::setSteady(int answers) { m_steady = std::clamp(answers, 1, engine::Steady::most); }

/// There may be a frame, or another state.
void CameraDesk::look()
{
    if (!m_feed)
        return;
    tellStatus();
    if (!m_asked && m_session.network() && m_feed->hasFrame())
        ask();
}

void CameraDesk::ask()
{
    m_asked = true;
    m_session.engine().run(
        m_lane, this,
        [work = m_work, feed = m_feed, wishes = wishes()](EngineState& state, std::stop_token stop) {
            return answerFrame(state, *work, feed, wishes, stop);
        },
        [this](CameraAnswerPointer answer) { take(std::move(answer)); },
        [this](const QString& sentence) {
            stop();
            m_trouble = sentence;
            tellStatus();
        },
        Urgency::Patient);
}

FrameWishes CameraDesk::wishes() const { return {m_steady, m_mapsPerLayer, m_notSureAbove, m_kept}; }

void CameraDesk::take(CameraAnswerPointer answer)
{
    m_asked = false;
    if (answer)
        show(std::move(answer));
    look();
}

void CameraDesk::show(CameraAnswerPointer answer)
{
    m_answer = std::move(answer);
    const qint64 now = m_clock.elapsed();
    m_times.push_back(now);
    while (now - m_times.front() > lately)
        m_times.pop_front();
    emit answered();
}

std::function<void(EngineState&, const std::stop_token&)> CameraDesk::answerBetween()
{
    if (!m_feed)
        return [](EngineState&, const std::stop_token&) {};
    struct Pause {
        QElapsedTimer since;
        qint64 length = betweenAnswers;
    };
    const auto pause = std::make_shared<Pause>();
    pause->since.start();
    return [guard = QPointer<CameraDesk>(this), pause, work = m_work, feed = m_feed, wishes = wishes()](
               EngineState& state, const std::stop_token& stop) {
        if (pause->since.elapsed() < pause->length || !feed->hasFrame())
            return;
        pause->since.start();
        const CameraAnswerPointer answer = answerFrame(state, *work, feed, wishes, stop);
        pause->length = std::max(betweenAnswers, pauseShare * pause->since.restart());
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [guard, feed, answer] {
                if (answer && guard && guard->m_feed == feed)
                    guard->show(answer);
            },
            Qt::QueuedConnection);
    };
}

CameraStatus CameraDesk::status() const
{
    CameraStatus status;
    if (!m_feed) {
        status.state = m_trouble.isEmpty() ? CameraState::Off : CameraState::Failed;
        status.sentence = m_trouble;
        return status;
    }
    const engine::FeedStatus feed = m_feed->status();
    status.state = stateFor(feed.state);
    status.trouble = troubleFor(feed.problem);
    status.sentence = QString::fromStdString(feed.sentence);
    status.name = QString::fromStdString(feed.name);
    status.size = {feed.size.width, feed.size.height};
    status.framesPerSecond = feed.rate;
    status.dropped = feed.dropped;
    if (m_times.size() > 1 && m_clock.elapsed() - m_times.back() < lately) {
        const qint64 span = std::max<qint64>(1, m_times.back() - m_times.front());
        status.answersPerSecond = 1000 * double(m_times.size() - 1) / double(span);
        if (feed.rate > 0) // both are measured over their own seconds; no frame is answered twice
            status.answersPerSecond = std::min(status.answersPerSecond, feed.rate);
        for (std::size_t i = 1; i < m_times.size(); ++i)
            status.longestPause = std::max(status.longestPause, double(m_times[i] - m_times[i - 1]));
    }
    return status;
}

void CameraDesk::tellStatus()
{
    const CameraStatus now = status();
    if (now.state == m_told.state && now.sentence == m_told.sentence && now.name == m_told.name
        && now.size == m_told.size)
        return;
    m_told = now;
    emit statusChanged();
}

void CameraDesk::freeze()
{
    if (!m_answer)
        return;
    const QImage picture = m_answer->picture;
    const QString name = tr("frame of %1").arg(status().name);
    closeFeed();
    tellStatus();
    m_session.engine().run(
        m_freezeLane, this,
        [picture, name](EngineState&, std::stop_token) { return encodedPicture(picture, name); },
        [this](const PictureSource& source) {
            m_session.openPicture(source);
            emit frozen();
        },
        [this](const QString& sentence) {
            m_trouble = sentence;
            tellStatus();
        });
}

void CameraDesk::setWatching(bool watching)
{
    if (watching == m_watch.isActive())
        return;
    if (!watching)
        return m_watch.stop();
    m_watch.start();
    readCameras();
}

/// Not on this thread: a camera that sleeps takes its time.
void CameraDesk::readCameras()
{
    if (m_reading)
        return;
    m_reading = true;
    QThreadPool::globalInstance()->start([guard = QPointer<CameraDesk>(this)] {
        const std::vector<CameraEntry> entries = cameraEntries();
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [guard, entries] {
                if (!guard)
                    return;
                guard->m_reading = false;
                if (entries == guard->m_cameras)
                    return;
                guard->m_cameras = entries;
                emit guard->camerasChanged();
            },
            Qt::QueuedConnection);
    });
}
