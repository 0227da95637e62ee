#include "engine/layers/relu.h"
#include "tests/support/check_layer.h"

#include <QtTest>

using namespace engine;

class TstRelu : public QObject {
    Q_OBJECT
private slots:
    void matchesDefinition();
};

void TstRelu::matchesDefinition()
{
    const auto expected = [](const auto& x, const auto&) { return reference::relu(x); };
    const std::vector<Shape> shapes = {{1, 96, 5, 3}, {3, 7, 4, 6}, {2, 4099, 1, 1}};
    QCOMPARE(QString::fromStdString(checkLayer(Relu(), expected, shapes)), QString());
}

QObject* makeTstRelu() { return new TstRelu; }
#include "tst_relu.moc"
