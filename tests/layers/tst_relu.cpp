#include "engine/layers/relu.h"
#include "tests/support/check_backward.h"

#include <QtTest>

using namespace engine;

class TstRelu : public QObject {
    Q_OBJECT
private slots:
    void matchesDefinition();
    void followsEveryRuleBack();
};

void TstRelu::matchesDefinition()
{
    const auto expected = [](const auto& x, const auto&) { return reference::relu(x); };
    const std::vector<Shape> shapes = {{1, 96, 5, 3}, {3, 7, 4, 6}, {2, 4099, 1, 1}};
    QCOMPARE(QString::fromStdString(checkLayer(Relu(), expected, shapes)), QString());
}

void TstRelu::followsEveryRuleBack()
{
    for (ReluRule rule : {ReluRule::Gradient, ReluRule::Guided, ReluRule::Deconvolution}) {
        const ReferenceBackward expected = withoutParameters(std::bind_front(reference::reluBackward, rule));
        const std::vector<Shape> shapes = {{1, 96, 5, 3}, {3, 7, 4, 6}};
        QCOMPARE(QString::fromStdString(checkBackward(Relu(), expected, shapes, {.rule = rule})), QString());
    }
}

QObject* makeTstRelu() { return new TstRelu; }
#include "tst_relu.moc"
