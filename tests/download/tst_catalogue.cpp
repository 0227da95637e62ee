#include "app/download/catalogue.h"
#include "tests/weights/raw_file.h"

#include "engine/network/architecture.h"

#include <QtTest>

#include <set>

/// The list of what can be downloaded: the one that comes with the program is sound, and others are checked.
class TstCatalogue : public QObject {
    Q_OBJECT

private slots:
    void comesWithTheProgram();
    void findsEntries();
    void refuses_data();
    void refuses();
    void knowsWhereFilesLie();
};

void TstCatalogue::comesWithTheProgram()
{
    const std::vector<CatalogueEntry> catalogue = readCatalogue(SOURCE_DIR "/resources/catalogue.json");
    QVERIFY(catalogue.size() >= 3);
    std::set<std::string> names, files;
    for (const CatalogueEntry& entry : catalogue) {
        names.insert(entry.name);
        files.insert(entry.file);
        if (!entry.network.empty())
            engine::findArchitecture(entry.network);
    }
    QCOMPARE(names.size(), catalogue.size());
    QCOMPARE(files.size(), catalogue.size());
    const CatalogueEntry& torchvision = findEntry(catalogue, "alexnet-torchvision");
    QCOMPARE(*torchvision.bytes, std::uint64_t(244'408'911));
    QVERIFY(torchvision.file.find(torchvision.sha256.substr(0, 8)) != std::string::npos);
}

void TstCatalogue::findsEntries()
{
    const std::vector<CatalogueEntry> catalogue = readCatalogue(SOURCE_DIR "/resources/catalogue.json");
    const QString message = refusal([&] { findEntry(catalogue, "resnet"); });
    QVERIFY2(message.startsWith("there is nothing called \"resnet\" to download; there are alexnet-torchvision, "),
        qPrintable(message));
}

void TstCatalogue::refuses_data()
{
    QTest::addColumn<QByteArray>("find");
    QTest::addColumn<QByteArray>("replacement");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* words, const char* find, const char* replacement) {
        QTest::newRow(words) << QByteArray(find) << QByteArray(replacement) << QString(words);
    };
    row("is no catalogue", "{\"models\":", "{\"modules\":");
    row("\"file\" must be the plain name of a file", "a.pth", "../a.pth");
    row("\"file\" must be the plain name of a file ", "a.pth", "..");
    row("\"url\" must be an address of https", "https://", "file:///");
    row("needs a sha256 or a sha1", "00000000", "0000000g");
    row("has no text \"licence\"", "licence", "license");
    row("\"bytes\" must be a whole number", "12", "-12");
}

void TstCatalogue::refuses()
{
    QFETCH(QByteArray, find);
    QFETCH(QByteArray, replacement);
    QFETCH(QString, words);
    const Folder folder;
    QByteArray text = R"({"models":[{"name":"a","title":"A","network":"","file":"a.pth","url":"https://a.example/a",)"
                      R"("bytes":12,"licence":"free","sha1":")"
        + QByteArray(40, '0') + "\"}]}";
    QCOMPARE(readCatalogue(folder.put("c.json", text)).size(), std::size_t(1));
    text.replace(text.indexOf(find), find.size(), replacement);
    const QString message = refusal([&] { readCatalogue(folder.put("c.json", text)); });
    QVERIFY2(message.contains("c.json") && message.contains(words.trimmed()), qPrintable(message));
}

void TstCatalogue::knowsWhereFilesLie()
{
    qputenv("XDG_DATA_HOME", "/data");
    QCOMPARE(downloadFolder().string(), std::string("/data/alexscope/models"));
    qunsetenv("XDG_DATA_HOME");
    qputenv("HOME", "/home/me");
    QCOMPARE(downloadFolder().string(), std::string("/home/me/.local/share/alexscope/models"));
    qunsetenv("HOME");
    QVERIFY(downloadFolder().empty());
}

QObject* makeTstCatalogue() { return new TstCatalogue; }

#include "tst_catalogue.moc"
