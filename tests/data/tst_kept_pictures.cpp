#include "engine/data/kept_pictures.h"
#include "tests/data/pretended_dataset.h"

#include <QtTest>

using namespace engine;

class TstKeptPictures : public QObject {
    Q_OBJECT
private slots:
    void readsOnceWhatFits();
    void staysWithinItsMemory();
    void triesAnUnreadableOneOnce();
    void saysWhenAClassIsGone();
    void doesNotBlameThePictureForMissingMemory();
};

static InputRecipe recipe()
{
    InputRecipe result;
    result.resize = result.crop = 16;
    return result;
}

void TstKeptPictures::readsOnceWhatFits()
{
    const auto dataset = std::make_shared<PretendedDataset>(9);
    KeptPictures pictures(dataset, recipe(), {}, 1 << 20, false);
    for (int round = 0; round < 3; ++round)
        for (int i = 0; i < 9; ++i)
            QCOMPARE(*pictures.picture(i), keptPicture(PretendedDataset(9).image(i), recipe(), {}));
    QCOMPARE(dataset->reads.load(), 9);
}

void TstKeptPictures::staysWithinItsMemory()
{
    const auto dataset = std::make_shared<PretendedDataset>(9);
    KeptPictures pictures(dataset, recipe(), {}, 4 * (16 * 16 * 3 + 128), false); // four pictures
    for (int round = 0; round < 2; ++round)
        for (int i = 0; i < 9; ++i)
            pictures.picture(i);
    QCOMPARE(dataset->reads.load(), 9 + 5);
}

void TstKeptPictures::triesAnUnreadableOneOnce()
{
    const auto dataset = std::make_shared<PretendedDataset>(9);
    dataset->before = [](int index) { require(index != 7 && index != 2, "picture ", index, " is broken"); };
    KeptPictures pictures(dataset, recipe(), {}, 0, false);
    for (int round = 0; round < 2; ++round)
        for (const int index : {7, 1, 2})
            QCOMPARE(pictures.picture(index) == nullptr, index != 1);
    QCOMPARE(dataset->reads.load(), 1 + 2 + 1);
    const std::vector<SkippedFile> skipped = pictures.skipped();
    QCOMPARE(skipped.size(), std::size_t(2));
    QCOMPARE(skipped[0].file, std::string("picture 2"));
    QCOMPARE(skipped[1].reason, std::string("picture 7 is broken"));
}

void TstKeptPictures::saysWhenAClassIsGone()
{
    const auto dataset = std::make_shared<PretendedDataset>(6);
    dataset->before = [](int index) { require(index % 3 != 1, "picture ", index, " is broken"); };
    KeptPictures tolerant(dataset, recipe(), {}, 0, false);
    KeptPictures strict(dataset, recipe(), {}, 0, true);
    for (const int index : {1, 4})
        QVERIFY(!tolerant.picture(index));
    QVERIFY(!strict.picture(4));
    try {
        strict.picture(1);
        QFAIL("no error");
    } catch (const Error& error) {
        QCOMPARE(error.what(),
            "No picture of the class b can be read (picture 1 is broken): add good ones or remove the class");
    }
}

void TstKeptPictures::doesNotBlameThePictureForMissingMemory()
{
    const auto dataset = std::make_shared<PretendedDataset>(3);
    dataset->before = [](int) { throw OutOfMemoryError("no memory"); };
    KeptPictures pictures(dataset, recipe(), {}, 0, false);
    QVERIFY_EXCEPTION_THROWN(pictures.picture(0), OutOfMemoryError);
    QVERIFY(pictures.skipped().empty());
    dataset->before = nullptr;
    QVERIFY(pictures.picture(0));
}

QObject* makeTstKeptPictures() { return new TstKeptPictures; }
#include "tst_kept_pictures.moc"
