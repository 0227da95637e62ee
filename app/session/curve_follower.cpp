#include "app/session/curve_follower.h"

#include "engine/core/error.h"
#include "engine/core/waiting.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace {

constexpr int lookMilliseconds = 500;
constexpr int mostShare = 50; ///< of the time, one in so many parts is spent looking

}

CurveFollower::CurveFollower(Tell tell)
    : m_tell(std::move(tell))
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &CurveFollower::look);
}

void CurveFollower::open(int id, int letter, const QString& path)
{
    engine::mayWait("opening the curves of a run");
    Followed followed;
    followed.curves.id = id;
    followed.curves.letter = letter;
    followed.curves.path = path;
    const QFileInfo info(path);
    followed.curves.name = info.isDir() ? QDir(path).dirName() : info.absoluteDir().dirName();
    if (info.isDir() && QFileInfo::exists(QDir(path).filePath("history.csv")))
        followed.source = std::make_unique<HistorySource>(path, followed.curves);
    else
        followed.source = std::make_unique<EventSource>(path, followed.curves);
    followed.source->look(followed.curves);
    const bool nothing = followed.curves.series.empty() && !followed.curves.problem.isEmpty();
    engine::require(!nothing, followed.curves.problem.toStdString());
    m_followed.push_back(std::move(followed));
    m_tell(std::make_shared<const RunCurves>(m_followed.back().curves));
    if (!m_timer.isActive())
        m_timer.start(lookMilliseconds);
}

void CurveFollower::close(int id)
{
    m_followed.remove_if([id](const Followed& followed) { return followed.curves.id == id; });
}

void CurveFollower::look()
{
    engine::mayWait("reading the curves of a run");
    QElapsedTimer taken;
    taken.start();
    for (Followed& followed : m_followed)
        if (followed.source->look(followed.curves))
            m_tell(std::make_shared<const RunCurves>(followed.curves));
    if (m_followed.empty())
        m_timer.stop();
    else
        m_timer.start(std::max(lookMilliseconds, int(taken.elapsed()) * mostShare));
}
