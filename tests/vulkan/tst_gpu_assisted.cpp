#include "engine/vulkan/arena.h"
#include "engine/vulkan/recording.h"
#include "engine/vulkan/tensor.h"
#include "engine/vulkan/transfer.h"
#include "tests/vulkan/every_kernel.h"
#include "tests/vulkan/faults.h"
#include "tests/vulkan/session.h"
#include "tests/vulkan/variants.h"

#include <QtTest>

using namespace engine;

/// The layer's checks on the device itself: no kernel reads or writes outside of what is bound. Slow; has a
/// ctest label of its own.
class TstGpuAssisted : public QObject {
    Q_OBJECT
private slots:
    void noticesReadsBeyondABinding_data() { addVariantRows(); }
    void noticesReadsBeyondABinding();
    void isSilentAboutEveryKernel_data() { addVariantRows(); }
    void isSilentAboutEveryKernel();
    void isSilentAboutANetwork_data() { addVariantRows(); }
    void isSilentAboutANetwork();
};

namespace {

DeviceOptions options(int variant)
{
    DeviceOptions options = variantOptions(variant);
    options.validation = Validation::GpuAssisted;
    return options;
}

}

void TstGpuAssisted::noticesReadsBeyondABinding()
{
    QFETCH(int, variant);
    struct Push {
        std::int32_t vectors = 64, columns = 64;
        float perVector = 1 / 64.0f;
        LayoutPush input {Layout({1, 256, 1, 1}, {})}, output {Layout({1, 256, 1, 1}, {})};
    };
    constexpr KernelInterface relu {"relu", 1, 1, sizeof(Push), 1};
    WatchedDevice watched(options(variant));
    {
        Device& device = watched.device();
        Arena arena(device, Residency::Device);
        const Buffer from = arena.allocate(768); // the layer watches whole buffers, not bound ranges
        const Buffer to = arena.allocate(1024);
        Recording recording(device);
        recording.dispatch(relu, {64}, {{&from, 0, 768}}, {{&to, 0, 1024}}, Push {}, {1, 1, 1}, {});
        recording.finish();
        recording.run();
    }
    const std::string messages = watched.close();
    QVERIFY2(messages.find("vkCmdDispatch") != std::string::npos, messages.c_str());
}

void TstGpuAssisted::isSilentAboutEveryKernel()
{
    QFETCH(int, variant);
    WatchedDevice watched(options(variant));
    // With the checks in them, lavapipe compiles the kernels for graphics cards for minutes.
    const bool usualOnly = watched.device().info().type == "cpu";
    QCOMPARE(QString::fromStdString(runEveryKernel(watched.device(), usualOnly)), QString());
    QCOMPARE(QString::fromStdString(watched.close()), QString());
}

void TstGpuAssisted::isSilentAboutANetwork()
{
    QFETCH(int, variant);
    WatchedDevice watched(options(variant));
    session(watched.device());
    QCOMPARE(QString::fromStdString(watched.close()), QString());
}

QObject* makeTstGpuAssisted() { return new TstGpuAssisted; }
#include "tst_gpu_assisted.moc"
