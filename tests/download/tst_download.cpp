#include "app/download/download.h"
#include "app/download/file_hash.h"
#include "tests/download/file_server.h"
#include "tests/weights/raw_file.h"

#include <QCryptographicHash>
#include <QtTest>

/// Downloads from a server on this machine that resumes, lies, stalls, redirects, cuts off and changes the file in
/// between.
class TstDownload : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void fetchesAFile();
    void checksSha1WhereNothingElseIsPublished();
    void keepsAFileThatIsThere();
    void resumes();
    void resumesAfterABreakByItself();
    void beginsAgain_data();
    void beginsAgain();
    void followsRedirections();
    void refuses_data();
    void refuses();
    void stopsWhenAsked();
    void givesUpOnAStall();
    void saysWhatToDoWithoutANetwork();
};

using Answer = FileServer::Answer;
Q_DECLARE_METATYPE(Answer)

namespace {

QByteArray content() { return QByteArray("0123456789").repeated(20'000); }
const QByteArray version = "\"one\"";

CatalogueEntry entryFor(const std::string& url)
{
    CatalogueEntry entry;
    entry.name = "thing";
    entry.file = "thing.pth";
    entry.url = url;
    entry.bytes = std::uint64_t(content().size());
    entry.sha256 = QCryptographicHash::hash(content(), QCryptographicHash::Sha256).toHex().toStdString();
    return entry;
}

std::filesystem::path fetch(const FileServer& server, const Folder& folder, const DownloadOptions& options = {})
{
    return download(entryFor(server.url()), folder.path("models"), options);
}

Answer good()
{
    return [](const Request& request) { return serveFile(request, content(), version); };
}

/// As a broken download leaves it.
void putPart(const Folder& folder, const QByteArray& bytes, const QByteArray& etag)
{
    std::filesystem::create_directories(folder.path("models"));
    folder.put("models/thing.pth.part", bytes);
    folder.put("models/thing.pth.part.version", etag + "\n");
}

bool holdsOnlyTheFile(const Folder& folder)
{
    int files = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path("models")))
        ++files;
    return files == 1 && folder.bytes("models/thing.pth") == content();
}

}

void TstDownload::initTestCase()
{
    for (const char* variable : {"http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"})
        qunsetenv(variable);
}

void TstDownload::fetchesAFile()
{
    const FileServer server(good());
    const Folder folder;
    std::uint64_t last = 0, total = 0;
    const auto watch = [&](std::uint64_t received, std::uint64_t all) {
        last = received;
        total = all;
        return true;
    };
    QCOMPARE(fetch(server, folder, {.progress = watch}), folder.path("models/thing.pth"));
    QVERIFY(holdsOnlyTheFile(folder));
    QCOMPARE(last, std::uint64_t(content().size()));
    QCOMPARE(total, last);
    QVERIFY(server.requests().front().range.isEmpty());
}

void TstDownload::checksSha1WhereNothingElseIsPublished()
{
    const FileServer server(good());
    const Folder folder;
    CatalogueEntry entry = entryFor(server.url());
    entry.sha256.clear();
    entry.bytes.reset();
    entry.sha1 = QCryptographicHash::hash(content(), QCryptographicHash::Sha1).toHex().toStdString();
    download(entry, folder.path("models"));
    QVERIFY(holdsOnlyTheFile(folder));
}

void TstDownload::keepsAFileThatIsThere()
{
    const FileServer server(good());
    const Folder folder;
    std::filesystem::create_directories(folder.path("models"));
    folder.put("models/thing.pth", content());
    fetch(server, folder);
    QVERIFY(server.requests().empty());
    folder.put("models/thing.pth", "other");
    const QString message = refusal([&] { fetch(server, folder); });
    QVERIFY2(message.contains("is there, but not the file that was published"), qPrintable(message));
    QCOMPARE(folder.bytes("models/thing.pth"), QByteArray("other"));
}

void TstDownload::resumes()
{
    const FileServer server(good());
    const Folder folder;
    putPart(folder, content().left(70'000), version);
    fetch(server, folder);
    QVERIFY(holdsOnlyTheFile(folder));
    QCOMPARE(int(server.requests().size()), 1);
    QCOMPARE(server.requests()[0].range, QByteArray("bytes=70000-"));
    QCOMPARE(server.requests()[0].ifRange, version);
}

void TstDownload::resumesAfterABreakByItself()
{
    const FileServer server([](const Request& request) {
        Reply answer = serveFile(request, content(), version);
        if (request.range.isEmpty())
            answer.bytes.chop(50'000);
        return answer;
    });
    const Folder folder;
    fetch(server, folder);
    QVERIFY(holdsOnlyTheFile(folder));
    QCOMPARE(int(server.requests().size()), 2);
    QCOMPARE(server.requests()[1].range, QByteArray("bytes=150000-"));
}

void TstDownload::beginsAgain_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QByteArray>("part");
    QTest::addColumn<QByteArray>("etag");
    const QByteArray begun = content().left(1000);
    QTest::newRow("the file has changed") << good() << QByteArray(1000, 'x') << QByteArray("\"zero\"");
    QTest::newRow("nothing tells its version") << good() << QByteArray(1000, 'x') << QByteArray();
    QTest::newRow("no ranges") << Answer([](const Request&) { return reply("200 OK", content()); }) << begun << version;
    QTest::newRow("another range than asked for") << Answer([](const Request& request) {
        return request.range.isEmpty() ? serveFile(request, content(), version)
                                       : reply("206 Partial Content", content().mid(2000),
                                           "ETag: \"one\"\r\nContent-Range: bytes 2000-199999/200000\r\n");
    }) << begun << version;
    QTest::newRow("another version in the middle") << Answer([](const Request& request) {
        return request.range.isEmpty() ? serveFile(request, content(), version)
                                       : reply("206 Partial Content", QByteArray(199'000, 'x'),
                                           "ETag: \"two\"\r\nContent-Range: bytes 1000-199999/200000\r\n");
    }) << begun << version;
    QTest::newRow("more than there is") << good() << content() + "more" << version;
}

void TstDownload::beginsAgain()
{
    QFETCH(Answer, answer);
    QFETCH(QByteArray, part);
    QFETCH(QByteArray, etag);
    const FileServer server(answer);
    const Folder folder;
    putPart(folder, part, etag);
    fetch(server, folder);
    QVERIFY(holdsOnlyTheFile(folder));
}

void TstDownload::followsRedirections()
{
    const FileServer server([](const Request& request) {
        return request.path == "/file" ? reply("302 Found", "", "Location: /elsewhere\r\nETag: \"no\"\r\n")
                                       : serveFile(request, content(), version);
    });
    const Folder folder;
    fetch(server, folder);
    QVERIFY(holdsOnlyTheFile(folder));
}

void TstDownload::refuses_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* words, const Answer& answer) { QTest::newRow(words) << answer << QString(words); };
    row("what came was not the file that was published: its hash is",
        [](const Request&) { return reply("200 OK", QByteArray(content().size(), 'x')); });
    row("instead of", [](const Request&) { return reply("200 OK", "<html>Log in</html>"); });
    row("the server answers with the status 404", [](const Request&) { return reply("404 Not Found", "no"); });
    row("the server answers with the status 503", [](const Request&) { return reply("503 Busy", ""); });
    row("the server has 999999999999 bytes instead of 200000",
        [](const Request&) { return reply("200 OK", "x", {}, 999'999'999'999); });
    row("the server sends more than the 200000 bytes it should", [](const Request&) {
        return Reply {"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + QByteArray(200'001, 'x')};
    });
    row("was not downloaded", [](const Request&) { return reply("302 Found", "", "Location: file:///etc/passwd\r\n"); });
    row("was not downloaded", [](const Request&) { return reply("302 Found", "", "Location: /file\r\n"); });
    row("was not downloaded", [](const Request&) { return Reply {}; });
    row("was not downloaded", [](const Request&) { return Reply {"no HTTP at all\r\n\r\n"}; });
    row("the server sends another part of the file than it was asked for, 5 times in a row", [](const Request&) {
        return reply("206 Partial Content", content().mid(1000), "Content-Range: bytes 1000-199999/200000\r\n");
    });
}

void TstDownload::refuses()
{
    QFETCH(Answer, answer);
    QFETCH(QString, words);
    const FileServer server(answer);
    const Folder folder;
    const QString message = refusal([&] { fetch(server, folder); });
    QVERIFY2(message.contains(words), qPrintable(message));
    QVERIFY2(message.contains("put it here: ") && message.contains("models/thing.pth"), qPrintable(message));
    QVERIFY(!message.contains('\n'));
    QVERIFY(!std::filesystem::exists(folder.path("models/thing.pth")));
}

void TstDownload::stopsWhenAsked()
{
    const FileServer server([](const Request& request) {
        Reply answer = serveFile(request, content(), version);
        if (request.range.isEmpty()) {
            answer.bytes.chop(100'000);
            answer.stalls = true;
        }
        return answer;
    });
    const Folder folder;
    const auto stop = [](std::uint64_t received, std::uint64_t) { return received < 100'000; };
    const QString message = refusal([&] { fetch(server, folder, {.progress = stop}); });
    QVERIFY2(message.contains("the download was stopped; the next one goes on from there"), qPrintable(message));
    fetch(server, folder);
    QVERIFY(holdsOnlyTheFile(folder));
    QCOMPARE(server.requests().back().range, QByteArray("bytes=100000-"));
}

void TstDownload::givesUpOnAStall()
{
    const FileServer server([](const Request&) { return Reply {"HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n", true}; });
    const Folder folder;
    QElapsedTimer timer;
    timer.start();
    const QString message = refusal([&] { fetch(server, folder, {.stallSeconds = 1}); });
    QVERIFY2(message.contains("was not downloaded"), qPrintable(message));
    QVERIFY(timer.elapsed() < 20'000);
}

void TstDownload::saysWhatToDoWithoutANetwork()
{
    const Folder folder;
    const QString message
        = refusal([&] { download(entryFor("http://127.0.0.1:1/file"), folder.path("models")); });
    QVERIFY2(message.startsWith("thing was not downloaded: ") && message.contains("http://127.0.0.1:1/file"),
        qPrintable(message));
    QVERIFY(message.endsWith(QString::fromStdString(folder.path("models/thing.pth").string())));
}

QObject* makeTstDownload() { return new TstDownload; }

#include "tst_download.moc"
