#include "app/session/background.h"

Background::Background(QObject* parent)
    : QObject(parent)
    , m_there(new QObject)
{
    m_thread.setObjectName("background");
    m_there->moveToThread(&m_thread);
}

Background::~Background()
{
    m_stop.request_stop();
    if (!m_thread.isRunning()) {
        delete m_there;
        return;
    }
    m_there->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

void Background::post(std::function<void()> work)
{
    if (!m_thread.isRunning())
        m_thread.start();
    QMetaObject::invokeMethod(m_there, std::move(work), Qt::QueuedConnection);
}

void Background::tell(const std::stop_token& stop, std::function<void()> news)
{
    QMetaObject::invokeMethod(
        this,
        [stop, news = std::move(news)] {
            if (!stop.stop_requested())
                news();
        },
        Qt::QueuedConnection);
}

void Background::cancel()
{
    m_stop.request_stop();
    m_stop = std::stop_source();
}
