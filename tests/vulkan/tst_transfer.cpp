#include "engine/core/error.h"
#include "engine/vulkan/arena.h"
#include "engine/vulkan/transfer.h"
#include "tests/support/gpu.h"
#include "tests/vulkan/faults.h"
#include "tests/vulkan/interception.h"
#include "tests/vulkan/session.h"

#include <QtTest>

#include <memory>
#include <numeric>

using namespace engine;

/// The way to memory that the host cannot see, as on most graphics cards, on any device: the host's view of
/// the device's memory is hidden and offered as a kind of its own.
class TstTransfer : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void clearsAndCopiesInPieces();
    void handsOutZeroesToWrite();
    void answersAsWithSharedMemory();
    void survivesFailures();

private:
    std::unique_ptr<Interception> m_interception;
    std::unique_ptr<WatchedDevice> m_watched;
};

namespace {

std::uint32_t hostType = 0; ///< the real type behind the added one
std::uint32_t addedType = 0;

VKAPI_ATTR void VKAPI_CALL splitProperties(VkPhysicalDevice device, VkPhysicalDeviceMemoryProperties* memory)
{
    constexpr VkMemoryPropertyFlags host = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT
        | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT | VK_MEMORY_PROPERTY_HOST_CACHED_BIT;
    Interception::real<PFN_vkGetPhysicalDeviceMemoryProperties>("vkGetPhysicalDeviceMemoryProperties")(
        device, memory);
    addedType = memory->memoryTypeCount++;
    for (std::uint32_t i = addedType; i-- > 0;) {
        VkMemoryType& type = memory->memoryTypes[i];
        if ((type.propertyFlags & host) == host)
            hostType = i;
        if (type.propertyFlags & VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT)
            type.propertyFlags &= ~host;
    }
    memory->memoryTypes[addedType] = {host, memory->memoryTypes[hostType].heapIndex};
}

VKAPI_ATTR void VKAPI_CALL splitRequirements(VkDevice device, VkBuffer buffer, VkMemoryRequirements* needed)
{
    Interception::real<PFN_vkGetBufferMemoryRequirements>("vkGetBufferMemoryRequirements")(
        device, buffer, needed);
    needed->memoryTypeBits |= (needed->memoryTypeBits >> hostType & 1) << addedType;
}

VKAPI_ATTR VkResult VKAPI_CALL splitAllocate(VkDevice device, const VkMemoryAllocateInfo* info,
    const VkAllocationCallbacks* callbacks, VkDeviceMemory* memory)
{
    VkMemoryAllocateInfo own = *info;
    if (own.memoryTypeIndex == addedType)
        own.memoryTypeIndex = hostType;
    return Interception::real<PFN_vkAllocateMemory>("vkAllocateMemory")(device, &own, callbacks, memory);
}

constexpr std::uint64_t someBytes = (40 << 20) + 768; // two whole pieces of 16 MiB and a bit

}

void TstTransfer::init()
{
    m_interception = std::make_unique<Interception>(
        Interception::Functions {{"vkGetPhysicalDeviceMemoryProperties", function(splitProperties)},
            {"vkGetBufferMemoryRequirements", function(splitRequirements)},
            {"vkAllocateMemory", function(splitAllocate)}});
    m_watched = std::make_unique<WatchedDevice>(testOptions());
}

void TstTransfer::cleanup()
{
    QCOMPARE(m_watched->device().allocatedBytes(), 0u);
    QCOMPARE(QString::fromStdString(m_watched->close()), QString());
    m_watched.reset();
    m_interception.reset();
}

void TstTransfer::clearsAndCopiesInPieces()
{
    Device& device = m_watched->device();
    Arena arena(device, Residency::Device);
    const Buffer buffer = arena.allocate(someBytes);
    QVERIFY(!buffer.mapped());
    std::vector<float> sent(buffer.bytes() / 4);
    std::iota(sent.begin(), sent.end(), 1.0f);
    upload(device, buffer,
        [&](std::span<float> floats) { std::copy(sent.begin(), sent.end(), floats.begin()); });
    bool same = false;
    download(device, buffer, [&](std::span<const float> floats) {
        same = std::equal(sent.begin(), sent.end(), floats.begin(), floats.end());
    });
    QVERIFY(same);
    clear(device, buffer);
    bool zero = false;
    download(device, buffer, [&](std::span<const float> floats) {
        zero = std::all_of(floats.begin(), floats.end(), [](float f) { return f == 0; });
    });
    QVERIFY(zero);
}

void TstTransfer::handsOutZeroesToWrite()
{
    Device& device = m_watched->device();
    Arena arena(device, Residency::Device);
    const Buffer buffer = arena.allocate(4096);
    upload(device, buffer, [](std::span<float> floats) { std::fill(floats.begin(), floats.end(), 5.0f); });
    upload(device, buffer, [](std::span<float> floats) { floats[7] = 1; });
    download(device, buffer, [](std::span<const float> floats) {
        QCOMPARE(std::accumulate(floats.begin(), floats.end(), 0.0f), 1.0f);
    });
}

void TstTransfer::answersAsWithSharedMemory()
{
    const std::vector<float> found = session(m_watched->device());
    m_interception.reset();
    const std::vector<float> expected = session(testDevice());
    QVERIFY(found == expected);
}

void TstTransfer::survivesFailures()
{
    Device& device = m_watched->device();
    Arena arena(device, Residency::Device);
    const Buffer buffer = arena.allocate(someBytes);
    const auto nothing = [](std::span<float>) {};
    Fault<&VolkDeviceTable::vkAllocateMemory>::install(device, 1, VK_ERROR_OUT_OF_DEVICE_MEMORY);
    QVERIFY_EXCEPTION_THROWN(upload(device, buffer, nothing), OutOfMemoryError);
    for (int n : {1, 2, 3}) {
        Fault<&VolkDeviceTable::vkBeginCommandBuffer>::install(device, n, VK_ERROR_OUT_OF_HOST_MEMORY);
        QVERIFY_EXCEPTION_THROWN(upload(device, buffer, nothing), OutOfMemoryError);
    }
    Fault<&VolkDeviceTable::vkQueueSubmit>::install(device, 2, VK_ERROR_DEVICE_LOST);
    QVERIFY_EXCEPTION_THROWN(download(device, buffer, [](std::span<const float>) {}), DeviceLostError);
    QVERIFY_EXCEPTION_THROWN(clear(device, buffer), DeviceLostError);
}

QObject* makeTstTransfer() { return new TstTransfer; }
#include "tst_transfer.moc"
