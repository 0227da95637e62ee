#include "engine/vulkan/arena.h"
#include "engine/vulkan/submit.h"
#include "engine/vulkan/transfer.h"
#include "tests/vulkan/session.h"
#include "tests/vulkan/variants.h"

#include <QtTest>

#include <cmath>

using namespace engine;

/// Drivers may hand out memory as its last owner left it; most hand out zeros, which hides mistakes.
class TstPoisonedMemory : public QObject {
    Q_OBJECT
private slots:
    void fillsFreshBuffersWithNan();
    void changesNoAnswer_data() { addVariantRows(); }
    void changesNoAnswer();
};

namespace {

constexpr std::uint32_t notANumber = 0x7fc00000;

Device* poisoned = nullptr;
PFN_vkBindBufferMemory realBind = nullptr;

VKAPI_ATTR VkResult VKAPI_CALL bindAndPoison(
    VkDevice device, VkBuffer buffer, VkDeviceMemory memory, VkDeviceSize offset)
{
    const VkResult result = realBind(device, buffer, memory, offset);
    runOnce(*poisoned, [&](VkCommandBuffer commands) {
        poisoned->table().vkCmdFillBuffer(commands, buffer, 0, VK_WHOLE_SIZE, notANumber);
    });
    return result;
}

void poison(Device& device)
{
    poisoned = &device;
    realBind = device.table().vkBindBufferMemory;
    device.table().vkBindBufferMemory = bindAndPoison;
}

}

void TstPoisonedMemory::fillsFreshBuffersWithNan()
{
    Device device(testOptions());
    poison(device);
    Arena arena(device, Residency::Device);
    const Buffer buffer = arena.allocate(10'000);
    bool all = true;
    download(device, buffer, [&](std::span<const float> floats) {
        all = std::all_of(floats.begin(), floats.end(), [](float f) { return std::isnan(f); });
    });
    QVERIFY(all);
}

void TstPoisonedMemory::changesNoAnswer()
{
    QFETCH(int, variant);
    Device device(variantOptions(variant));
    const std::vector<float> expected = session(device);
    poison(device);
    const std::vector<float> found = session(device);
    QVERIFY(found == expected);
    QVERIFY(device.instance().messages().empty());
}

QObject* makeTstPoisonedMemory() { return new TstPoisonedMemory; }
#include "tst_poisoned_memory.moc"
