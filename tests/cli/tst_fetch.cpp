#include "tests/cli/program.h"
#include "tests/download/file_server.h"

#include <QCryptographicHash>
#include <QtTest>

/// alexscope download and the list of what can be had, with a catalogue and a server of the test's own.
class TstFetch : public QObject {
    Q_OBJECT

private slots:
    void fetchesByName();
    void listsWhatCanBeHad();
    void usesWhatWasDownloaded();
    void saysHowToDoWithout();
};

namespace {

QByteArray catalogue(const std::string& url, const QByteArray& content)
{
    return R"({"models":[{"name":"thing","title":"A thing","network":"cifar-quick","file":"thing.safetensors","url":")"
        + QByteArray::fromStdString(url) + R"(","bytes":)" + QByteArray::number(content.size())
        + R"(,"licence":"free","sha256":")" + QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex()
        + "\"}]}";
}

Surroundings around(const Workplace& place)
{
    const auto path = [&](const char* name) { return QString::fromStdString(place.path(name).string()); };
    return {.variables = {{"ALEXSCOPE_CATALOGUE", path("catalogue.json")}, {"XDG_DATA_HOME", path("data")},
                {"http_proxy", QString()}, {"all_proxy", QString()}, {"ALL_PROXY", QString()}}};
}

}

void TstFetch::fetchesByName()
{
    const FileServer server([](const Request& request) { return serveFile(request, "content", "\"1\""); });
    const Workplace place;
    place.put("catalogue.json", catalogue(server.url(), "content"));
    const Answer answer = place.run({"download", "thing", "--to", "here"}, around(place));
    QCOMPARE(answer.err, QByteArray());
    QCOMPARE(answer.out, QByteArray("here/thing.safetensors\n"));
    QCOMPARE(place.bytes("here/thing.safetensors"), QByteArray("content"));
    QCOMPARE(place.run({"download", "thing", "--to", "here"}, around(place)).code, 0);
    QCOMPARE(int(server.requests().size()), 1);
}

void TstFetch::listsWhatCanBeHad()
{
    const Workplace place;
    place.put("catalogue.json", catalogue("https://example.com/x", "content"));
    const Json found = place.run({"models", "--json"}, around(place)).json()["downloads"][0];
    QCOMPARE(faultOf(found,
                 {{"name", "string"}, {"title", "string"}, {"url", "string"}, {"bytes", "number"},
                     {"sha256", "string"}, {"licence", "string"}, {"file", "string"}, {"there", "boolean"}}),
        QString());
    QCOMPARE(found["there"], Json(false));
    QVERIFY(QByteArray::fromStdString(found["file"]).endsWith("data/alexscope/models/thing.safetensors"));
    const Answer real = place.run({"models"});
    QVERIFY(real.out.contains("7be5be791159472b1fbf3c69796f7cb30dca7ad8466c2df70058c37116cdee02"));
    QVERIFY(real.out.contains("9116a64c0fbe4459d18f4bb6b56d647b63920377"));
}

void TstFetch::usesWhatWasDownloaded()
{
    const Workplace place;
    place.put("catalogue.json", catalogue("https://example.com/x", "content"));
    place.put("cat.png", picture(1));
    QCOMPARE(faultOf(place.run({"classify", "cat.png", "--model", "cifar-quick"}, around(place)), 2,
                 "no weights come with cifar-quick: get them with 'alexscope download thing', give --weights FILE"),
        QString());
    std::filesystem::create_directories(place.path("data/alexscope/models"));
    place.put("data/alexscope/models/thing.safetensors", "content");
    QCOMPARE(faultOf(place.run({"classify", "cat.png", "--model", "cifar-quick"}, around(place)), 1,
                 "thing.safetensors is a text file"),
        QString());
}

void TstFetch::saysHowToDoWithout()
{
    const Workplace place;
    place.put("catalogue.json", catalogue("http://127.0.0.1:1/x", "content"));
    const Answer answer = place.run({"download", "thing"}, around(place));
    QCOMPARE(faultOf(answer, 1, "thing was not downloaded: "), QString());
    QVERIFY2(answer.err.endsWith("data/alexscope/models/thing.safetensors\n"), answer.err.constData());
    QCOMPARE(faultOf(place.run({"download", "resnet"}, around(place)), 2, "there is nothing called \"resnet\""), QString());
}

QObject* makeTstFetch() { return new TstFetch; }

#include "tst_fetch.moc"
