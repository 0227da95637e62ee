#include "engine/core/error.h"
#include "engine/vulkan/device.h"
#include "tests/support/gpu.h"

#include <QtTest>

using namespace engine;

class TstDeviceChoice : public QObject {
    Q_OBJECT
private slots:
    void prefersTheFasterKind();
    void choosesByWord_data();
    void choosesByWord();
    void refusesUnknownWords_data();
    void refusesUnknownWords();
    void passesOverUnusableDevices();
    void saysWhenNothingIsUsable();
    void listsTheDevicesOfThisMachine();
    void leavesOpenDevicesAlone();
};

namespace {

DeviceInfo device(const std::string& name, const std::string& type)
{
    DeviceInfo info;
    info.name = name;
    info.type = type;
    return info;
}

/// Four kinds in the worst order, as a loader may list them.
std::vector<DeviceInfo> machine()
{
    std::vector<DeviceInfo> list = {device("llvmpipe (LLVM 15.0.6, 256 bits)", "cpu"),
        device("Virtio-GPU Venus (ANGLE)", "virtual"), device("Intel(R) Iris(R) Xe Graphics", "integrated"),
        device("NVIDIA GeForce RTX 3060", "discrete"), device("NVIDIA GeForce GTX 1080", "discrete")};
    for (std::size_t i = 0; i < list.size(); ++i) {
        list[i].index = int(i);
        list[i].uuid = sentence("0000abcd-0000-0000-0000-00000000000", i);
    }
    return list;
}

/// What a driver from before Vulkan 1.2 gives: no UUID was asked for.
DeviceInfo oldDevice(int index)
{
    DeviceInfo info = device("Old GPU", "discrete");
    info.index = index;
    info.unusable = "it offers Vulkan 1.1.182, AlexScope needs 1.2";
    return info;
}

/// The message of the exception that chooseDevice throws, if it is of this type.
template <class Exception>
std::string refusal(const std::vector<DeviceInfo>& devices, const std::string& selector)
{
    try {
        chooseDevice(devices, selector);
    } catch (const Exception& error) {
        return error.what();
    } catch (const std::exception&) {
    }
    return {};
}

}

void TstDeviceChoice::prefersTheFasterKind()
{
    std::vector<DeviceInfo> list = machine();
    for (int expected : {3, 4, 2, 1, 0}) { // of two equals the first
        QCOMPARE(chooseDevice(list, "").index, expected);
        QCOMPARE(chooseDevice(list, "auto").index, expected);
        std::erase_if(list, [&](const DeviceInfo& d) { return d.index == expected; });
    }
}

void TstDeviceChoice::choosesByWord_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<int>("index");
    QTest::newRow("index") << "1" << 1;
    QTest::newRow("index of the first") << "0" << 0;
    QTest::newRow("UUID") << "0000abcd-0000-0000-0000-000000000002" << 2;
    QTest::newRow("UUID in capitals") << "0000ABCD-0000-0000-0000-000000000004" << 4;
    QTest::newRow("part of a name") << "Iris" << 2;
    QTest::newRow("in any case") << "LLVMPIPE" << 0;
    QTest::newRow("digits of a name") << "3060" << 3;
    QTest::newRow("words of a name") << "geforce gtx" << 4;
    QTest::newRow("kind") << "cpu" << 0;
}

void TstDeviceChoice::choosesByWord()
{
    QFETCH(QString, word);
    QFETCH(int, index);
    QCOMPARE(chooseDevice(machine(), word.toStdString()).index, index);
}

void TstDeviceChoice::refusesUnknownWords_data()
{
    QTest::addColumn<QString>("word");
    QTest::newRow("name") << "voodoo";
    QTest::newRow("index, though a name holds the digit") << "6";
    QTest::newRow("negative index") << "-1";
    QTest::newRow("UUID") << "0000abcd-0000-0000-0000-000000000009";
    QTest::newRow("two of a name") << "nvidia";
    QTest::newRow("two of a kind") << "discrete";
}

void TstDeviceChoice::refusesUnknownWords()
{
    QFETCH(QString, word);
    const std::string message = refusal<UsageError>(machine(), word.toStdString());
    QVERIFY2(message.find('"' + word.toStdString() + '"') != std::string::npos, message.c_str());
    for (const DeviceInfo& known : machine())
        QVERIFY2(
            message.find(sentence(known.index, " = ", known.name)) != std::string::npos, message.c_str());
}

void TstDeviceChoice::passesOverUnusableDevices()
{
    std::vector<DeviceInfo> list = {oldDevice(0), device("llvmpipe", "cpu")};
    list[1].index = 1;
    QCOMPARE(chooseDevice(list, "").index, 1);
    QCOMPARE(chooseDevice(list, "auto").index, 1);
    const std::string message = refusal<Error>(list, "old");
    QVERIFY2(message.find("Old GPU cannot be used: it offers Vulkan 1.1.182") != std::string::npos,
        message.c_str());
    QVERIFY(!refusal<Error>(list, "0").empty());
}

void TstDeviceChoice::saysWhenNothingIsUsable()
{
    QVERIFY(!refusal<NoDeviceError>({}, "").empty());
    QVERIFY(!refusal<NoDeviceError>({}, "0").empty());
    for (const char* word : {"", "0", "old", "voodoo"}) {
        const std::string message = refusal<NoDeviceError>({oldDevice(0)}, word);
        QVERIFY2(message.find("Old GPU") != std::string::npos, message.c_str());
        QVERIFY2(message.find("needs 1.2") != std::string::npos, message.c_str());
    }
}

void TstDeviceChoice::listsTheDevicesOfThisMachine()
{
    const std::vector<DeviceInfo> found = listDevices();
    QVERIFY(!found.empty());
    for (const DeviceInfo& info : found) {
        QVERIFY(!info.name.empty() && !info.type.empty() && !info.api.empty());
        QVERIFY(!info.unusable.empty() || info.uuid.size() == 36);
        QVERIFY(!info.unusable.empty() || info.limits.storageBufferBytes >= 128 << 20);
    }
    DeviceOptions options;
    options.selector = chooseDevice(found, testOptions().selector).uuid;
    QCOMPARE(Device(options).info().uuid, options.selector);
}

void TstDeviceChoice::leavesOpenDevicesAlone()
{
    // A second instance without validation knows nothing of the first one's messenger.
    {
        const Device open(testOptions());
        listDevices();
    }
    QCOMPARE(QString::fromStdString(newValidationMessages()), QString());
}

QObject* makeTstDeviceChoice() { return new TstDeviceChoice; }
#include "tst_device_choice.moc"
