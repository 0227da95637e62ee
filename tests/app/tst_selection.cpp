#include "app/session/selection.h"

#include <QSignalSpy>
#include <QtTest>

/// The one selection and its history.
class TstSelection : public QObject {
    Q_OBJECT
private slots:
    void goesBackAndForward();
    void nothingIsBeforeTheBeginning();
    void smallStepsShareOnePlaceInHistory();
    void keepsThePositionWithinALayer();
    void stepsOutOneAtATime();
    void saysNothingWithoutAChange();
};

void TstSelection::goesBackAndForward()
{
    Selection selection;
    selection.selectUnit("conv1", 3);
    selection.selectUnit("conv2", 5);
    QCOMPARE(selection.spot().layer, QString("conv2"));
    QVERIFY(selection.canGoBack() && !selection.canGoForward());
    selection.back();
    QCOMPARE(selection.spot().layer, QString("conv1"));
    QCOMPARE(selection.spot().unit, 3);
    selection.forward();
    QCOMPARE(selection.spot().unit, 5);
    selection.back();
    selection.selectLayer("fc6");
    QVERIFY(!selection.canGoForward());
}

void TstSelection::nothingIsBeforeTheBeginning()
{
    Selection selection;
    QSignalSpy changed(&selection, &Selection::changed);
    Spot spot;
    spot.place = "model";
    selection.begin(spot);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(selection.spot().place, QString("model"));
    QVERIFY(!selection.canGoBack());
    selection.setPlace("filters");
    QVERIFY(selection.canGoBack());
}

void TstSelection::smallStepsShareOnePlaceInHistory()
{
    Selection selection;
    selection.selectUnit("conv1", 3);
    selection.selectPosition({1, 1});
    for (int x = 2; x < 30; ++x)
        selection.selectPosition({x, 1});
    selection.back();
    QVERIFY(!selection.spot().position);
    QCOMPARE(selection.spot().unit, 3);
}

void TstSelection::keepsThePositionWithinALayer()
{
    Selection selection;
    selection.selectUnit("conv1", 3);
    selection.selectPosition({4, 5});
    selection.setWhy(true);
    selection.selectUnit("conv1", 7);
    QCOMPARE(*selection.spot().position, QPoint(4, 5));
    QVERIFY(selection.spot().why);
    selection.selectUnit("conv2", 7);
    QVERIFY(!selection.spot().position);
    QVERIFY(!selection.spot().why);
}

void TstSelection::stepsOutOneAtATime()
{
    Selection selection;
    selection.selectUnit("conv1", 3);
    selection.selectPosition({4, 5});
    selection.setWhy(true);
    QVERIFY(selection.stepOut());
    QVERIFY(!selection.spot().why && selection.spot().position);
    QVERIFY(selection.stepOut());
    QVERIFY(!selection.spot().position);
    QVERIFY(selection.stepOut());
    QCOMPARE(selection.spot().unit, -1);
    QVERIFY(!selection.stepOut());
}

void TstSelection::saysNothingWithoutAChange()
{
    Selection selection;
    selection.selectUnit("conv1", 3);
    QSignalSpy spy(&selection, &Selection::changed);
    selection.selectUnit("conv1", 3);
    selection.setWhy(false);
    QCOMPARE(spy.count(), 0);
    selection.setWhy(true);
    QCOMPARE(spy.count(), 1);
}

QObject* makeTstSelection() { return new TstSelection; }
#include "tst_selection.moc"
