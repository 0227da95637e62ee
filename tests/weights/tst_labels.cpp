#include "tests/weights/raw_file.h"

#include "engine/weights/labels.h"

#include <QtTest>

using namespace engine;

/// Labels of classes, from text files and from the metadata of weight files.
class TstLabels : public QObject {
    Q_OBJECT

private slots:
    void readsLines_data();
    void readsLines();
    void refusesFiles_data();
    void refusesFiles();
    void refusesWhatIsNoFile();
    void comesBackFromJson();
    void refusesJson_data();
    void refusesJson();
    void refusesToWrite();
};

using Labels = std::vector<std::string>;

void TstLabels::readsLines_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Labels>("labels");
    QTest::newRow("plain") << QByteArray("tench\ngoldfish\n") << Labels {"tench", "goldfish"};
    QTest::newRow("no line end") << QByteArray("tench\ngoldfish") << Labels {"tench", "goldfish"};
    QTest::newRow("carriage returns") << QByteArray("tench\r\ngoldfish\r\n") << Labels {"tench", "goldfish"};
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbftench\ncat") << Labels {"tench", "cat"};
    QTest::newRow("empty lines at the end")
        << QByteArray("tench\ncat\n\n\r\n  \n") << Labels {"tench", "cat"};
    QTest::newRow("commas and spaces")
        << QByteArray("n01440764 tench, Tinca tinca\n b") << Labels {"n01440764 tench, Tinca tinca", " b"};
    QTest::newRow("tab") << QByteArray("n01440764\ttench") << Labels {"n01440764\ttench"};
    QTest::newRow("other scripts") << QByteArray("Schlei\xc3\xa9\n\xf0\x9f\x90\x9f")
                                   << Labels {"Schlei\xc3\xa9", "\xf0\x9f\x90\x9f"};
    QTest::newRow("100,000 lines") << QByteArray("x\n").repeated(100'000) << Labels(100'000, "x");
    QTest::newRow("1 MiB") << QByteArray(1 << 20, 'x') << Labels {std::string(1 << 20, 'x')};
}

void TstLabels::readsLines()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Labels, labels);
    const Folder folder;
    QVERIFY(readLabels(folder.put("labels.txt", bytes)) == labels);
}

void TstLabels::refusesFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const QByteArray& bytes, const char* words) {
        QTest::newRow(name) << bytes << words;
    };
    row("empty", "", "labels.txt has no labels");
    row("byte order mark alone", "\xef\xbb\xbf", "labels.txt has no labels");
    row("empty lines alone", "\n\r\n \n", "labels.txt has no labels");
    row("empty first line", "\ntench", "line 1 of ");
    row("empty line in the middle", "tench\n\ncat", "labels.txt is empty; every class needs a label");
    row("blank line in the middle", "tench\n \t\r\ncat", "line 2 of ");
    row("NUL", QByteArray("tench\nc\0t\n", 10), "labels.txt has a control character: 'c\\x00t'");
    row("escape", "tench\n\x1b[31mcat", "labels.txt has a control character: '\\x1b[31mcat'");
    row("carriage return within a line", "tench\rcat\n", "control character: 'tench\\x0dcat'");
    row("Latin-1", "Schlei\xe9\n", "labels.txt is not UTF-8 text at its byte 6");
    row("UTF-16", QByteArray("\xff\xfet\0", 4), "labels.txt is not UTF-8 text at its byte 0");
    row("100,001 lines", QByteArray("x\n").repeated(100'001), "labels.txt has more than 100000 labels");
    row("more than 1 MiB", QByteArray((1 << 20) + 1, 'x'), "labels.txt is longer than 1048576 bytes");
}

void TstLabels::refusesFiles()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, words);
    const Folder folder;
    const QString message = refusal([&] { readLabels(folder.put("labels.txt", bytes)); });
    QVERIFY2(message.contains(words), qPrintable("said: " + message));
    QVERIFY(message.contains("labels.txt"));
}

void TstLabels::refusesWhatIsNoFile()
{
    const Folder folder;
    QVERIFY(refusal([&] { readLabels(folder.path("none.txt")); }).endsWith("none.txt does not exist"));
    QVERIFY(refusal([&] { readLabels(folder.path("")); }).endsWith(" is a folder, not a file"));
}

void TstLabels::comesBackFromJson()
{
    const Labels labels = {"tench", "\"quoted\" \\ / \t", "\xc3\xa9\xf0\x9f\x90\x9f"};
    QCOMPARE(labelsFromJson(labelsToJson(labels), "w"), labels);
    QCOMPARE(labelsToJson(Labels {"a", "b"}), std::string(R"(["a","b"])"));
}

void TstLabels::refusesJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const QByteArray& json, const char* words) {
        QTest::newRow(name) << json << words;
    };
    row("nothing", "", "not a JSON array");
    row("cut", R"(["a",)", "not a JSON array");
    row("object", R"({"a":"b"})", "not a JSON array");
    row("text", R"("a")", "not a JSON array");
    row("text hidden behind a NUL", QByteArray("[\"a\"]\0x", 7), "not a JSON array");
    row("no UTF-8", "[\"\xff\"]", "not a JSON array");
    row("deep", QByteArray(500'000, '[') + QByteArray(500'000, ']'), "label 0 is not a text");
    row("deep and cut", QByteArray(1'000'000, '['), "not a JSON array");
    row("empty array", "[]", "has no labels");
    row("number", R"(["a",1])", "label 1 is not a text");
    row("null", R"(["a",null])", "label 1 is not a text");
    row("empty label", R"(["a",""])", "label 1 is empty");
    row("NUL", R"(["a\u0000"])", "label 0 has a control character: 'a\\x00'");
    row("line end", R"(["a\nb"])", "label 0 has a control character: 'a\\x0ab'");
    row("100,001 labels", "[" + QByteArray("\"x\",").repeated(100'000) + "\"x\"]", "more than 100000 labels");
    row("more than 1 MiB", "[\"" + QByteArray(1 << 20, 'x') + "\"]", "longer than 1048576 bytes");
}

void TstLabels::refusesJson()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, words);
    const QString message = refusal([&] { labelsFromJson(json.toStdString(), "net.safetensors"); });
    QVERIFY2(message.contains(words), qPrintable("said: " + message));
    QVERIFY2(message.startsWith("net.safetensors"), qPrintable(message));
}

void TstLabels::refusesToWrite()
{
    const auto message = [](const Labels& labels) { return refusal([&] { labelsToJson(labels); }); };
    QVERIFY(message({}).contains("has no labels"));
    QVERIFY(message({"a", ""}).contains("label 1 is empty"));
    QVERIFY(message({"a\n"}).contains("label 0 has a control character"));
    QVERIFY(message({"\xff"}).contains("label 0 is not UTF-8 text"));
    QVERIFY(message(Labels(100'001, "x")).contains("more than 100000 labels"));
    QVERIFY(message({std::string(1 << 20, 'x')}).contains("longer than 1048576 bytes"));
}

QObject* makeTstLabels()
{
    return new TstLabels;
}

#include "tst_labels.moc"
