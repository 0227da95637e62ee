#include "engine/core/error.h"
#include "tests/support/check_layer.h"
#include "tests/support/gpu.h"

#include <Random123/philox.h>

#include <QtTest>

using namespace engine;

class TstDropout : public QObject {
    Q_OBJECT
private slots:
    void changesNothingOrScalesAtTestTime();
    void dropsWhatPhiloxSays();
    void agreesInExpectation();
    void refusesImpossibleRatios();
};

namespace {

constexpr Shape shape {3, 10, 4, 5};

HostTensor trained(Device& device, const DropoutOptions& options, const HostTensor& input, std::uint32_t seed)
{
    const Dropout layer(options);
    return runLayer(device, {.layer = layer, .input = input, .training = true, .seed = seed}).output;
}

}

void TstDropout::changesNothingOrScalesAtTestTime()
{
    QVERIFY(Dropout({.ratio = 0.4f}).passesThrough());
    for (bool scale : {false, true}) {
        const DropoutOptions options {.ratio = 0.4f, .scaleAtTest = scale};
        const auto expected = [&](const auto& x, const auto&) { return reference::dropout(options, x); };
        QCOMPARE(QString::fromStdString(checkLayer(Dropout(options), expected, {shape})), QString());
    }
}

void TstDropout::dropsWhatPhiloxSays()
{
    const HostTensor input = noise(shape, 1);
    const float ratio = 0.3f;
    const int vectors = (shape.channels + 3) / 4;
    const std::uint32_t threshold = std::uint32_t(double(ratio) * 4294967296.0);
    for (const DeviceVariant& variant : deviceVariants()) {
        const HostTensor output = trained(testDevice(variant), {.ratio = ratio}, input, 77);
        for (int n = 0; n < shape.batch; ++n)
            for (int c = 0; c < shape.channels; ++c)
                for (int y = 0; y < shape.height; ++y)
                    for (int x = 0; x < shape.width; ++x) {
                        const std::uint32_t index = std::uint32_t((y * shape.width + x) * vectors + c / 4);
                        const r123::Philox4x32::ctr_type counter = {{index, std::uint32_t(n), 0, 0}};
                        const r123::Philox4x32::key_type key = {{77, 0}};
                        const bool stays = r123::Philox4x32()(counter, key)[std::size_t(c % 4)] >= threshold;
                        const float expected = stays ? input.at(n, c, y, x) / (1 - ratio) : 0;
                        QVERIFY(std::abs(output.at(n, c, y, x) - expected) < 1e-5f);
                    }
    }
    QCOMPARE(QString::fromStdString(newValidationMessages()), QString());
}

void TstDropout::agreesInExpectation()
{
    // Both conventions: the mean over masks is what test time computes.
    HostTensor input({1, 4, 50, 50});
    std::fill(input.values.begin(), input.values.end(), 1.0f);
    for (bool scale : {false, true}) {
        const DropoutOptions options {.ratio = 0.5f, .scaleAtTest = scale};
        double sum = 0;
        for (std::uint32_t seed = 0; seed < 4; ++seed)
            for (float value : trained(testDevice(), options, input, seed).values)
                sum += value;
        const double mean = sum / double(4 * input.values.size());
        QVERIFY(std::abs(mean - (scale ? 0.5 : 1.0)) < 0.02); // four standard errors of 40,000 coins
    }
}

void TstDropout::refusesImpossibleRatios()
{
    QVERIFY_EXCEPTION_THROWN(Dropout({.ratio = 1}).outputShape(shape), Error);
    QVERIFY_EXCEPTION_THROWN(Dropout({.ratio = -0.1f}).outputShape(shape), Error);
}

QObject* makeTstDropout() { return new TstDropout; }
#include "tst_dropout.moc"
