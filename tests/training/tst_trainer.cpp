#include "engine/core/error.h"
#include "engine/network/architecture.h"
#include "engine/training/trainer.h"
#include "tests/support/check_layer.h"
#include "tests/support/gpu.h"
#include "tests/support/near.h"
#include "tests/support/reference_network.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace engine;

class TstTrainer : public QObject {
    Q_OBJECT
private slots:
    void stepsAsTheReference_data();
    void stepsAsTheReference();
    void addsUpMicroBatches();
    void repeatsBitForBit();
    void learnsEightPicturesByHeart();
    void keepsFrozenLayers();
    void stopsBeforeWhatIsNoNumber();
    void scoresAsItClassifies();
    void saysWhatIsWrong();
    void leavesTheValidationLayerSilent();
};

namespace {

Batch pictures(int count)
{
    Batch batch {noise({count, 3, 32, 32}, 5), {}, {}};
    for (int i = 0; i < count; ++i) {
        batch.labels.push_back(i % 10);
        batch.samples.push_back(std::uint32_t(i));
    }
    return batch;
}

Architecture withoutDropout(const char* name) { return withDropout(findArchitecture(name), 0); }

std::unique_ptr<Network> networkOf(const Architecture& architecture)
{
    auto network = std::make_unique<Network>(testDevice(), architecture.layers, architecture.input());
    network->randomize(3);
    return network;
}

ReferenceNetwork::Weights parametersOf(const Network& network)
{
    ReferenceNetwork::Weights weights;
    for (const ParameterShape& shape : network.parameterShapes())
        weights[shape.name] = network.parameter(shape.name);
    return weights;
}

/// The gradients of the mean loss in double precision, from the device's activations: in them a ReLU or a max-pool
/// cannot decide otherwise by a rounding.
std::map<std::string, std::vector<double>> expectedGradients(Network& network, const Batch& batch, double& loss)
{
    network.forward(batch.images, Keep::Everything);
    ReferenceNetwork::Arrays activations {reference::Array(batch.images)};
    for (const LayerList::Entry& entry : network.layers().entries())
        activations.emplace_back(network.activation(entry.name, batch.images.shape.batch, Keep::Everything));
    const std::size_t scores = network.layers().size() - 1;
    const reference::LossGradient seed = reference::softmaxCrossEntropy(activations[scores], batch.labels);
    loss = seed.loss;
    return ReferenceNetwork(network.layers(), parametersOf(network))
        .backward(activations, scores, seed.scores)
        .parameters;
}

}

void TstTrainer::stepsAsTheReference_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("cifar-quick") << QByteArray("cifar-quick");
    QTest::newRow("alexnet-cifar10") << QByteArray("alexnet-cifar10");
}

/// v <- 0.9 v - 0.0005 e w - e g, w <- w + v (paper, section 5), twice: the second time with a velocity.
void TstTrainer::stepsAsTheReference()
{
    QFETCH(QByteArray, name);
    const auto network = networkOf(withoutDropout(name));
    const Batch batch = pictures(3);
    Trainer trainer(*network, {}, 3);
    constexpr double rate = 0.01;
    std::map<std::string, std::vector<double>> velocities;
    for (std::uint32_t step = 0; step < 2; ++step) {
        const ReferenceNetwork::Weights before = parametersOf(*network);
        double loss = 0;
        const auto gradients = expectedGradients(*network, batch, loss);
        const std::optional<StepReport> report = trainer.step(batch, rate, step);
        QVERIFY(report.has_value());
        QVERIFY(std::abs(report->loss - loss) < near::network * loss);
        double squares = 0;
        for (const auto& [parameter, gradient] : gradients) {
            QVERIFY2(relativeError(trainer.gradient(parameter), gradient) < near::network, parameter.c_str());
            std::vector<double>& velocity = velocities[parameter];
            velocity.resize(gradient.size());
            std::vector<double> weights;
            for (std::size_t i = 0; i < gradient.size(); ++i) {
                const double w = before.at(parameter)[i];
                velocity[i] = 0.9 * velocity[i] - 0.0005 * rate * w - rate * gradient[i];
                weights.push_back(w + velocity[i]);
                squares += gradient[i] * gradient[i];
            }
            QVERIFY2(relativeError(trainer.velocity(parameter), velocity) < near::network, parameter.c_str());
            QVERIFY2(relativeError(network->parameter(parameter), weights) < near::layer, parameter.c_str());
        }
        QVERIFY(std::abs(report->gradientNorm - std::sqrt(squares)) < near::network * std::sqrt(squares));
    }
}

void TstTrainer::addsUpMicroBatches()
{
    const Architecture architecture = findArchitecture("alexnet-cifar10"); // with dropout, drawn by picture
    const Batch batch = pictures(8);
    const auto whole = networkOf(architecture);
    const auto parts = networkOf(architecture);
    Trainer one(*whole, {.microBatch = 8}, 8);
    Trainer three(*parts, {.microBatch = 3}, 8); // the last one is not full
    QCOMPARE(three.microBatch(), 3);
    const auto expected = one.step(batch, 0.01, 4);
    const auto found = three.step(batch, 0.01, 4);
    QVERIFY(std::abs(expected->loss - found->loss) < 1e-5);
    QCOMPARE(found->top5Error, expected->top5Error);
    for (const ParameterShape& shape : whole->parameterShapes()) {
        const std::vector<float> gradient = one.gradient(shape.name);
        QVERIFY2(relativeError(three.gradient(shape.name), {gradient.begin(), gradient.end()}) < near::network,
            shape.name.c_str());
    }
}

void TstTrainer::repeatsBitForBit()
{
    const Batch batch = pictures(5);
    std::vector<ReferenceNetwork::Weights> found;
    for (const std::uint64_t seed : {7, 7, 8}) {
        const auto network = networkOf(findArchitecture("alexnet-cifar10"));
        Trainer trainer(*network, {.seed = seed}, 5);
        for (std::uint32_t step = 0; step < 3; ++step)
            trainer.step(batch, 0.01, step);
        found.push_back(parametersOf(*network));
    }
    QVERIFY(found[0] == found[1]);
    QVERIFY(found[0] != found[2]); // dropout drops others
}

void TstTrainer::learnsEightPicturesByHeart()
{
    const auto network = networkOf(findArchitecture("cifar-quick"));
    const Batch batch = pictures(8);
    Trainer trainer(*network, {.clip = 2}, 8);
    for (std::uint32_t step = 0; step < 60; ++step)
        trainer.step(batch, 0.01, step);
    const Score score = trainer.score(batch);
    QCOMPARE(score.images, 8);
    QCOMPARE(score.top1Error(), 0.0);
    QVERIFY(score.loss() < 0.1);
}

void TstTrainer::keepsFrozenLayers()
{
    const auto network = networkOf(withoutDropout("cifar-quick"));
    const ReferenceNetwork::Weights before = parametersOf(*network);
    Trainer trainer(*network, {.freezeUntil = "conv3"}, 4);
    trainer.step(pictures(4), 0.01, 0);
    for (const auto& [name, values] : parametersOf(*network))
        QCOMPARE(values == before.at(name), !name.starts_with("fc4"));
    QVERIFY_EXCEPTION_THROWN(trainer.gradient("conv1.weight"), Error);
    QVERIFY_EXCEPTION_THROWN(Trainer(*network, {.freezeUntil = "fc4"}, 4), Error);
}

void TstTrainer::stopsBeforeWhatIsNoNumber()
{
    const auto network = networkOf(findArchitecture("cifar-quick"));
    Trainer trainer(*network, {}, 4);
    const ReferenceNetwork::Weights start = parametersOf(*network);
    Batch broken = pictures(4);
    broken.images.values[4000] = std::numeric_limits<float>::quiet_NaN();
    QVERIFY_EXCEPTION_THROWN(trainer.step(broken, 0.01, 0), DivergedError);
    QVERIFY(parametersOf(*network) == start);

    ReferenceNetwork::Weights last = start;
    bool stopped = false;
    for (std::uint32_t step = 0; step < 10 && !stopped; ++step) {
        last = parametersOf(*network);
        try {
            trainer.step(pictures(4), 1e6, step);
        } catch (const DivergedError&) {
            stopped = true;
        }
    }
    QVERIFY(stopped);
    QVERIFY(parametersOf(*network) == last);
}

void TstTrainer::scoresAsItClassifies()
{
    const auto network = networkOf(findArchitecture("alexnet-cifar10"));
    const Batch batch = pictures(7);
    Trainer trainer(*network, {.microBatch = 4}, 4);
    const Score score = trainer.score(batch);
    const HostTensor answers = network->forward(batch.images);
    QCOMPARE(score.images, 7);
    double loss = 0;
    for (int i = 0; i < 7; ++i) {
        int best = 0;
        for (int c = 1; c < 10; ++c)
            if (answers.at(i, c, 0, 0) > answers.at(i, best, 0, 0))
                best = c;
        QCOMPARE(score.answers[std::size_t(i)], std::make_pair(i, best));
        loss -= std::log(double(answers.at(i, i, 0, 0)));
    }
    QVERIFY(std::abs(score.lossSum - loss) < near::network * loss);
}

void TstTrainer::saysWhatIsWrong()
{
    const auto network = networkOf(findArchitecture("cifar-quick"));
    QVERIFY_EXCEPTION_THROWN(Trainer(*network, {.freezeUntil = "conv9"}, 4), UsageError);
    QVERIFY_EXCEPTION_THROWN(Trainer(*network, {}, 0), Error);
    LayerList open;
    for (const LayerList::Entry& entry : network->layers().entries())
        if (entry.name != "prob")
            open.add(entry);
    Network unfinished(testDevice(), open, network->input());
    QVERIFY_EXCEPTION_THROWN(Trainer(unfinished, {}, 4), Error);
    Trainer trainer(*network, {}, 4);
    QVERIFY_EXCEPTION_THROWN(trainer.setVelocity("conv1.bias", std::vector<float>(3)), Error);
}

void TstTrainer::leavesTheValidationLayerSilent()
{
    QCOMPARE(QString::fromStdString(newValidationMessages()), QString());
}

QObject* makeTstTrainer() { return new TstTrainer; }
#include "tst_trainer.moc"
