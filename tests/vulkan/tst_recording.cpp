#include "engine/core/error.h"
#include "engine/vulkan/arena.h"
#include "engine/vulkan/transfer.h"
#include "tests/support/check_layer.h"
#include "tests/support/gpu.h"
#include "tests/vulkan/session.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace engine;

class TstRecording : public QObject {
    Q_OBJECT
private slots:
    void cleanup();
    void countsItemsPerDispatch();
    void runsStepsInOrder();
    void runsNothing();
    void refusesWrongBindings();
    void refusesLongLoops();
    void cutsWorkForSlowDevices();
    void stopsBetweenSubmissions();
    void timesEverySection();
};

namespace {

/// What shaders/relu.comp takes.
struct ReluPush {
    std::int32_t vectors, columns;
    float perVector;
    LayoutPush input, output;
};
constexpr KernelInterface relu {"relu", 1, 1, sizeof(ReluPush), 1};

struct Buffers {
    explicit Buffers(Device& device)
        : arena(device, Residency::Device)
        , first(arena.allocate(layout.bytes()))
        , second(arena.allocate(layout.bytes()))
    {
        clear(device, first);
        clear(device, second);
    }
    ReluPush push() const { return {2, 2, 0.5f, LayoutPush(layout), LayoutPush(layout)}; }
    BufferRange content(const Buffer& buffer) const { return {&buffer, 0, layout.imageBytes()}; }

    Layout layout {{1, 8, 1, 1}, {}};
    Arena arena;
    Buffer first, second;
};

void put(Device& device, const Buffer& buffer, std::vector<float> values)
{
    upload(device, buffer,
        [&](std::span<float> floats) { std::copy(values.begin(), values.end(), floats.begin()); });
}

std::vector<float> taken(Device& device, const Buffer& buffer, std::size_t count)
{
    std::vector<float> values(count);
    download(device, buffer,
        [&](std::span<const float> floats) { std::copy_n(floats.begin(), count, values.begin()); });
    return values;
}

}

void TstRecording::cleanup() { QCOMPARE(QString::fromStdString(newValidationMessages()), QString()); }

void TstRecording::countsItemsPerDispatch()
{
    Device device(testOptions());
    const Recording recording(device);
    device.setSpeed(1e9);
    QCOMPARE(recording.itemsPerDispatch(100, 1, 1, 0), 100);
    QCOMPARE(recording.itemsPerDispatch(100, 1, 1, 0.25e8), 10); // a quarter of a second
    QCOMPARE(recording.itemsPerDispatch(100, 1, 1, 1e12), 1);
    QCOMPARE(recording.itemsPerDispatch(100, 1, device.writableBytes() / 3, 0), 3);
    QCOMPARE(recording.itemsPerDispatch(100, 1, device.writableBytes() / 3 + 1, 0), 2);
    QCOMPARE(
        recording.itemsPerDispatch(100, device.readableBytes() / 3, 1, 0), 2); // room for what is read beyond
    QCOMPARE(recording.itemsPerDispatch(100, device.readableBytes() * 3, 1, 0), 1);
    QCOMPARE(recording.itemsPerDispatch(1 << 20, 0, 0, 0, device.limits().workGroups[2] / 5, 2), 5);
    QCOMPARE(recording.itemsPerDispatch(0, 0, 0, 0), 1);
}

void TstRecording::runsStepsInOrder()
{
    Device& device = testDevice();
    const Buffers b(device);
    put(device, b.first, {1, -2, 3, -4, 5, -6, 7, -8});
    Recording recording(device);
    recording.copy(b.content(b.first), b.content(b.second));
    recording.dispatch(relu, {64}, {b.content(b.second)}, {b.content(b.first)}, b.push(), {1, 1, 1}, {});
    recording.copy(b.content(b.first), b.content(b.second));
    recording.finish();
    QVERIFY(recording.run());
    const std::vector<float> expected = {1, 0, 3, 0, 5, 0, 7, 0};
    QCOMPARE(taken(device, b.second, 8), expected);
    QCOMPARE(recording.dispatches(), 1);
    QCOMPARE(recording.firstShader(), std::string("relu"));
}

void TstRecording::runsNothing()
{
    Recording recording(testDevice());
    recording.finish();
    QVERIFY(recording.run());
    QCOMPARE(recording.dispatches(), 0);
    QCOMPARE(recording.firstShader(), std::string());
}

void TstRecording::refusesWrongBindings()
{
    Device& device = testDevice();
    const Buffers b(device);
    const BufferRange first = b.content(b.first), second = b.content(b.second);
    Recording recording(device);
    const auto add = [&](const std::vector<BufferRange>& reads, const std::vector<BufferRange>& writes,
                         const std::vector<std::uint32_t>& constants, std::int64_t groups) {
        recording.dispatch(relu, constants, reads, writes, b.push(), {1, groups, 1}, {});
    };
    QVERIFY_EXCEPTION_THROWN(add({}, {second}, {64}, 1), Error);
    QVERIFY_EXCEPTION_THROWN(add({first}, {second, second}, {64}, 1), Error);
    QVERIFY_EXCEPTION_THROWN(add({first}, {second}, {}, 1), Error);
    const BufferRange tooLarge {&b.first, 0, device.readableBytes() + 16},
        unwritable {&b.first, 0, device.writableBytes() + 1};
    QVERIFY_EXCEPTION_THROWN(add({tooLarge}, {second}, {64}, 1), Error);
    QVERIFY_EXCEPTION_THROWN(add({first}, {unwritable}, {64}, 1), Error);
    QVERIFY_EXCEPTION_THROWN(add({first}, {second}, {64}, device.limits().workGroups[1] + 1ll), Error);
    QVERIFY_EXCEPTION_THROWN(recording.dispatch(relu, {64}, {first}, {second}, 1, {1, 1, 1}, {}), Error);
    QCOMPARE(recording.dispatches(), 0);
}

void TstRecording::refusesLongLoops()
{
    Device& device = testDevice();
    const Buffers b(device);
    Recording recording(device);
    const auto add = [&](std::int64_t iterations) {
        recording.dispatch(
            relu, {64}, {b.content(b.first)}, {b.content(b.second)}, b.push(), {1, 1, 1}, {0, iterations});
    };
    QVERIFY_EXCEPTION_THROWN(add(60'001), Error);
    QVERIFY_EXCEPTION_THROWN(add(60'000), Error);
    add(59'999);
    QCOMPARE(recording.loopIterations(), 59'999);
}

void TstRecording::cutsWorkForSlowDevices()
{
    Device device(testOptions());
    device.setSpeed(1e9);
    SmallNetwork usual(device);
    const std::vector<float> expected = usual.answer(3, Keep::Everything);
    device.setSpeed(1e7);
    SmallNetwork slow(device);
    QVERIFY(slow.answer(3, Keep::Everything) == expected);
    const int few = usual.network().recording(3, Keep::Everything).submissions();
    const int many = slow.network().recording(3, Keep::Everything).submissions();
    QVERIFY2(many > 5 * few, qPrintable(QString("%1 against %2").arg(many).arg(few)));
    QVERIFY(device.instance().messages().empty());
}

namespace {

std::stop_source stopping;
PFN_vkQueueSubmit realSubmit = nullptr;
int submits = 0;

VKAPI_ATTR VkResult VKAPI_CALL submitAndStop(
    VkQueue queue, std::uint32_t count, const VkSubmitInfo* infos, VkFence fence)
{
    if (++submits == 2)
        stopping.request_stop();
    return realSubmit(queue, count, infos, fence);
}

}

void TstRecording::stopsBetweenSubmissions()
{
    Device device(testOptions());
    device.setSpeed(1e7);
    SmallNetwork small(device);
    const std::vector<float> expected = small.answer(1, Keep::Answer);
    realSubmit = device.table().vkQueueSubmit;
    device.table().vkQueueSubmit = submitAndStop;
    QVERIFY(!small.network().run(1, Keep::Answer, stopping.get_token()));
    QCOMPARE(submits, 2);
    QVERIFY(!small.network().run(1, Keep::Answer, stopping.get_token())); // asked for before
    QCOMPARE(submits, 2);
    QVERIFY(small.answer(1, Keep::Answer) == expected);
}

void TstRecording::timesEverySection()
{
    Device device(testOptions());
    device.setSpeed(1e8); // sections of several submissions
    SmallNetwork small(device);
    const std::vector<float> untimed = small.answer(3, Keep::Everything);
    for (const SectionTime& time : small.network().recording(3, Keep::Everything).times())
        QCOMPARE(time.milliseconds, 0.0); // nobody asked
    QVERIFY(small.network().run(3, Keep::Everything, {}, Timing::Sections));
    QVERIFY(
        small.network().activation(small.network().layers().entries().back().name, 3, Keep::Everything).values
        == untimed);
    const std::vector<SectionTime>& times = small.network().recording(3, Keep::Everything).times();
    const LayerList& layers = small.network().layers();
    QCOMPARE(times.size(), layers.size());
    double total = 0;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        QCOMPARE(times[i].name, layers[i].name);
        QVERIFY(std::isfinite(times[i].milliseconds) && times[i].milliseconds >= 0);
        QVERIFY(times[i].operations > 0);
        total += times[i].milliseconds;
    }
    QVERIFY(total > 0 || !device.limits().timestamps);
}

QObject* makeTstRecording() { return new TstRecording; }
#include "tst_recording.moc"
