#include "engine/core/random.h"
#include "engine/network/architecture.h"
#include "engine/training/trainer.h"
#include "tests/support/check_layer.h"
#include "tests/support/gpu.h"
#include "tests/support/near.h"
#include "tests/support/reference_network.h"

#include <QtTest>

#include <cmath>

using namespace engine;

class TstTrainerOptions : public QObject {
    Q_OBJECT
private slots:
    void dropsWhatTheSamplesSay();
    void shortensLongGradients();
    void treatsBiasesAsAsked();
    void continuesFromAVelocity();
    void changesNothingWhenStopped();
};

namespace {

constexpr double rate = 0.01;

Batch pictures(int count)
{
    Batch batch {noise({count, 3, 32, 32}, 5), {}, {}};
    for (int i = 0; i < count; ++i) {
        batch.labels.push_back(7 * i % 10);
        batch.samples.push_back(std::uint32_t(1000 - i));
    }
    return batch;
}

Network networkOf(const char* name)
{
    const Architecture& architecture = findArchitecture(name);
    return {testDevice(), architecture.layers, architecture.input()};
}

ReferenceNetwork::Weights parametersOf(const Network& network)
{
    ReferenceNetwork::Weights weights;
    for (const ParameterShape& shape : network.parameterShapes())
        weights[shape.name] = network.parameter(shape.name);
    return weights;
}

/// The length of the difference as a share of the expected length: a ReLU or a max-pool that decides otherwise by a
/// rounding changes single values, not this.
double relativeLength(const std::vector<float>& found, const std::vector<double>& expected)
{
    double difference = 0, length = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        difference += (found[i] - expected[i]) * (found[i] - expected[i]);
        length += expected[i] * expected[i];
    }
    return std::sqrt(difference / length);
}

/// What a first step makes of a parameter: -rate (decay w + factor g), times `rateFactor`.
std::vector<double> firstVelocity(const std::vector<float>& weights, const std::vector<float>& gradients,
    double rateFactor, double decay, double gradientFactor)
{
    std::vector<double> velocity;
    for (std::size_t i = 0; i < weights.size(); ++i)
        velocity.push_back(
            -rate * rateFactor * (decay * double(weights[i]) + gradientFactor * double(gradients[i])));
    return velocity;
}

}

void TstTrainerOptions::dropsWhatTheSamplesSay()
{
    Network network = networkOf("alexnet-cifar10");
    network.randomize(3);
    const Batch batch = pictures(2);
    constexpr std::uint64_t seed = 0x123456789abcdef0;
    constexpr std::uint32_t epoch = 3;
    ReferenceNetwork reference(network.layers(), parametersOf(network));
    std::vector<std::uint64_t> keys;
    for (std::uint32_t sample : batch.samples) {
        const auto words = philox({0, sample, epoch, std::uint32_t(Purpose::Dropout)},
            {std::uint32_t(seed), std::uint32_t(seed >> 32)});
        keys.push_back(words[0] | std::uint64_t(words[1]) << 32);
    }
    reference.setKeys(keys);
    const std::size_t scores = network.layers().size() - 1;
    const ReferenceNetwork::Arrays activations = reference.forward(batch.images);
    const reference::LossGradient loss = reference::softmaxCrossEntropy(activations[scores], batch.labels);
    const ReferenceNetwork::Back expected = reference.backward(activations, scores, loss.scores);

    Trainer trainer(network, {.seed = seed, .microBatch = 1}, 2);
    const std::optional<StepReport> report = trainer.step(batch, rate, epoch);
    QVERIFY(std::abs(report->loss - loss.loss) < near::network * loss.loss);
    for (const auto& [name, gradient] : expected.parameters)
        QVERIFY2(relativeLength(trainer.gradient(name), gradient) < 1e-3, name.c_str());
}

void TstTrainerOptions::shortensLongGradients()
{
    Network network = networkOf("cifar-quick");
    network.randomize(3);
    const ReferenceNetwork::Weights before = parametersOf(network);
    Trainer trainer(network, {.weightDecay = 0, .clip = 0.5}, 2);
    const std::optional<StepReport> report = trainer.step(pictures(2), rate, 0);
    QVERIFY(report->gradientNorm > 0.5);
    double squares = 0;
    for (const auto& [name, weights] : before) {
        const std::vector<float> velocity = trainer.velocity(name);
        const std::vector<double> expected
            = firstVelocity(weights, trainer.gradient(name), 1, 0, 0.5 / report->gradientNorm);
        QVERIFY2(relativeError(velocity, expected) < near::layer, name.c_str());
        for (float v : velocity)
            squares += double(v) * double(v);
    }
    QVERIFY(std::abs(std::sqrt(squares) - rate * 0.5) < near::layer);
}

void TstTrainerOptions::treatsBiasesAsAsked()
{
    // As Caffe's models do: biases learn twice as fast and are not decayed.
    Network network = networkOf("cifar-quick");
    network.randomize(3);
    const ReferenceNetwork::Weights before = parametersOf(network);
    Trainer trainer(network, {.weightDecay = 0.1, .decayBiases = false, .biasRate = 2}, 2);
    trainer.step(pictures(2), rate, 0);
    for (const auto& [name, weights] : before) {
        const bool isBias = name.ends_with(".bias");
        const std::vector<double> expected
            = firstVelocity(weights, trainer.gradient(name), isBias ? 2 : 1, isBias ? 0 : 0.1, 1);
        QVERIFY2(relativeError(trainer.velocity(name), expected) < near::layer, name.c_str());
    }
}

void TstTrainerOptions::continuesFromAVelocity()
{
    Network whole = networkOf("cifar-quick"), parts = networkOf("cifar-quick");
    whole.randomize(3);
    parts.randomize(3);
    Trainer uninterrupted(whole, {}, 3);
    uninterrupted.step(pictures(3), rate, 0);
    uninterrupted.step(pictures(3), rate, 0);

    Trainer first(parts, {}, 3);
    first.step(pictures(3), rate, 0);
    Trainer second(parts, {}, 3);
    for (const ParameterShape& shape : parts.parameterShapes())
        second.setVelocity(shape.name, first.velocity(shape.name));
    second.step(pictures(3), rate, 0);
    QVERIFY(parametersOf(parts) == parametersOf(whole));
    for (const ParameterShape& shape : parts.parameterShapes())
        QVERIFY(second.velocity(shape.name) == uninterrupted.velocity(shape.name));
}

void TstTrainerOptions::changesNothingWhenStopped()
{
    Network network = networkOf("cifar-quick");
    network.randomize(3);
    const ReferenceNetwork::Weights before = parametersOf(network);
    Trainer trainer(network, {}, 2);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!trainer.step(pictures(2), rate, 0, stop.get_token()));
    QVERIFY(parametersOf(network) == before);
    for (float v : trainer.velocity("conv1.weight"))
        QCOMPARE(v, 0.0f);
    QCOMPARE(QString::fromStdString(newValidationMessages()), QString());
}

QObject* makeTstTrainerOptions() { return new TstTrainerOptions; }
#include "tst_trainer_options.moc"
