#include "engine/core/error.h"
#include "tests/support/gpu.h"
#include "tests/vulkan/faults.h"
#include "tests/vulkan/session.h"

#include <QtTest>

using namespace engine;

class TstFaults : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void survivesEveryFailedCall_data();
    void survivesEveryFailedCall();
    void survivesLosingTheDevice_data();
    void survivesLosingTheDevice();
    void givesUpOnADeviceThatDoesNotAnswer();
    void waitsOnAfterAHalt();

private:
    std::vector<float> m_expected;
};

namespace {

using Install = void (*)(Device&, int, VkResult);

/// What came of a session.
struct Outcome {
    enum Kind { Done, OutOfMemory, Lost, OtherError };
    Kind kind = Done;
    std::vector<float> answers;
    QString sentence;
};

Outcome attempt(Device& device)
{
    try {
        return {Outcome::Done, session(device), {}};
    } catch (const OutOfMemoryError& error) {
        return {Outcome::OutOfMemory, {}, error.what()};
    } catch (const DeviceLostError& error) {
        return {Outcome::Lost, {}, error.what()};
    } catch (const Error& error) {
        return {Outcome::OtherError, {}, error.what()};
    }
}

/// A sentence for people: some words, no end of line.
bool isSentence(const QString& text) { return text.count(' ') > 3 && !text.contains('\n'); }

}

Q_DECLARE_METATYPE(Install)

void TstFaults::initTestCase() { m_expected = session(testDevice()); }

void TstFaults::survivesEveryFailedCall_data()
{
    QTest::addColumn<Install>("install");
    QTest::addColumn<int>("answer");
    QTest::addColumn<bool>("kept"); // what the call makes stays with the device
    using Table = VolkDeviceTable;
    const auto row = [](const char* name, Install install, VkResult answer, bool kept = false) {
        QTest::newRow(name) << install << int(answer) << kept;
    };
    row("vkAllocateMemory", Fault<&Table::vkAllocateMemory>::install, VK_ERROR_OUT_OF_DEVICE_MEMORY);
    row("vkAllocateMemory, host", Fault<&Table::vkAllocateMemory>::install, VK_ERROR_OUT_OF_HOST_MEMORY);
    row("vkAllocateMemory, count", Fault<&Table::vkAllocateMemory>::install, VK_ERROR_TOO_MANY_OBJECTS);
    row("vkMapMemory", Fault<&Table::vkMapMemory>::install, VK_ERROR_MEMORY_MAP_FAILED);
    row("vkCreateBuffer", Fault<&Table::vkCreateBuffer>::install, VK_ERROR_OUT_OF_HOST_MEMORY);
    row("vkBindBufferMemory", Fault<&Table::vkBindBufferMemory>::install, VK_ERROR_OUT_OF_DEVICE_MEMORY);
    row("vkCreateBufferView", Fault<&Table::vkCreateBufferView>::install, VK_ERROR_OUT_OF_DEVICE_MEMORY);
    row("vkCreateDescriptorPool", Fault<&Table::vkCreateDescriptorPool>::install, VK_ERROR_FRAGMENTATION);
    row("vkAllocateDescriptorSets", Fault<&Table::vkAllocateDescriptorSets>::install,
        VK_ERROR_OUT_OF_POOL_MEMORY);
    row("vkCreateFence", Fault<&Table::vkCreateFence>::install, VK_ERROR_OUT_OF_HOST_MEMORY);
    row("vkCreateQueryPool", Fault<&Table::vkCreateQueryPool>::install, VK_ERROR_OUT_OF_DEVICE_MEMORY);
    row("vkAllocateCommandBuffers", Fault<&Table::vkAllocateCommandBuffers>::install,
        VK_ERROR_OUT_OF_HOST_MEMORY);
    row("vkBeginCommandBuffer", Fault<&Table::vkBeginCommandBuffer>::install, VK_ERROR_OUT_OF_HOST_MEMORY);
    row("vkEndCommandBuffer", Fault<&Table::vkEndCommandBuffer>::install, VK_ERROR_OUT_OF_DEVICE_MEMORY);
    row("vkQueueSubmit", Fault<&Table::vkQueueSubmit>::install, VK_ERROR_OUT_OF_DEVICE_MEMORY);
    row("vkGetQueryPoolResults", Fault<&Table::vkGetQueryPoolResults>::install, VK_ERROR_OUT_OF_HOST_MEMORY);
    row("vkCreateDescriptorSetLayout", Fault<&Table::vkCreateDescriptorSetLayout>::install,
        VK_ERROR_OUT_OF_HOST_MEMORY, true);
    row("vkCreatePipelineLayout", Fault<&Table::vkCreatePipelineLayout>::install, VK_ERROR_OUT_OF_HOST_MEMORY,
        true);
    row("vkCreateShaderModule", Fault<&Table::vkCreateShaderModule>::install, VK_ERROR_INVALID_SHADER_NV,
        true);
    row("vkCreateComputePipelines", Fault<&Table::vkCreateComputePipelines>::install, VK_ERROR_UNKNOWN, true);
}

void TstFaults::survivesEveryFailedCall()
{
    QFETCH(Install, install);
    QFETCH(int, answer);
    QFETCH(bool, kept);
    const bool noMemory = answer == VK_ERROR_OUT_OF_DEVICE_MEMORY || answer == VK_ERROR_OUT_OF_HOST_MEMORY;
    WatchedDevice watched(testOptions());
    Device& device = watched.device();
    int failures = 0;
    for (int n = 1;; n = kept ? 2 : n + 1) { // what is kept is made one by one
        install(device, n, VkResult(answer));
        const Outcome outcome = attempt(device);
        QCOMPARE(device.allocatedBytes(), 0u);
        for (const Kernel* kernel : device.kernels())
            QVERIFY(kernel);
        if (outcome.kind == Outcome::Done) { // no call was left to fail
            QVERIFY(outcome.answers == m_expected);
            break;
        }
        ++failures;
        QCOMPARE(outcome.kind, noMemory ? Outcome::OutOfMemory : Outcome::OtherError);
        QVERIFY2(isSentence(outcome.sentence), qPrintable(outcome.sentence));
    }
    QVERIFY(failures > 0);
    QCOMPARE(QString::fromStdString(watched.close()), QString());
}

void TstFaults::survivesLosingTheDevice_data()
{
    QTest::addColumn<Install>("install");
    QTest::newRow("vkQueueSubmit") << Install(Fault<&VolkDeviceTable::vkQueueSubmit>::install);
    QTest::newRow("vkWaitForFences") << Install(Fault<&VolkDeviceTable::vkWaitForFences>::install);
}

void TstFaults::survivesLosingTheDevice()
{
    QFETCH(Install, install);
    int losses = 0;
    for (int n = 1;; ++n) {
        WatchedDevice watched(testOptions());
        watched.device().setSpeed(1e8); // a few submissions per run
        install(watched.device(), n, VK_ERROR_DEVICE_LOST);
        const Outcome outcome = attempt(watched.device());
        QCOMPARE(watched.device().allocatedBytes(), 0u);
        if (outcome.kind == Outcome::Done) {
            QVERIFY(outcome.answers == m_expected);
            break;
        }
        ++losses;
        QCOMPARE(outcome.kind, Outcome::Lost);
        QVERIFY2(isSentence(outcome.sentence), qPrintable(outcome.sentence));
        QCOMPARE(attempt(watched.device()).kind, Outcome::Lost); // and stays lost
        QCOMPARE(QString::fromStdString(watched.close()), QString());
    }
    QVERIFY2(losses > 4, qPrintable(QString::number(losses)));
}

void TstFaults::givesUpOnADeviceThatDoesNotAnswer()
{
    WatchedDevice watched(testOptions());
    Fault<&VolkDeviceTable::vkWaitForFences>::installFor(watched.device(), 1, VK_TIMEOUT, 60);
    const Outcome outcome = attempt(watched.device());
    QCOMPARE(outcome.kind, Outcome::Lost);
    QVERIFY2(outcome.sentence.contains("has not answered"), qPrintable(outcome.sentence));
    QCOMPARE(QString::fromStdString(watched.close()), QString());
}

/// The process was halted for a while: the seconds that it did not run count as one.
void TstFaults::waitsOnAfterAHalt()
{
    WatchedDevice watched(testOptions());
    Fault<&VolkDeviceTable::vkWaitForFences>::installFor(watched.device(), 1, VK_TIMEOUT, 59);
    QCOMPARE(attempt(watched.device()).kind, Outcome::Done);
    QCOMPARE(QString::fromStdString(watched.close()), QString());
}

QObject* makeTstFaults() { return new TstFaults; }
#include "tst_faults.moc"
