#include "engine/data/dataset.h"
#include "tests/data/test_folder.h"

#include <QtTest>

using namespace engine;

class TstDataset : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<TestFolder>(); }
    void opensAFolderOfClasses();
    void opensPartsWithTheTrainingClasses();
    void takesAClassNamedTrainForAClass();
    void looksAtTheTestPartOnlyWhenAsked();
    void recognisesFilesInTheFoldersAroundThem();
    void drawsTheSyntheticSet();
    void saysWhatItExpected();

private:
    DataParts open(bool withTest = true) const { return openDataset(m_folder->path().string(), withTest); }

    std::unique_ptr<TestFolder> m_folder;
};

void TstDataset::opensAFolderOfClasses()
{
    m_folder->picture("cat/1.png");
    m_folder->picture("dog/1.png");
    m_folder->write("dog/2.png", std::string());
    const DataParts parts = open();
    QCOMPARE(parts.training->size(), 2);
    QVERIFY(!parts.validation && !parts.test);
    QCOMPARE(parts.skipped.size(), std::size_t(1));
}

void TstDataset::opensPartsWithTheTrainingClasses()
{
    for (const char* name : {"train/bird/1.png", "train/cat/1.png", "train/dog/1.png", "val/dog/1.png",
             "test/cat/1.png", "test/dog/1.png", "other/horse/1.png"})
        m_folder->picture(name);
    const DataParts parts = open();
    QCOMPARE(parts.training->size(), 3);
    QCOMPARE(parts.validation->size(), 1);
    QCOMPARE(parts.test->size(), 2);
    for (const auto& part : {parts.validation, parts.test})
        QCOMPARE(part->classes(), parts.training->classes());
    QCOMPARE(parts.validation->label(0), 2);
    QCOMPARE(parts.test->label(0), 1);
    m_folder->picture("val/horse/1.png");
    QVERIFY(refusalOf([&] { open(); }).find("val/horse is a class without training pictures")
        != std::string::npos);
}

void TstDataset::takesAClassNamedTrainForAClass()
{
    for (const char* name : {"bus/1.png", "train/1.png", "test/1.png"})
        m_folder->picture(name);
    QCOMPARE(open().training->classes(), std::vector<std::string>({"bus", "test", "train"}));
    m_folder->picture("test/bus/1.png");
    QCOMPARE(refusalOf([&] { open(); }),
        m_folder->path().string()
            + " holds a folder test of classes but none named train: add it, or name the folder in it that "
              "holds the classes");
}

void TstDataset::looksAtTheTestPartOnlyWhenAsked()
{
    m_folder->picture("train/cat/1.png");
    m_folder->write("test/cat/1.txt", std::string("an empty class"));
    QVERIFY(!open(false).test);
    QVERIFY(!refusalOf([&] { open(true); }).empty());
}

void TstDataset::recognisesFilesInTheFoldersAroundThem()
{
    m_folder->write("one/cifar-10-batches-bin/data_batch_1.bin", drawn::File(3073));
    QCOMPARE(openDataset(m_folder->path("one").string()).training->size(), 1);
    QCOMPARE(openDataset(m_folder->path("one/cifar-10-batches-bin").string()).training->size(), 1);
    drawn::File pictures {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 200};
    m_folder->write("two/FashionMNIST/raw/train-images-idx3-ubyte", pictures);
    m_folder->write("two/FashionMNIST/raw/train-labels-idx1-ubyte", drawn::File {0, 0, 8, 1, 0, 0, 0, 1, 3});
    QCOMPARE(openDataset(m_folder->path("two").string()).training->classes()[3], std::string("dress"));
}

void TstDataset::drawsTheSyntheticSet()
{
    const DataParts parts = openDataset("synthetic");
    QCOMPARE(parts.training->size(), 5000);
    QCOMPARE(parts.test->size(), 1000);
    QVERIFY(parts.training->image(0) != parts.test->image(0));
    QVERIFY(!openDataset("synthetic", false).test);
}

void TstDataset::saysWhatItExpected()
{
    const std::string known
        = "a folder of class folders, one with CIFAR-10's or MNIST's binary files, or the word synthetic";
    const std::string name = m_folder->path("no\nne").string();
    QCOMPARE(refusalOf([&] { openDataset(name); }),
        m_folder->path("no\\x0ane").string() + " does not exist: name " + known);
    m_folder->write("file", std::string("text"));
    QCOMPARE(refusalOf([&] { openDataset(m_folder->path("file").string()); }),
        m_folder->path("file").string() + " is not a folder: name " + known);
    QVERIFY(refusalOf([&] { open(); }).empty() == false);
    QVERIFY(!refusalOf([&] { openDataset(""); }).empty());
}

QObject* makeTstDataset() { return new TstDataset; }
#include "tst_dataset.moc"
