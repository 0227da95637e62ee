#include "engine/core/error.h"
#include "engine/vulkan/device.h"
#include "tests/support/gpu.h"
#include "tests/vulkan/interception.h"

#include <QtTest>

using namespace engine;

/// What happens on machines where a device cannot be opened.
class TstDeviceOpen : public QObject {
    Q_OBJECT
private slots:
    void cleanup();
    void saysThatThereIsNoDriver();
    void saysThatThereIsNoDevice();
    void saysThatTheDeviceIsTooOld();
    void saysThatTheLayerIsNotInstalled();
    void saysThatNothingCanCompute();
    void leavesNothingBehind_data();
    void leavesNothingBehind();
};

namespace {

/// A Vulkan function that does nothing but answer.
template <class Function, VkResult Answer>
struct Always;

template <class... Arguments, VkResult Answer>
struct Always<VkResult(VKAPI_PTR*)(Arguments...), Answer> {
    static VKAPI_ATTR VkResult VKAPI_CALL call(Arguments...) { return Answer; }
};

/// Objects made and not destroyed.
int living = 0;

template <class Function>
struct Counted;

template <class Parent, class Info, class Object>
struct Counted<VkResult(VKAPI_PTR*)(Parent, const Info*, const VkAllocationCallbacks*, Object*)> {
    inline static const char* name = nullptr;
    static VKAPI_ATTR VkResult VKAPI_CALL call(
        Parent parent, const Info* info, const VkAllocationCallbacks* callbacks, Object* object)
    {
        using Function = VkResult(VKAPI_PTR*)(Parent, const Info*, const VkAllocationCallbacks*, Object*);
        const VkResult result = Interception::real<Function>(name)(parent, info, callbacks, object);
        living += result == VK_SUCCESS;
        return result;
    }
};

VKAPI_ATTR void VKAPI_CALL destroyDevice(VkDevice device, const VkAllocationCallbacks* callbacks)
{
    --living;
    Interception::real<PFN_vkDestroyDevice>("vkDestroyDevice")(device, callbacks);
}

VKAPI_ATTR void VKAPI_CALL destroyPool(
    VkDevice device, VkCommandPool pool, const VkAllocationCallbacks* callbacks)
{
    living -= pool != VK_NULL_HANDLE;
    Interception::real<PFN_vkDestroyCommandPool>("vkDestroyCommandPool")(device, pool, callbacks);
}

VKAPI_ATTR VkResult VKAPI_CALL noDevices(VkInstance, std::uint32_t* count, VkPhysicalDevice*)
{
    *count = 0;
    return VK_SUCCESS;
}

VKAPI_ATTR VkResult VKAPI_CALL noLayers(std::uint32_t* count, VkLayerProperties*)
{
    *count = 0;
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL oldProperties(VkPhysicalDevice device, VkPhysicalDeviceProperties* properties)
{
    Interception::real<PFN_vkGetPhysicalDeviceProperties>("vkGetPhysicalDeviceProperties")(
        device, properties);
    properties->apiVersion = VK_MAKE_API_VERSION(0, 1, 1, 182);
}

VKAPI_ATTR void VKAPI_CALL graphicsOnly(
    VkPhysicalDevice, std::uint32_t* count, VkQueueFamilyProperties* families)
{
    *count = 1;
    if (families)
        families[0] = {VK_QUEUE_GRAPHICS_BIT, 1, 64, {1, 1, 1}};
}

/// The sentence of the exception that opening a device throws, if it is of this type.
template <class Exception>
std::string refusal(const DeviceOptions& options)
{
    try {
        const Device device(options);
    } catch (const Exception& error) {
        return error.what();
    } catch (const std::exception&) {
    }
    return {};
}

bool contains(const std::string& text, const char* words) { return text.find(words) != std::string::npos; }

}

void TstDeviceOpen::cleanup()
{
    QCOMPARE(Device(testOptions()).instance().messages().size(), 0u); // the next device works
}

void TstDeviceOpen::saysThatThereIsNoDriver()
{
    const Interception none(
        {{"vkCreateInstance", function(Always<PFN_vkCreateInstance, VK_ERROR_INCOMPATIBLE_DRIVER>::call)}});
    QVERIFY(contains(refusal<NoDeviceError>(testOptions()), "install a graphics driver with Vulkan"));
    QVERIFY_EXCEPTION_THROWN(listDevices(), NoDeviceError);
}

void TstDeviceOpen::saysThatThereIsNoDevice()
{
    const Interception none({{"vkEnumeratePhysicalDevices", function(noDevices)}});
    QVERIFY(contains(refusal<NoDeviceError>(testOptions()), "mesa-vulkan-drivers"));
}

void TstDeviceOpen::saysThatTheDeviceIsTooOld()
{
    const Interception old({{"vkGetPhysicalDeviceProperties", function(oldProperties)}});
    QVERIFY(contains(refusal<NoDeviceError>(testOptions()), "it offers Vulkan 1.1.182, AlexScope needs 1.2"));
    for (const DeviceInfo& info : listDevices())
        QVERIFY(!info.unusable.empty());
}

void TstDeviceOpen::saysThatTheLayerIsNotInstalled()
{
    const Interception none({{"vkEnumerateInstanceLayerProperties", function(noLayers)}});
    QVERIFY(contains(refusal<Error>(testOptions()), "vulkan-validationlayers"));
    DeviceOptions options = testOptions();
    options.validation = Validation::Off;
    QCOMPARE(refusal<Error>(options), std::string());
}

void TstDeviceOpen::saysThatNothingCanCompute()
{
    const Interception none({{"vkGetPhysicalDeviceQueueFamilyProperties", function(graphicsOnly)}});
    QVERIFY(contains(refusal<Error>(testOptions()), "no queue that can compute"));
}

void TstDeviceOpen::leavesNothingBehind_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<PFN_vkVoidFunction>("failing");
    const auto row
        = [](const char* name, PFN_vkVoidFunction failing) { QTest::newRow(name) << name << failing; };
    row("vkCreateDevice", function(Always<PFN_vkCreateDevice, VK_ERROR_INITIALIZATION_FAILED>::call));
    row("vkCreateCommandPool", function(Always<PFN_vkCreateCommandPool, VK_ERROR_OUT_OF_HOST_MEMORY>::call));
    row("vkCreatePipelineCache",
        function(Always<PFN_vkCreatePipelineCache, VK_ERROR_OUT_OF_HOST_MEMORY>::call));
}

void TstDeviceOpen::leavesNothingBehind()
{
    QFETCH(QString, name);
    QFETCH(PFN_vkVoidFunction, failing);
    Counted<PFN_vkCreateDevice>::name = "vkCreateDevice";
    Counted<PFN_vkCreateCommandPool>::name = "vkCreateCommandPool";
    Interception::Functions functions = {{"vkCreateDevice", function(Counted<PFN_vkCreateDevice>::call)},
        {"vkCreateCommandPool", function(Counted<PFN_vkCreateCommandPool>::call)},
        {"vkDestroyDevice", function(destroyDevice)}, {"vkDestroyCommandPool", function(destroyPool)}};
    functions[name.toStdString()] = failing;
    const Interception faults(std::move(functions));
    living = 0;
    QVERIFY(!refusal<Error>(testOptions()).empty());
    QCOMPARE(living, 0);
}

QObject* makeTstDeviceOpen() { return new TstDeviceOpen; }
#include "tst_device_open.moc"
