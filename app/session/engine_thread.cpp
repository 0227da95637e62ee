#include "app/session/engine_thread.h"

#include "app/session/engine_state.h"

#include <QCoreApplication>
#include <QPointer>

#include <new>

namespace {

thread_local bool onEngineThread = false;

}

EngineThread::EngineThread(QObject* parent)
    : QObject(parent)
    , m_there(new QObject)
    , m_state(std::make_unique<EngineState>())
{
    m_thread.setObjectName("engine");
    m_there->moveToThread(&m_thread);
    m_thread.start();
}

EngineThread::~EngineThread()
{
    {
        const std::lock_guard lock(m_ending);
        m_ended = true;
        m_inHand.request_stop();
    }
    // What lives on the device goes in the thread that worked with it.
    QMetaObject::invokeMethod(m_there, [this] { m_state.reset(); });
    m_there->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

void EngineThread::stopAtEnd(const std::stop_source& request)
{
    const std::lock_guard lock(m_ending);
    m_inHand = request;
    if (m_ended)
        m_inHand.request_stop();
}

bool EngineThread::isCurrent() { return onEngineThread; }

void EngineThread::post(Job job, Urgency urgency)
{
    const bool counts = urgency == Urgency::Request;
    if (counts && m_waiting++ == 0)
        emit busyChanged(true);
    {
        const std::lock_guard lock(m_queues);
        (counts ? m_requests : m_patient).push_back(std::move(job));
    }
    QMetaObject::invokeMethod(m_there, [this] { takeOne(); });
}

/// What is first in the queue of requests; only when there is none, of what is patient.
void EngineThread::takeOne()
{
    std::unique_lock lock(m_queues);
    const bool counts = !m_requests.empty();
    std::deque<Job>& queue = counts ? m_requests : m_patient;
    const Job job = std::move(queue.front());
    queue.pop_front();
    lock.unlock();
    onEngineThread = true;
    job(*m_state);
    if (counts)
        deliver([this] {
            if (--m_waiting == 0)
                emit busyChanged(false);
        });
}

void EngineThread::deliver(std::function<void()> news)
{
    QMetaObject::invokeMethod(this, std::move(news), Qt::QueuedConnection);
}

QString EngineThread::explain(std::exception_ptr problem)
{
    try {
        std::rethrow_exception(problem);
    } catch (const std::bad_alloc&) {
        return tr("The memory is full: close other programs and try again.");
    } catch (const std::exception& error) {
        return QString::fromUtf8(error.what());
    }
}
