#include "engine/data/mnist.h"
#include "tests/data/test_folder.h"

#include <QtTest>

using namespace engine;

class TstMnist : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<TestFolder>(); }
    void readsPlainAndCompressed_data();
    void readsPlainAndCompressed();
    void padsOnlyThe28();
    void namesTheClasses();
    void looksAtTheTestPartOnlyWhenAsked();
    void refusesFilesThatDoNotFit_data();
    void refusesFilesThatDoNotFit();
    void refusesMissingFiles();
    void readsDebiansFashion();

private:
    DataParts open(bool withTest = true) const { return openMnist(m_folder->path(), withTest); }

    std::unique_ptr<TestFolder> m_folder;
};

static drawn::File idx(const std::vector<std::uint32_t>& extents)
{
    drawn::File bytes {0, 0, 8, std::uint8_t(extents.size())};
    for (const std::uint32_t extent : extents)
        for (int shift = 24; shift >= 0; shift -= 8)
            bytes.push_back(std::uint8_t(extent >> shift));
    return bytes;
}

static drawn::File pictures(std::uint32_t count, std::uint32_t height = 28, std::uint32_t width = 28)
{
    drawn::File bytes = idx({count, height, width});
    for (std::uint32_t i = 0; i < count * height * width; ++i)
        bytes.push_back(std::uint8_t(i % 251));
    return bytes;
}

static drawn::File labels(const std::vector<int>& values)
{
    drawn::File bytes = idx({std::uint32_t(values.size())});
    bytes.insert(bytes.end(), values.begin(), values.end());
    return bytes;
}

void TstMnist::readsPlainAndCompressed_data()
{
    QTest::addColumn<QString>("separator");
    QTest::addColumn<bool>("compressed");
    QTest::newRow("as published") << "-" << true;
    QTest::newRow("unpacked") << "-" << false;
    QTest::newRow("unpacked by other programs") << "." << false;
}

void TstMnist::readsPlainAndCompressed()
{
    QFETCH(QString, separator);
    QFETCH(bool, compressed);
    const auto write = [&](const std::string& part, const std::string& kind, const drawn::File& bytes) {
        const std::string name = part + separator.toStdString() + kind + "-ubyte";
        if (compressed)
            m_folder->writeCompressed(name + ".gz", bytes);
        else
            m_folder->write(name, bytes);
    };
    write("train-images", "idx3", pictures(3));
    write("train-labels", "idx1", labels({5, 0, 9}));
    write("t10k-images", "idx3", pictures(2));
    write("t10k-labels", "idx1", labels({1, 2}));
    QVERIFY(holdsMnist(m_folder->path()));
    const DataParts parts = open();
    QCOMPARE(parts.training->size(), 3);
    QCOMPARE(parts.test->size(), 2);
    QVERIFY(!parts.validation && parts.skipped.empty());
    QCOMPARE(parts.training->label(2), 9);
    QCOMPARE(parts.test->label(1), 2);
    QVERIFY(parts.training->name(2).ends_with(", picture 3"));
    const Image picture = parts.training->image(2);
    QCOMPARE(picture.width, 32);
    QCOMPARE(picture.height, 32);
    for (int y = 0; y < 32; ++y)
        for (int x = 0; x < 32; ++x) {
            const bool inside = x >= 2 && x < 30 && y >= 2 && y < 30;
            const int expected = inside ? (2 * 784 + (y - 2) * 28 + x - 2) % 251 : 0;
            for (int c = 0; c < 3; ++c)
                QCOMPARE(int(picture.pixel(x, y)[c]), expected);
        }
}

void TstMnist::padsOnlyThe28()
{
    m_folder->write("train-images-idx3-ubyte", pictures(1, 16, 20));
    m_folder->write("train-labels-idx1-ubyte", labels({0}));
    QCOMPARE(open().training->image(0).width, 20);
    QCOMPARE(open().training->image(0).height, 16);
}

void TstMnist::namesTheClasses()
{
    const auto write = [&](const std::string& folder, int highest) {
        m_folder->write(folder + "train-images-idx3-ubyte", pictures(2));
        m_folder->write(folder + "train-labels-idx1-ubyte", labels({0, highest}));
        return openMnist(m_folder->path(folder), true).training->classes();
    };
    QCOMPARE(write("digits/", 4).size(), std::size_t(10));
    QCOMPARE(write("digits/", 4)[7], std::string("7"));
    QCOMPARE(write("letters/", 25).size(), std::size_t(26));
    QCOMPARE(write("Fashion-MNIST/", 9)[9], std::string("ankle boot"));
}

void TstMnist::looksAtTheTestPartOnlyWhenAsked()
{
    m_folder->write("train-images-idx3-ubyte", pictures(1));
    m_folder->write("train-labels-idx1-ubyte", labels({0}));
    m_folder->write("t10k-images-idx3-ubyte", std::string("damaged"));
    QVERIFY(!open(false).test);
    QVERIFY(!refusalOf([&] { open(true); }).empty());
}

void TstMnist::refusesFilesThatDoNotFit_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const drawn::File& file, const char* words) {
        QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(file.data()), qsizetype(file.size()))
                            << words;
    };
    drawn::File cut = pictures(3);
    cut.pop_back();
    drawn::File longer = pictures(3);
    longer.push_back(0);
    drawn::File floats = pictures(3);
    floats[2] = 13;
    row("cut", cut, "has 2367 bytes, which does not fit to 3 x 28 x 28 values after a header of 16");
    row("too long", longer, "has 2369 bytes");
    row("no values", idx({3, 28, 28}), "has 16 bytes");
    row("no pictures", idx({0, 28, 28}), "has 16 bytes");
    row("beyond all integers", idx({~0u, ~0u, ~0u}), "has 16 bytes");
    row("half a header", drawn::File {0, 0, 8, 3, 0}, "is not an IDX file of bytes in 3 dimensions");
    row("empty", {}, "is not an IDX file of bytes in 3 dimensions");
    row("other values", floats, "is not an IDX file of bytes in 3 dimensions");
    row("labels", labels({1, 2, 3}), "is not an IDX file of bytes in 3 dimensions");
    row("too few", pictures(2), "holds 2 pictures, but");
}

void TstMnist::refusesFilesThatDoNotFit()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, words);
    m_folder->write("train-images-idx3-ubyte", file.toStdString());
    m_folder->write("train-labels-idx1-ubyte", labels({1, 2, 3}));
    const std::string refusal = refusalOf([&] { open(); });
    QVERIFY2(
        refusal.starts_with(m_folder->path("train-images-idx3-ubyte").string() + " " + words.toStdString()),
        refusal.c_str());
}

void TstMnist::refusesMissingFiles()
{
    m_folder->write("t10k-images-idx3-ubyte", pictures(1));
    QVERIFY(holdsMnist(m_folder->path()));
    const std::string folder = m_folder->path().string();
    QCOMPARE(refusalOf([&] { open(); }),
        folder + " holds no train-images-idx3-ubyte, compressed or not: get it and put it there");
    m_folder->write("train-images-idx3-ubyte", pictures(1));
    QCOMPARE(refusalOf([&] { open(); }),
        folder + " holds no train-labels-idx1-ubyte, compressed or not: get it and put it there");
    m_folder->write("train-labels-idx1-ubyte", labels({1}));
    m_folder->write("t10k-labels-idx1-ubyte", labels({12}));
    QVERIFY(refusalOf([&] { open(); }).find("has a class 12 in its test part") != std::string::npos);
}

void TstMnist::readsDebiansFashion()
{
    const std::filesystem::path folder = "/usr/share/datasets/fashion-mnist";
    if (!std::filesystem::exists(folder))
        QSKIP("Debian's package dataset-fashion-mnist is not installed");
    const DataParts parts = openMnist(folder, true);
    QCOMPARE(parts.training->size(), 60'000);
    QCOMPARE(parts.test->size(), 10'000);
    QCOMPARE(parts.training->classes()[std::size_t(parts.training->label(0))], std::string("ankle boot"));
}

QObject* makeTstMnist() { return new TstMnist; }
#include "tst_mnist.moc"
