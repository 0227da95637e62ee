#include "engine/data/whole_file.h"
#include "tests/data/test_folder.h"

#include <QtTest>

using engine::readWholeFile;

class TstWholeFile : public QObject {
    Q_OBJECT
private slots:
    void readsPlainAndCompressed();
    void refusesACutOrDamagedOne();
    void refusesWhatCannotBeRead();
};

static drawn::File bytes(std::size_t count)
{
    drawn::File file(count);
    for (std::size_t i = 0; i < count; ++i)
        file[i] = std::uint8_t(i * i >> 3);
    return file;
}

void TstWholeFile::readsPlainAndCompressed()
{
    const TestFolder folder;
    for (const std::size_t count : {0u, 1u, 1u << 20, (3u << 20) + 5}) {
        folder.write("plain", bytes(count));
        folder.writeCompressed("compressed", bytes(count));
        QCOMPARE(readWholeFile(folder.path("plain")), bytes(count));
        QCOMPARE(readWholeFile(folder.path("compressed")), bytes(count));
    }
}

void TstWholeFile::refusesACutOrDamagedOne()
{
    const TestFolder folder;
    folder.writeCompressed("whole", bytes(100'000));
    std::ifstream stream(folder.path("whole"), std::ios::binary);
    const drawn::File whole(std::istreambuf_iterator<char>(stream), {});
    const std::string refusal = folder.path("broken").string()
        + " is a damaged or incomplete compressed file: get a fresh copy of it";
    for (const double share : {0.1, 0.5, 0.9, 0.9999}) {
        folder.write(
            "broken", drawn::File(whole.begin(), whole.begin() + std::ptrdiff_t(share * whole.size())));
        QCOMPARE(refusalOf([&] { readWholeFile(folder.path("broken")); }), refusal);
    }
    for (const std::size_t place : {whole.size() / 2, whole.size() - 6}) { // the data, the checksum
        drawn::File changed = whole;
        changed[place] ^= 0x55;
        folder.write("broken", changed);
        QCOMPARE(refusalOf([&] { readWholeFile(folder.path("broken")); }), refusal);
    }
}

void TstWholeFile::refusesWhatCannotBeRead()
{
    const TestFolder folder;
    QCOMPARE(refusalOf([&] { readWholeFile(folder.path("none")); }),
        folder.path("none").string()
            + " cannot be read (No such file or directory): check path and permissions");
    QVERIFY(refusalOf([&] { readWholeFile(folder.path()); }).find("cannot be read (Is a directory)")
        != std::string::npos);
}

QObject* makeTstWholeFile() { return new TstWholeFile; }
#include "tst_whole_file.moc"
