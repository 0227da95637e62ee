#include "engine/layers/fully_connected.h"
#include "tests/support/check_layer.h"
#include "tests/support/near.h"
#include "tests/vulkan/interception.h"
#include "tests/vulkan/session.h"
#include "tests/vulkan/variants.h"

#include <QtTest>

using namespace engine;

/// A device that can bind far less at once than any real one: weights go in panels, batches in slices.
class TstSmallDevice : public QObject {
    Q_OBJECT
private slots:
    void answersAsALargeOne_data() { addVariants(); }
    void answersAsALargeOne();
    void cutsWeightsIntoPanels_data() { addVariants(); }
    void cutsWeightsIntoPanels();

private:
    void addVariants();
};

namespace {

constexpr std::uint32_t smallStorage = 256 << 10; // bytes
constexpr std::uint32_t smallTexels = 65536; // 1 MiB

VKAPI_ATTR void VKAPI_CALL smallProperties(VkPhysicalDevice device, VkPhysicalDeviceProperties* properties)
{
    Interception::real<PFN_vkGetPhysicalDeviceProperties>("vkGetPhysicalDeviceProperties")(
        device, properties);
    properties->limits.maxStorageBufferRange = smallStorage;
    properties->limits.maxTexelBufferElements = smallTexels;
}

std::uint64_t largestStorage = 0, largestTexels = 0; ///< bound so far

VKAPI_ATTR void VKAPI_CALL watchSets(VkDevice device, std::uint32_t count, const VkWriteDescriptorSet* writes,
    std::uint32_t copyCount, const VkCopyDescriptorSet* copies)
{
    for (std::uint32_t i = 0; i < count; ++i)
        if (writes[i].descriptorType == VK_DESCRIPTOR_TYPE_STORAGE_BUFFER)
            largestStorage = std::max<std::uint64_t>(largestStorage, writes[i].pBufferInfo->range);
    Interception::real<PFN_vkUpdateDescriptorSets>("vkUpdateDescriptorSets")(
        device, count, writes, copyCount, copies);
}

VKAPI_ATTR VkResult VKAPI_CALL watchViews(VkDevice device, const VkBufferViewCreateInfo* info,
    const VkAllocationCallbacks* callbacks, VkBufferView* view)
{
    largestTexels = std::max<std::uint64_t>(largestTexels, info->range / 16);
    return Interception::real<PFN_vkCreateBufferView>("vkCreateBufferView")(device, info, callbacks, view);
}

/// A small device, open while it lives, and what was bound on it.
class SmallDevice {
public:
    explicit SmallDevice(int variant)
        : m_interception({{"vkGetPhysicalDeviceProperties", function(smallProperties)},
            {"vkUpdateDescriptorSets", function(watchSets)}, {"vkCreateBufferView", function(watchViews)}})
        , m_device(variant < 0 ? testOptions() : variantOptions(variant))
    {
        largestStorage = largestTexels = 0;
    }
    Device& device() { return m_device; }
    bool keptItsLimits() const { return largestStorage <= smallStorage && largestTexels <= smallTexels; }
    bool isSilent() const { return m_device.instance().messages().empty(); }

private:
    Interception m_interception;
    Device m_device;
};

}

void TstSmallDevice::addVariants()
{
    addVariantRows();
    QTest::newRow("chosen by the device") << -1;
}

void TstSmallDevice::answersAsALargeOne()
{
    QFETCH(int, variant);
    const std::vector<float> usual = session(testDevice());
    SmallDevice small(variant);
    QCOMPARE(small.device().limits().storageBufferBytes, smallStorage);
    const std::vector<float> found = session(small.device());
    QVERIFY(relativeError(found, {usual.begin(), usual.end()}) < near::layer);
    QVERIFY2(small.keptItsLimits(),
        qPrintable(QString("%1 bytes, %2 texels").arg(largestStorage).arg(largestTexels)));
    QVERIFY(small.isSilent());
}

void TstSmallDevice::cutsWeightsIntoPanels()
{
    QFETCH(int, variant);
    const FullyConnectedOptions options {.outputs = 300};
    const FullyConnected layer(options);
    for (int batch : {1, 5}) {
        const HostTensor input = noise({batch, 40, 6, 5}, 1);
        const reference::Parameters parameters = noiseParameters(layer, input.shape, 2);
        QVERIFY(parameters[0].size() * 4 > smallTexels * 16); // more than any single binding
        const reference::Array expected
            = reference::fullyConnected(options, reference::Array(input), parameters);
        SmallDevice small(variant);
        const LayerResult result
            = runLayer(small.device(), {.layer = layer, .input = input, .parameters = parameters});
        QCOMPARE(QString::fromStdString(result.fault), QString());
        QVERIFY(relativeError(result.output.values, expected.values) < near::layer);
        QVERIFY(small.keptItsLimits());
        QVERIFY(small.isSilent());
    }
}

QObject* makeTstSmallDevice() { return new TstSmallDevice; }
#include "tst_small_device.moc"
