#include "tests/weights/torch_writer.h"

#include <QtTest>

using namespace engine;
using namespace pickle;

using Entries = QList<ZipEntry>;

/// The container of PyTorch files: only what PyTorch writes is opened, and nothing is unpacked.
class TstTorchArchive : public QObject {
    Q_OBJECT

private slots:
    void acceptsWhatPyTorchWrites_data();
    void acceptsWhatPyTorchWrites();
    void refuses_data();
    void refuses();
    void refusesNamesThatAreThereTwice();
    void refusesAChangedPickle();
    void refusesAnEntryBeyondTheEnd();
    void writesNothing();
};

static Entries good(const char* prefix = "archive/")
{
    const QByteArray value = dictionary({text("t"), floatVector("0", 2)});
    return {{prefix + QByteArray("data.pkl"), whole(value)},
        {prefix + QByteArray("data/0"), valueBytes<float>({1, 2})}};
}

void TstTorchArchive::acceptsWhatPyTorchWrites_data()
{
    QTest::addColumn<Entries>("entries");
    const auto row = [](const char* name, const Entries& entries) { QTest::newRow(name) << entries; };
    row("no version", good());
    row("PyTorch 1.6", good() + Entries {{"archive/version", "3\n"}});
    row("PyTorch 2",
        good()
            + Entries {{"archive/.format_version", "1"}, {"archive/byteorder", "little"},
                {"archive/version", "3\n"}, {"archive/.data/serialization_id", "0636657"}});
    row("the file's name as folder", good("alexnet-owt-7be5be79/"));
    row("a name in other letters", good("gew\xc3\xa4hlt/"));
    row("pickle last", {good()[1], good()[0]});
    row("compressed entry that is not used",
        good() + Entries {{"archive/readme", QByteArray(999, 'a'), ZIP_CM_DEFLATE}});
    row("strange names that are not used",
        good() + Entries {{"../../evil", "x"}, {"/etc/passwd", "x"}, {"C:\\x", "x"}});
}

void TstTorchArchive::acceptsWhatPyTorchWrites()
{
    QFETCH(Entries, entries);
    const Folder folder;
    const WeightFile file = openTorch(putZip(folder, "good.pth", entries));
    QCOMPARE(valuesOf(file, *file.find("t")), (std::vector<float> {1, 2}));
}

void TstTorchArchive::refuses_data()
{
    QTest::addColumn<Entries>("entries");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const Entries& entries, const char* expected) {
        QTest::newRow(name) << entries << expected;
    };
    const QByteArray bomb(1 << 20, '\0');
    row("no pickle", {{"weight.npy", "x"}}, "is a ZIP archive without data.pkl");
    row("pickle without folder", {{"data.pkl", "x"}}, "without data.pkl");
    row("pickle in a folder of a folder", good("a/b/"), "without data.pkl");
    row("two pickles", good() + good("other/"), "has two pickles, 'archive/data.pkl' and 'other/data.pkl'");
    row("pickle of another folder's data", {good()[0], {"other/data/0", "12345678"}},
        "'archive/data/0' is missing");
    row("deflated pickle", {{"archive/data.pkl", good()[0].bytes, ZIP_CM_DEFLATE}, good()[1]},
        "entry 'archive/data.pkl' is compressed");
    row("deflated values", {good()[0], {"archive/data/0", bomb, ZIP_CM_DEFLATE}},
        "entry 'archive/data/0' is compressed");
    row("large pickle", {{"archive/data.pkl", bomb + "."}, good()[1]}, "data.pkl has 1048577 bytes");
    row("empty pickle", {{"archive/data.pkl", ""}, good()[1]}, "data.pkl is cut off");
    row("big-endian", good() + Entries {{"archive/byteorder", "big"}}, "byte order 'big'");
    row("long byte order", good() + Entries {{"archive/byteorder", bomb}}, "byte order '?'");
    row("TorchScript", good() + Entries {{"archive/constants.pkl", ""}}, "is a TorchScript program");
    Entries many = good();
    for (int i = 0; i < 10000; ++i)
        many += ZipEntry {"archive/" + QByteArray::number(i), ""};
    row("many entries", many, "has 10002 entries");
}

void TstTorchArchive::refuses()
{
    QFETCH(Entries, entries);
    QFETCH(QString, expected);
    const Folder folder;
    const std::filesystem::path path = putZip(folder, "bad.pth", entries);
    const QString message = refusal([&] { openTorch(path); });
    QVERIFY2(message.startsWith(QString::fromStdString(path.string())), qPrintable(message));
    QVERIFY2(message.contains(expected), qPrintable(message));
}

void TstTorchArchive::refusesNamesThatAreThereTwice()
{
    const Folder folder;
    putZip(folder, "once.pth", good() + Entries {{"archive/data/x", valueBytes<float>({8, 9})}});
    const QByteArray twice = folder.bytes("once.pth").replace("archive/data/x", "archive/data/0");
    const QString message = refusal([&] { openTorch(folder.put("twice.pth", twice)); });
    QVERIFY2(message.contains("twice.pth has two entries called 'archive/data/0'"), qPrintable(message));
}

void TstTorchArchive::refusesAChangedPickle()
{
    const Folder folder;
    putZip(folder, "good.pth", good());
    QByteArray bytes = folder.bytes("good.pth");
    bytes.replace(text("t"), text("u"));
    const QString message = refusal([&] { openTorch(folder.put("changed.pth", bytes)); });
    QVERIFY2(message.contains("CRC error"), qPrintable(message));
}

/// The directory says that values go on where the file ends.
void TstTorchArchive::refusesAnEntryBeyondTheEnd()
{
    const Folder folder;
    putZip(folder, "good.pth", good());
    QByteArray bytes = folder.bytes("good.pth");
    const qsizetype directory = bytes.indexOf("PK\x01\x02", bytes.indexOf("PK\x01\x02") + 1);
    for (const qsizetype field : {20, 24}) // compressed and whole size
        bytes.replace(directory + field, 4, raw(quint32(bytes.size() - 8)));
    const std::filesystem::path path = folder.put("beyond.pth", bytes);
    const QString message = refusal([&] { openTorch(path); });
    QVERIFY2(message.contains("beyond.pth"), qPrintable(message));
    QVERIFY2(message.contains("end of the file") || message.contains("said to hold"), qPrintable(message));
}

void TstTorchArchive::writesNothing()
{
    const Folder folder;
    const auto path = putZip(folder, "good.pth", good() + Entries {{"../evil", "x"}});
    const WeightFile file = openTorch(path);
    valuesOf(file, file.entries().front());
    QCOMPARE(folder.names(), std::vector<std::string> {"good.pth"});
    QVERIFY(!std::filesystem::exists(path.parent_path().parent_path() / "evil"));
}

QObject* makeTstTorchArchive() { return new TstTorchArchive; }

#include "tst_torch_archive.moc"
