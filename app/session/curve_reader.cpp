#include "app/session/curve_reader.h"

#include "app/model/resources.h"
#include "app/session/curve_follower.h"
#include "engine/core/error.h"

#include <QFile>

#include <algorithm>

CurveReader::CurveReader(QObject* parent)
    : QObject(parent)
    , m_follower(new CurveFollower([this](RunCurvesPointer run) {
        QMetaObject::invokeMethod(
            this, [this, run] { take(run); }, Qt::QueuedConnection);
    }))
{
    m_thread.setObjectName("curves");
    m_follower->moveToThread(&m_thread);
    m_thread.start();
}

CurveReader::~CurveReader()
{
    m_follower->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

void CurveReader::post(std::function<void(CurveFollower&)> work)
{
    QMetaObject::invokeMethod(
        m_follower, [follower = m_follower, work = std::move(work)] { work(*follower); },
        Qt::QueuedConnection);
}

int CurveReader::open(const QString& path)
{
    for (const Asked& other : m_asked)
        if (other.path == path)
            return other.id;
    const int id = ++m_last, letter = freeLetter();
    m_asked.push_back({id, letter, path});
    post([this, id, letter, path](CurveFollower& follower) {
        QString sentence;
        try {
            follower.open(id, letter, path);
            return;
        } catch (const std::exception& error) {
            sentence = QString::fromUtf8(error.what());
        }
        QMetaObject::invokeMethod(
            this,
            [this, id, path, sentence] {
                std::erase_if(m_asked, [id](const Asked& other) { return other.id == id; });
                emit failed(id, path, sentence);
            },
            Qt::QueuedConnection);
    });
    return id;
}

int CurveReader::freeLetter() const
{
    for (int letter = 0;; ++letter)
        if (std::none_of(m_asked.begin(), m_asked.end(),
                [letter](const Asked& other) { return other.letter == letter; }))
            return letter;
}

int CurveReader::openShipped()
{
    try {
        return open(QFile::decodeName((resourceFolder() / "models" / "alexnet-cifar10-run").c_str()));
    } catch (const engine::Error& error) {
        const int id = ++m_last;
        const QString sentence = QString::fromUtf8(error.what());
        QMetaObject::invokeMethod(
            this, [this, id, sentence] { emit failed(id, {}, sentence); }, Qt::QueuedConnection);
        return id;
    }
}

void CurveReader::close(int id)
{
    if (std::erase_if(m_asked, [id](const Asked& other) { return other.id == id; }) == 0)
        return;
    post([id](CurveFollower& follower) { follower.close(id); });
    if (std::erase_if(m_runs, [id](const RunCurvesPointer& run) { return run->id == id; }) > 0)
        emit closed(id);
}

void CurveReader::closeAll()
{
    const std::vector<Asked> asked = m_asked;
    for (const Asked& one : asked)
        close(one.id);
}

void CurveReader::lookNow()
{
    post([](CurveFollower& follower) { follower.look(); });
}

RunCurvesPointer CurveReader::run(int id) const
{
    const auto found
        = std::find_if(m_runs.begin(), m_runs.end(), [id](const auto& run) { return run->id == id; });
    return found == m_runs.end() ? nullptr : *found;
}

void CurveReader::take(RunCurvesPointer run)
{
    const bool isAsked
        = std::any_of(m_asked.begin(), m_asked.end(), [&](const Asked& one) { return one.id == run->id; });
    if (!isAsked) // closed meanwhile
        return;
    const auto found = std::find_if(
        m_runs.begin(), m_runs.end(), [&](const RunCurvesPointer& other) { return other->id == run->id; });
    const int id = run->id;
    if (found != m_runs.end()) {
        *found = std::move(run);
        emit changed(id);
        return;
    }
    m_runs.insert(std::ranges::upper_bound(
                      m_runs, run->letter, {}, [](const RunCurvesPointer& other) { return other->letter; }),
        std::move(run));
    emit opened(id);
}
