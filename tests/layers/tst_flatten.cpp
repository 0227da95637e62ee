#include "engine/layers/flatten.h"
#include "tests/support/check_backward.h"

#include <QtTest>

using namespace engine;

class TstFlatten : public QObject {
    Q_OBJECT
private slots:
    void matchesDefinition();
    void matchesDerivative();
};

void TstFlatten::matchesDefinition()
{
    const auto expected = [](const auto& x, const auto&) { return reference::flatten(x); };
    QCOMPARE(
        QString::fromStdString(checkLayer(Flatten(), expected, {{1, 8, 5, 3}, {3, 7, 3, 3}})), QString());
}

void TstFlatten::matchesDerivative()
{
    const ReferenceBackward expected = withoutParameters(reference::flattenBackward);
    QCOMPARE(QString::fromStdString(
                 checkBackward(Flatten(), expected, {{1, 8, 5, 3}, {3, 7, 3, 3}, {2, 6, 1, 1}})),
        QString());
}

QObject* makeTstFlatten() { return new TstFlatten; }
#include "tst_flatten.moc"
