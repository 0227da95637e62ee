#include "engine/core/error.h"
#include "tests/support/check_backward.h"
#include "tests/support/gpu.h"
#include "tests/support/near.h"
#include "tests/support/reference_dropout.h"

#include <QtTest>

using namespace engine;

class TstDropout : public QObject {
    Q_OBJECT
private slots:
    void changesNothingOrScalesAtTestTime();
    void dropsWhatPhiloxSays();
    void dropsTheSameOnTheWayBack();
    void drawsAnewForEveryImageAndLayer();
    void agreesInExpectation();
    void refusesImpossibleRatios();
};

namespace {

constexpr Shape shape {3, 10, 4, 5};
const std::vector<std::uint64_t> keys {77, 0xfedcba9876543210, 0x0000ffff00010000};
constexpr std::uint32_t randomLayer = 5;

HostTensor trained(Device& device, const DropoutOptions& options, const HostTensor& input,
    const std::vector<std::uint64_t>& imageKeys, std::uint32_t layerNumber)
{
    const Dropout layer(options);
    return runLayer(device, {.layer = layer, .input = input, .keys = imageKeys, .randomLayer = layerNumber})
        .output;
}

}

void TstDropout::changesNothingOrScalesAtTestTime()
{
    QVERIFY(Dropout({.ratio = 0.4f}).passesThrough());
    for (bool scale : {false, true}) {
        const DropoutOptions options {.ratio = 0.4f, .scaleAtTest = scale};
        const auto expected = [&](const auto& x, const auto&) { return reference::dropout(options, x); };
        QCOMPARE(QString::fromStdString(checkLayer(Dropout(options), expected, {shape})), QString());
        const ReferenceBackward back = withoutParameters(
            [&](const auto&, const auto& gradient) { return reference::dropoutBackward(options, gradient); });
        QCOMPARE(QString::fromStdString(checkBackward(Dropout(options), back, {shape})), QString());
    }
}

void TstDropout::dropsWhatPhiloxSays()
{
    const HostTensor input = noise(shape, 1);
    for (bool scale : {false, true}) {
        const DropoutOptions options {.ratio = 0.3f, .scaleAtTest = scale};
        const reference::Array expected = droppedOut(options, reference::Array(input), keys, randomLayer);
        for (const DeviceVariant& variant : deviceVariants()) {
            const HostTensor output = trained(testDevice(variant), options, input, keys, randomLayer);
            QCOMPARE(QString::fromStdString(firstDifference(output, expected, near::layer)), QString());
        }
    }
    QCOMPARE(QString::fromStdString(newValidationMessages()), QString());
}

void TstDropout::dropsTheSameOnTheWayBack()
{
    for (bool scale : {false, true}) {
        const DropoutOptions options {.ratio = 0.3f, .scaleAtTest = scale};
        const ReferenceBackward expected = withoutParameters([&](const auto&, const auto& gradient) {
            return droppedOut(options, gradient, keys, randomLayer);
        });
        QCOMPARE(QString::fromStdString(checkBackward(
                     Dropout(options), expected, {shape}, {.keys = keys, .randomLayer = randomLayer})),
            QString());
    }
}

void TstDropout::drawsAnewForEveryImageAndLayer()
{
    HostTensor input({2, 40, 1, 1});
    std::fill(input.values.begin(), input.values.end(), 1.0f);
    const auto run = [&](const std::vector<std::uint64_t>& imageKeys, std::uint32_t layerNumber) {
        return trained(testDevice(), {}, input, imageKeys, layerNumber).values;
    };
    const std::vector<float> first = run({1, 2}, 0);
    QVERIFY(!std::equal(first.begin(), first.begin() + 40, first.begin() + 40));
    QVERIFY(run({1, 2}, 1) != first);
    QVERIFY(run({1, 2}, 0) == first);
    const std::vector<float> exchanged = run({2, 1}, 0);
    QVERIFY(std::equal(first.begin(), first.begin() + 40, exchanged.begin() + 40));
}

void TstDropout::agreesInExpectation()
{
    // Both conventions: the mean over masks is what test time computes.
    HostTensor input({4, 4, 50, 50});
    std::fill(input.values.begin(), input.values.end(), 1.0f);
    for (bool scale : {false, true}) {
        double sum = 0;
        for (float value :
            trained(testDevice(), {.ratio = 0.5f, .scaleAtTest = scale}, input, {0, 1, 2, 3}, 0).values)
            sum += value;
        const double mean = sum / double(input.values.size());
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
