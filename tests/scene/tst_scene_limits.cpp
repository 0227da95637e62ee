#include "engine/core/error.h"
#include "tests/scene/alexnet_scene.h"
#include "tests/scene/draw.h"
#include "tests/support/gpu.h"
#include "tests/vulkan/interception.h"

#include <QtTest>

#include <functional>
#include <limits>

using namespace engine;

/// Odd values, sizes and devices.
class TstSceneLimits : public QObject {
    Q_OBJECT
private slots:
    void cleanup();
    void survivesAnyValues_data();
    void survivesAnyValues();
    void drawsAnySize_data();
    void drawsAnySize();
    void refusesOtherSizes();
    void refusesScenesThatDoNotAgree();
    void needsADeviceThatDraws();
    void prefersAQueueThatDraws();
};

namespace {

std::string refusal(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

VKAPI_ATTR void VKAPI_CALL computeOnly(
    VkPhysicalDevice, std::uint32_t* count, VkQueueFamilyProperties* families)
{
    *count = 1;
    if (families)
        families[0] = {VK_QUEUE_COMPUTE_BIT | VK_QUEUE_TRANSFER_BIT, 1, 64, {1, 1, 1}};
}

VKAPI_ATTR void VKAPI_CALL bothKinds(
    VkPhysicalDevice, std::uint32_t* count, VkQueueFamilyProperties* families)
{
    *count = 2;
    if (families) {
        families[0] = {VK_QUEUE_COMPUTE_BIT | VK_QUEUE_GRAPHICS_BIT, 1, 64, {1, 1, 1}};
        families[1] = {VK_QUEUE_COMPUTE_BIT, 1, 64, {1, 1, 1}};
    }
}

}

void TstSceneLimits::cleanup() { QCOMPARE(QString::fromStdString(newValidationMessages()), QString()); }

void TstSceneLimits::survivesAnyValues_data()
{
    QTest::addColumn<float>("value");
    QTest::newRow("zero") << 0.0f;
    QTest::newRow("negative") << -2.0f;
    QTest::newRow("NaN") << std::numeric_limits<float>::quiet_NaN();
    QTest::newRow("minus infinity") << -std::numeric_limits<float>::infinity();
}

void TstSceneLimits::survivesAnyValues()
{
    QFETCH(float, value);
    Scene scene = smallScene(2, 2, std::vector<float>(4, value));
    scene.colours[0] = {68, 1, 84};
    const Drawing drawing = drawFitted(scene, 300, 200);
    const std::uint8_t* found = pixel(drawing, drawing.outlines[1].centre);
    QCOMPARE(int(found[0]), 68);
    QCOMPARE(int(found[2]), 84);
}

void TstSceneLimits::drawsAnySize_data()
{
    QTest::addColumn<int>("across");
    QTest::addColumn<int>("down");
    QTest::newRow("one pixel") << 1 << 1;
    QTest::newRow("odd") << 333 << 71;
    QTest::newRow("widest") << 4096 << 3;
    QTest::newRow("highest") << 3 << 4096;
}

void TstSceneLimits::drawsAnySize()
{
    QFETCH(int, across);
    QFETCH(int, down);
    const Drawing drawing = drawFitted(alexnetScene(), across, down);
    QCOMPARE(drawing.pixels.size(), std::size_t(across) * std::size_t(down) * 4);
    QCOMPARE(drawing.blocks.size(), std::size_t(across) * std::size_t(down));
}

void TstSceneLimits::refusesOtherSizes()
{
    const std::string limits = " pixels is not possible: the sides may be 1 to 4096";
    SceneRenderer renderer(testDevice());
    QCOMPARE(refusal([&] { renderer.render({}, 4097, 10); }), "a drawing of 4097 x 10" + limits);
    QCOMPARE(refusal([&] { renderer.render({}, 10, 0); }), "a drawing of 10 x 0" + limits);
    QCOMPARE(refusal([&] { renderer.render({.zoom = 0}, 10, 10); }),
        "a camera cannot zoom by 0: it must be above 0");
    const Drawing empty = renderer.render({}, 10, 10); // nothing set yet
    QCOMPARE(empty.blockAt(5, 5), -1);
}

void TstSceneLimits::refusesScenesThatDoNotAgree()
{
    SceneRenderer renderer(testDevice());
    Scene scene = smallScene(2, 2, {1, 2, 3, 4});
    scene.wires.push_back({0, 3});
    QCOMPARE(
        refusal([&] { renderer.setScene(scene); }), std::string("a wire leads from block 0 to block 3 of 3"));
    scene.wires.clear();
    scene.blocks[1].frontMap = 1;
    QCOMPARE(refusal([&] { renderer.setScene(scene); }), std::string("a block of 1 maps cannot show map 1"));
    scene.blocks[1].frontMap = 0;
    scene.blocks[1].values.pop_back();
    QCOMPARE(refusal([&] { renderer.setScene(scene); }),
        std::string("a block of 1x2x2 cannot be drawn from 3 values"));
}

void TstSceneLimits::needsADeviceThatDraws()
{
    const Interception compute({{"vkGetPhysicalDeviceQueueFamilyProperties", function(computeOnly)}});
    DeviceOptions options = testOptions();
    options.validation = Validation::Off;
    Device device(options);
    QCOMPARE(refusal([&] { SceneRenderer renderer(device); }),
        "the Vulkan device " + device.info().name + " cannot draw; use the flat strip");
}

void TstSceneLimits::prefersAQueueThatDraws()
{
    const Interception both({{"vkGetPhysicalDeviceQueueFamilyProperties", function(bothKinds)}});
    DeviceOptions options = testOptions();
    options.validation = Validation::Off;
    Device device(options);
    QCOMPARE(device.queueFamily(), 0u);
    QCOMPARE(refusal([&] { SceneRenderer renderer(device); }), std::string());
}

QObject* makeTstSceneLimits() { return new TstSceneLimits; }
#include "tst_scene_limits.moc"
