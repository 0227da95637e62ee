#include "engine/data/cifar10.h"
#include "tests/data/test_folder.h"

#include <QtTest>

using namespace engine;

class TstCifar10 : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<TestFolder>(); }
    void readsTheBatches();
    void namesTheClasses();
    void listsMissingBatches();
    void looksAtTheTestPartOnlyWhenAsked();
    void refusesFilesThatDoNotFit();

private:
    DataParts open(bool withTest = true) const { return openCifar10(m_folder->path(), withTest); }

    std::unique_ptr<TestFolder> m_folder;
};

/// One picture of the file format, told by `seed`.
static drawn::File record(int label, int seed)
{
    drawn::File bytes {std::uint8_t(label)};
    for (int c = 0; c < 3; ++c)
        for (int i = 0; i < 1024; ++i)
            bytes.push_back(std::uint8_t(i * (c + 1) + seed));
    return bytes;
}

static drawn::File records(int count, int seed)
{
    drawn::File bytes;
    for (int i = 0; i < count; ++i) {
        const drawn::File one = record((i + seed) % 10, seed + i);
        bytes.insert(bytes.end(), one.begin(), one.end());
    }
    return bytes;
}

void TstCifar10::readsTheBatches()
{
    for (int batch = 1; batch <= 5; ++batch)
        m_folder->write("data_batch_" + std::to_string(batch) + ".bin", records(2 * batch, 10 * batch));
    m_folder->write("test_batch.bin", records(4, 100));
    QVERIFY(holdsCifar10(m_folder->path()));
    const DataParts parts = open();
    QVERIFY(parts.skipped.empty());
    QVERIFY(!parts.validation);
    QCOMPARE(parts.training->size(), 2 + 4 + 6 + 8 + 10);
    QCOMPARE(parts.test->size(), 4);
    QCOMPARE(parts.training->label(3), 1);
    QCOMPARE(parts.training->name(3), m_folder->path("data_batch_2.bin").string() + ", picture 2");
    const Image picture = parts.training->image(3); // seed 21
    QCOMPARE(picture.width, 32);
    QCOMPARE(picture.height, 32);
    for (int c = 0; c < 3; ++c)
        QCOMPARE(picture.pixel(5, 2)[c], std::uint8_t((2 * 32 + 5) * (c + 1) + 21));
}

void TstCifar10::namesTheClasses()
{
    m_folder->write("data_batch_1.bin", records(1, 0));
    QCOMPARE(open().training->classes()[5], std::string("dog"));
    m_folder->write("batches.meta.txt", std::string("a\nb\r\nc\nd\ne\nf\ng\nh\ni\nj\n\n"));
    QCOMPARE(open().training->classes(),
        std::vector<std::string>({"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}));
    m_folder->write("batches.meta.txt", std::string("a\nb\n"));
    QVERIFY(
        refusalOf([&] { open(); })
            .ends_with(
                "holds 2 names and not ten, one a line: restore it, or remove it to use the official names"));
}

void TstCifar10::listsMissingBatches()
{
    for (const char* name : {"data_batch_1.bin", "data_batch_2.bin", "data_batch_4.bin", "data_batch_5.bin"})
        m_folder->write(name, records(1, 0));
    const DataParts parts = open();
    QCOMPARE(parts.training->size(), 4);
    QVERIFY(!parts.test);
    QCOMPARE(parts.skipped.size(), std::size_t(1));
    QCOMPARE(parts.skipped[0].reason,
        m_folder->path("data_batch_3.bin").string() + " is missing: get it to train on all pictures");
}

void TstCifar10::looksAtTheTestPartOnlyWhenAsked()
{
    m_folder->write("data_batch_1.bin", records(1, 0));
    m_folder->write("test_batch.bin", std::string("damaged"));
    QVERIFY(!open(false).test);
    QVERIFY(!refusalOf([&] { open(true); }).empty());
}

void TstCifar10::refusesFilesThatDoNotFit()
{
    drawn::File bytes = records(3, 0);
    bytes.pop_back();
    m_folder->write("data_batch_1.bin", bytes);
    const std::string name = m_folder->path("data_batch_1.bin").string();
    QCOMPARE(refusalOf([&] { open(); }),
        name + " has 9218 bytes, which is not a multiple of the 3073 of a picture: get a fresh copy of it");
    m_folder->write("data_batch_1.bin", std::string());
    QVERIFY(refusalOf([&] { open(); }).starts_with(name + " has 0 bytes"));
    bytes = records(3, 0);
    bytes[3073] = 10;
    m_folder->write("data_batch_1.bin", bytes);
    QCOMPARE(
        refusalOf([&] { open(); }), name + " gives picture 2 the class 10 of 0 to 9: get a fresh copy of it");

    const TestFolder python;
    python.write("data_batch_1", std::string("pickled"));
    QVERIFY(holdsCifar10(python.path()));
    QCOMPARE(refusalOf([&] { openCifar10(python.path(), true); }),
        python.path().string() + " holds no data_batch_1.bin: get the binary version of CIFAR-10");
}

QObject* makeTstCifar10() { return new TstCifar10; }
#include "tst_cifar10.moc"
