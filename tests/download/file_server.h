// A web server on this machine for one test, which answers as the test wants: well, badly, or not at all.
#pragma once

#include <QByteArray>
#include <QString>

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

/// What the program asked for.
struct Request {
    QByteArray path;
    QByteArray range; ///< "bytes=7-", empty without
    QByteArray ifRange;
};

/// What is sent. The connection is closed afterwards, or held open without another byte.
struct Reply {
    QByteArray bytes;
    bool stalls = false;
};

class FileServer {
public:
    using Answer = std::function<Reply(const Request&)>;

    explicit FileServer(Answer answer);
    ~FileServer();

    /// "http://127.0.0.1:<port>/file"
    std::string url() const;
    std::vector<Request> requests() const;

private:
    void serve();

    Answer m_answer;
    mutable std::mutex m_mutex;
    std::vector<Request> m_requests;
    std::atomic<int> m_port = 0;
    std::atomic<bool> m_stop = false;
    std::thread m_thread;
};

/// "HTTP/1.1 200 OK" with headers and a body; the length of the body is added unless `length` says another.
Reply reply(const char* status, const QByteArray& body, const QByteArray& headers = {}, qint64 length = -1);

/// As a good server: all of the file, or what the range asks for if the version is still the same.
Reply serveFile(const Request& request, const QByteArray& file, const QByteArray& etag);
