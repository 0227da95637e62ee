#include "engine/core/error.h"
#include "engine/vulkan/choices_file.h"
#include "engine/vulkan/device.h"
#include "tests/support/gpu.h"
#include "tests/weights/raw_file.h"

#include <QtTest>

using namespace engine;

/// Which kernels are taken, and the file that remembers the fastest.
class TstChoices : public QObject {
    Q_OBJECT

private slots:
    void takesTheUsualWayUnlessTold();
    void remembersWhatThereWasToChoose();
    void comesBackFromItsFile();
    void ignoresADamagedFile();
    void ignoresAFileOfAnotherDriver();
    void isSilentWithoutAFile();
    void isReadWhenTheDeviceIsOpened();
};

namespace {

const std::vector<KernelChoice> ways = {{.kernel = "a", .rows = 8, .operands = Operands::Storage},
    {.kernel = "a", .rows = 16, .unroll = 2, .operands = Operands::Texels},
    {.kernel = "b", .operands = Operands::Texels}};

DeviceInfo someDevice()
{
    DeviceInfo info;
    info.uuid = "0-1";
    info.identity = "vendor 1, device 2, driver 3, pipelines 4";
    return info;
}

const Choices::Table someTable = {{"a product", "b texels"}, {"another", "a rows 8 storage"}};

/// A file as it is written, in the folder.
QByteArray writtenFile(const Folder& folder)
{
    saveChoices(someDevice(), folder.path(""), someTable);
    return folder.bytes("kernels-0-1.txt");
}

}

void TstChoices::takesTheUsualWayUnlessTold()
{
    Choices choices;
    QCOMPARE(choices.take("product", ways, "conv1").text(), std::string("a rows 8 storage"));
    choices.prefer("b texels");
    QVERIFY(choices.take("product", ways, "conv1") == ways[2]);
    choices.replace({{"product", "a rows 16 unroll 2 texels"}});
    QVERIFY(choices.take("product", ways, "conv1") == ways[1]);
    choices.replace({{"product", "a rows 99 texels"}}); // of a version that had it
    QVERIFY(choices.take("product", ways, "conv1") == ways[0]);

    Choices asked;
    asked.replace({{"product", "b"}});
    QVERIFY(asked.wanted("product", {{.kernel = "a"}, {.kernel = "b"}}) == KernelChoice {.kernel = "b"});
    QVERIFY(asked.decisions().empty()); // nothing was done yet
}

void TstChoices::remembersWhatThereWasToChoose()
{
    Choices choices;
    choices.take("product", ways, "conv1");
    choices.take("product", ways, "conv2");
    QCOMPARE(choices.decisions().size(), std::size_t(1));
    const Choices::Decision& decision = choices.decisions().at("product");
    QCOMPARE(decision.candidates.size(), ways.size());
    QCOMPARE(decision.sections, (std::set<std::string> {"conv1", "conv2"}));
    QCOMPARE(choices.taken(), (Choices::Table {{"product", "a rows 8 storage"}}));
    QCOMPARE(choices.otherKernels(), (std::set<std::string> {"b texels"}));
    choices.forget();
    QVERIFY(choices.taken().empty());
}

void TstChoices::comesBackFromItsFile()
{
    const Folder folder;
    writtenFile(folder);
    const StoredChoices back = loadChoices(someDevice(), folder.path(""));
    QCOMPARE(back.note, std::string());
    QCOMPARE(back.table, someTable);
}

void TstChoices::ignoresADamagedFile()
{
    const Folder folder;
    const QByteArray whole = writtenFile(folder);
    QByteArray changed = whole;
    changed.replace("b texels", "b storage");
    for (const QByteArray& damaged : {changed, whole.chopped(1), whole.left(whole.size() / 2), QByteArray(),
             QByteArray("hash "), whole + "more | a\n"}) {
        folder.put("kernels-0-1.txt", damaged);
        const StoredChoices back = loadChoices(someDevice(), folder.path(""));
        QVERIFY2(back.note.find("damaged") != back.note.npos, back.note.c_str());
        QVERIFY(back.table.empty());
    }
}

void TstChoices::ignoresAFileOfAnotherDriver()
{
    const Folder folder;
    writtenFile(folder);
    DeviceInfo other = someDevice();
    other.identity = "vendor 1, device 2, driver 4, pipelines 4";
    const StoredChoices back = loadChoices(other, folder.path(""));
    QVERIFY2(back.note.find("another device or driver") != back.note.npos, back.note.c_str());
    QVERIFY(back.table.empty());
}

void TstChoices::isSilentWithoutAFile()
{
    const Folder folder;
    QCOMPARE(loadChoices(someDevice(), folder.path("")).note, std::string());
    QCOMPARE(loadChoices(someDevice(), {}).note, std::string());
}

void TstChoices::isReadWhenTheDeviceIsOpened()
{
    const Folder folder;
    DeviceOptions options = testOptions();
    options.cacheFolder = folder.path("");
    std::string said;
    options.note = [&said](const std::string& note) { said += note; };
    DeviceInfo info;
    {
        Device device(options);
        info = device.info();
        QVERIFY(device.choices().table().empty());
        QVERIFY(!info.identity.empty());
    }
    saveChoices(info, folder.path(""), someTable);
    QCOMPARE(Device(options).choices().table(), someTable);
    QCOMPARE(said, std::string());
    folder.put(choicesFile(info, "").filename().string().c_str(), "nothing of the kind");
    QVERIFY(Device(options).choices().table().empty());
    QVERIFY2(said.find("damaged") != said.npos, said.c_str());
}

QObject* makeTstChoices() { return new TstChoices; }

#include "tst_choices.moc"
