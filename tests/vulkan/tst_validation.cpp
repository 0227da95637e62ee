#include "tests/vulkan/faults.h"
#include "tests/vulkan/session.h"
#include "tests/vulkan/variants.h"

#include <QtTest>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

using namespace engine;

/// The validation layer has nothing to say about a network at work, and would say so if there were something.
class TstValidation : public QObject {
    Q_OBJECT
private slots:
    void isSilentAboutANetwork_data() { addVariantRows(); }
    void isSilentAboutANetwork();
    void noticesMissingBarriers();
    void noticesWhatIsLeftOver();
};

void TstValidation::isSilentAboutANetwork()
{
    QFETCH(int, variant);
    session(testDevice(deviceVariants()[std::size_t(variant)]));
    QCOMPARE(QString::fromStdString(newValidationMessages()), QString());
}

namespace {

VKAPI_ATTR void VKAPI_CALL noBarrier(VkCommandBuffer, VkPipelineStageFlags, VkPipelineStageFlags,
    VkDependencyFlags, std::uint32_t, const VkMemoryBarrier*, std::uint32_t, const VkBufferMemoryBarrier*,
    std::uint32_t, const VkImageMemoryBarrier*)
{
}

}

void TstValidation::noticesMissingBarriers()
{
    WatchedDevice watched(testOptions());
    watched.device().table().vkCmdPipelineBarrier = noBarrier;
    session(watched.device());
    const std::string messages = watched.close();
    QVERIFY2(messages.find("SYNC-HAZARD") != std::string::npos, messages.c_str());
}

void TstValidation::noticesWhatIsLeftOver()
{
    WatchedDevice watched(testOptions());
    Device& device = watched.device();
#ifdef __SANITIZE_ADDRESS__
    const __lsan::ScopedDisabler onPurpose;
#endif
    const VkFenceCreateInfo info {VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
    VkFence fence = VK_NULL_HANDLE;
    device.table().vkCreateFence(device.handle(), &info, nullptr, &fence);
    const std::string messages = watched.close();
    QVERIFY2(messages.find("VkFence") != std::string::npos, messages.c_str());
}

QObject* makeTstValidation() { return new TstValidation; }
#include "tst_validation.moc"
