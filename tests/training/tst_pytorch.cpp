#include "engine/network/architecture.h"
#include "engine/training/trainer.h"
#include "tests/support/gpu.h"
#include "tests/support/hashed_noise.h"

#include <QtTest>

#include <cmath>
#include <fstream>

using namespace engine;

/// Training against PyTorch's, of which tests/fixtures/training holds the losses.
class TstPytorch : public QObject {
    Q_OBJECT
private slots:
    void hasTheSameLossesForTwentySteps();
};

namespace {

/// Weights as in the fixture's script: the limits of He et al., biases 0.1 at most, a stream per tensor.
void setWeights(Network& network)
{
    std::uint32_t stream = 0;
    network.setParameters([&](const ParameterShape& shape, std::span<float> values) {
        const bool isBias = shape.dimensions.size() == 1;
        const double inputs = double(shape.size()) / double(shape.dimensions[0]);
        const float limit = isBias ? 0.1f : float(std::sqrt(6 / inputs));
        const std::vector<float> noise = hashedNoise(values.size(), stream++);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = noise[i] * limit;
    });
}

/// 16 pictures as in the fixture's script: half noise of their own, half the pattern of their class.
Batch batchOf(int step)
{
    constexpr int pictures = 16;
    Batch batch {HostTensor({pictures, 3, 32, 32}), {}, {}};
    batch.images.values = hashedNoise(batch.images.values.size(), std::uint32_t(100 + step));
    const std::size_t size = std::size_t(batch.images.shape.imageSize());
    for (int i = 0; i < pictures; ++i) {
        const int label = (3 * i + step) % 10;
        batch.labels.push_back(label);
        batch.samples.push_back(std::uint32_t(i));
        const std::vector<float> pattern = hashedNoise(size, std::uint32_t(200 + label));
        float* picture = batch.images.values.data() + std::size_t(i) * size;
        for (std::size_t p = 0; p < size; ++p)
            picture[p] = 0.5f * picture[p] + 0.5f * pattern[p];
    }
    return batch;
}

}

void TstPytorch::hasTheSameLossesForTwentySteps()
{
    std::ifstream file(SOURCE_DIR "/tests/fixtures/training/cifar_quick_losses.txt");
    const Architecture& architecture = findArchitecture("cifar-quick");
    Network network(testDevice(), architecture.layers, architecture.input());
    setWeights(network);
    Trainer trainer(network, {}, 16);
    double largest = 0;
    for (int step = 0; step < 20; ++step) {
        double expected = 0;
        QVERIFY(file >> expected);
        const std::optional<StepReport> report = trainer.step(batchOf(step), 0.001, 0);
        QVERIFY(report.has_value());
        // PyTorch's own losses in floats and in doubles differ by 3e-7; a max-pool or ReLU that decides otherwise by a
        // rounding makes more of it.
        const double difference = std::abs(report->loss - expected) / expected;
        QVERIFY2(
            difference < 1e-4, qPrintable(QString("step %1: %2").arg(step).arg(report->loss, 0, 'g', 9)));
        largest = std::max(largest, difference);
    }
    qInfo("largest difference %.1e", largest);
    QCOMPARE(QString::fromStdString(newValidationMessages()), QString());
}

QObject* makeTstPytorch() { return new TstPytorch; }
#include "tst_pytorch.moc"
