#include "engine/run/run_folder.h"

#include "tests/weights/raw_file.h"

#include <QtTest>

using namespace engine;

class TstRunFolder : public QObject {
    Q_OBJECT
private slots:
    void isMadeWithTheFoldersAround();
    void takesAnEmptyFolder();
    void leavesOtherThingsAlone();
    void isHeldByOneProgramAtATime();
    void removesUnfinishedFiles();
    void opensRunsOnly();
};

void TstRunFolder::isMadeWithTheFoldersAround()
{
    const Folder folder;
    QCOMPARE(RunFolder::create(folder.path("a/b/run")).path(), folder.path("a/b/run"));
    QVERIFY(std::filesystem::is_directory(folder.path("a/b/run")));
}

void TstRunFolder::takesAnEmptyFolder()
{
    const Folder folder;
    std::filesystem::create_directory(folder.path("run"));
    QCOMPARE(refusal([&] { RunFolder::create(folder.path("run")); }), QString());
}

void TstRunFolder::leavesOtherThingsAlone()
{
    const Folder folder;
    const auto said
        = [&](const char* name) { return refusal([&] { RunFolder::create(folder.path(name)); }); };
    folder.put("file", "x");
    QVERIFY(said("file").endsWith("file is a file, not a folder for a run"));
    QVERIFY(said("file/run").contains("file/run cannot be made: "));
    std::filesystem::create_directory(folder.path("full"));
    folder.put("full/something", "x");
    QVERIFY(said("full").endsWith("has something in it that is no run: choose a new folder"));
    folder.put("full/config.json", "{}");
    QVERIFY(said("full").contains("is a run already: continue it with 'alexscope train --resume "));
    QCOMPARE(folder.bytes("full/something"), QByteArray("x"));
}

void TstRunFolder::isHeldByOneProgramAtATime()
{
    const Folder folder;
    {
        const RunFolder run = RunFolder::create(folder.path("run"));
        folder.put("run/config.json", "{}");
        QVERIFY(refusal([&] {
            RunFolder::open(folder.path("run"));
        }).contains("is being trained by another program"));
    }
    QCOMPARE(refusal([&] { RunFolder::open(folder.path("run")); }), QString());
}

void TstRunFolder::removesUnfinishedFiles()
{
    const Folder folder;
    std::filesystem::create_directories(folder.path("run/snapshots"));
    for (const char* name : {"run/config.json", "run/.alexscope-12-0.part", "run/.alexscope-checkpoint.part",
             "run/snapshots/.alexscope-12-1.part", "run/.other.part", "run/checkpoint.safetensors"})
        folder.put(name, "x");
    RunFolder::open(folder.path("run"));
    for (const char* name : {"run/config.json", "run/.other.part", "run/checkpoint.safetensors"})
        QVERIFY2(std::filesystem::exists(folder.path(name)), name);
    for (const char* name :
        {"run/.alexscope-12-0.part", "run/.alexscope-checkpoint.part", "run/snapshots/.alexscope-12-1.part"})
        QVERIFY2(!std::filesystem::exists(folder.path(name)), name);
}

void TstRunFolder::opensRunsOnly()
{
    const Folder folder;
    const auto said = [&](const char* name) { return refusal([&] { RunFolder::open(folder.path(name)); }); };
    QVERIFY(said("none").endsWith("none does not exist or is no folder"));
    std::filesystem::create_directory(folder.path("other"));
    QVERIFY(said("other").endsWith("other is not a run: it has no config.json"));
}

QObject* makeTstRunFolder() { return new TstRunFolder; }
#include "tst_run_folder.moc"
