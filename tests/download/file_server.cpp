#include "tests/download/file_server.h"

#include <QTcpServer>
#include <QTcpSocket>

namespace {

QByteArray headerOf(const QByteArray& text, const QByteArray& name)
{
    for (const QByteArray& line : text.split('\n'))
        if (line.toLower().startsWith(name + ':'))
            return line.mid(name.size() + 1).trimmed();
    return {};
}

}

FileServer::FileServer(Answer answer)
    : m_answer(std::move(answer))
    , m_thread([this] { serve(); })
{
    while (m_port == 0)
        std::this_thread::yield();
}

FileServer::~FileServer()
{
    m_stop = true;
    m_thread.join();
}

std::string FileServer::url() const { return "http://127.0.0.1:" + std::to_string(m_port) + "/file"; }

std::vector<Request> FileServer::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

void FileServer::serve()
{
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost))
        qFatal("no port to listen on");
    m_port = server.serverPort();
    std::vector<std::unique_ptr<QTcpSocket>> held;
    while (!m_stop) {
        if (!server.waitForNewConnection(20))
            continue;
        std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
        QByteArray text;
        while (!text.contains("\r\n\r\n") && socket->waitForReadyRead(5000))
            text += socket->readAll();
        const Request request {text.split(' ').value(1), headerOf(text, "range"), headerOf(text, "if-range")};
        {
            const std::lock_guard lock(m_mutex);
            m_requests.push_back(request);
        }
        const Reply answer = m_answer(request);
        socket->write(answer.bytes);
        while (socket->bytesToWrite() > 0 && socket->waitForBytesWritten(5000)) { }
        if (answer.stalls) {
            held.push_back(std::move(socket));
            continue;
        }
        socket->disconnectFromHost();
        if (socket->state() != QAbstractSocket::UnconnectedState)
            socket->waitForDisconnected(1000);
    }
}

Reply reply(const char* status, const QByteArray& body, const QByteArray& headers, qint64 length)
{
    return {QByteArray("HTTP/1.1 ") + status + "\r\nConnection: close\r\nContent-Length: "
        + QByteArray::number(length < 0 ? body.size() : length) + "\r\n" + headers + "\r\n" + body};
}

Reply serveFile(const Request& request, const QByteArray& file, const QByteArray& etag)
{
    const QByteArray version = "ETag: " + etag + "\r\n";
    if (request.range.isEmpty() || request.ifRange != etag)
        return reply("200 OK", file, version);
    const qint64 first = request.range.mid(6).chopped(1).toLongLong();
    if (first >= file.size())
        return reply("416 Range Not Satisfiable", "");
    return reply("206 Partial Content", file.mid(first),
        version + "Content-Range: bytes " + QByteArray::number(first) + '-' + QByteArray::number(file.size() - 1) + '/'
            + QByteArray::number(file.size()) + "\r\n");
}
