#include "engine/run/training_data.h"

#include "tests/run/small_run.h"

#include <QtTest>

using namespace engine;

class TstTrainingData : public QObject {
    Q_OBJECT
private slots:
    void setsAShareAside();
    void takesTheValidationPart();
    void takesAnotherFolder();
    void refusesSharesThatAreNone();
    void matchesClassesByName();
    void saysWhichClassDoesNotFit();
};

void TstTrainingData::setsAShareAside()
{
    const Folder folder;
    putPictures(folder, "pictures", 20);
    const std::string where = folder.path("pictures").string();
    const TrainingData usual = openTrainingData(where, "", 1);
    QCOMPARE(usual.training->size(), 36);
    QCOMPARE(usual.validation->size(), 4);
    QCOMPARE(openTrainingData(where, "0.25", 1).validation->size(), 10);
    QVERIFY(!openTrainingData(where, "0", 1).validation);
}

void TstTrainingData::takesTheValidationPart()
{
    const Folder folder;
    putPictures(folder, "all/train", 5);
    putPictures(folder, "all/val", 3);
    const TrainingData data = openTrainingData(folder.path("all").string(), "", 1);
    QCOMPARE(data.training->size(), 10);
    QCOMPARE(data.validation->size(), 6);
    QCOMPARE(openTrainingData(folder.path("all").string(), "0.2", 1).validation->size(), 2);
}

void TstTrainingData::takesAnotherFolder()
{
    const Folder folder;
    putPictures(folder, "one", 5);
    putPictures(folder, "other", 3);
    std::filesystem::rename(folder.path("other/bird"), folder.path("other/Bird")); // another order too
    const TrainingData data = openTrainingData(folder.path("one").string(), folder.path("other").string(), 1);
    QCOMPARE(data.validation->size(), 6);
    QCOMPARE(data.validation->classes(), data.training->classes());
}

void TstTrainingData::refusesSharesThatAreNone()
{
    const Folder folder;
    putPictures(folder, "pictures", 2);
    for (const char* share : {"1", "1.5", "-0.1", "nan"})
        QVERIFY2(refusal([&] {
            openTrainingData(folder.path("pictures").string(), share, 1);
        }).contains("is no share: it must be at least 0 and below 1"),
            share);
}

void TstTrainingData::matchesClassesByName()
{
    const Folder folder;
    putPictures(folder, "pictures", 2);
    const auto whole = openTrainingData(folder.path("pictures").string(), "0", 1).training;
    const std::vector<std::string> labels = {"Cat", "great white shark", "bird"};
    const auto matched = matchClasses(whole, labels, "here", "the model");
    QCOMPARE(matched->classes(), labels);
    QCOMPARE(matched->size(), 4);
    QCOMPARE(whole->label(0), 0);
    QCOMPARE(matched->label(0), 2);
    QCOMPARE(matched->label(3), 0);
    QCOMPARE(matched->name(3), whole->name(3));
    QVERIFY(matchClasses(whole, {"bird", "cat"}, "", "") == whole);
}

void TstTrainingData::saysWhichClassDoesNotFit()
{
    const Folder folder;
    putPictures(folder, "pictures", 2);
    const auto whole = openTrainingData(folder.path("pictures").string(), "0", 1).training;
    QVERIFY(refusal([&] {
        matchClasses(whole, {"bird", "dog"}, "here", "the model");
    }).startsWith("here has a class 'cat', which the model does not know: "));
    QVERIFY(refusal([&] {
        matchClasses(whole, {"bird", "cat", "Cat"}, "here", "the model");
    }).startsWith("here has a class 'cat', of which the model knows two"));
}

QObject* makeTstTrainingData() { return new TstTrainingData; }
#include "tst_training_data.moc"
