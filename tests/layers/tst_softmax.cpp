#include "engine/layers/softmax.h"
#include "tests/support/check_backward.h"
#include "tests/support/gpu.h"

#include <QtTest>

using namespace engine;

class TstSoftmax : public QObject {
    Q_OBJECT
private slots:
    void matchesDefinition();
    void matchesDerivative();
    void survivesLargeScores();
};

void TstSoftmax::matchesDefinition()
{
    const auto expected = [](const auto& x, const auto&) { return reference::softmax(x); };
    const std::vector<Shape> shapes = {{1, 1000, 1, 1}, {3, 10, 1, 1}, {3, 1, 1, 1}, {2, 21, 3, 4}};
    QCOMPARE(QString::fromStdString(checkLayer(Softmax(), expected, shapes)), QString());
}

void TstSoftmax::matchesDerivative()
{
    const ReferenceBackward expected = withoutParameters(reference::softmaxBackward);
    const std::vector<Shape> shapes = {{1, 1000, 1, 1}, {3, 10, 1, 1}, {3, 1, 1, 1}, {2, 21, 3, 4}};
    QCOMPARE(QString::fromStdString(checkBackward(Softmax(), expected, shapes)), QString());
}

void TstSoftmax::survivesLargeScores()
{
    HostTensor input = noise({2, 37, 1, 1}, 3);
    for (float& value : input.values)
        value = value * 50 - 1000;
    const reference::Array expected = reference::softmax(reference::Array(input));
    const LayerResult result = runLayer(testDevice(), {.layer = Softmax(), .input = input});
    QVERIFY(relativeError(result.output.values, expected.values) < 1e-5);
}

QObject* makeTstSoftmax() { return new TstSoftmax; }
#include "tst_softmax.moc"
