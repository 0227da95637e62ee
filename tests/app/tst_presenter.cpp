#include "desk_window.h"

#include "app/views/presenter_view.h"
#include "app/widgets/blank_screen.h"
#include "app/widgets/key_line.h"
#include "app/widgets/large_answers.h"
#include "app/widgets/look.h"
#include "app/widgets/map_view.h"

#include <QLabel>
#include <QMenuBar>
#include <QStatusBar>
#include <QtTest>

/// The window before a room of people: keys as a teacher and a clicker send them.
class TstPresenter : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();
    void showsExploreAndNothingAround();
    void noTextIsSmallerThan24Pixels_data();
    void noTextIsSmallerThan24Pixels();
    void arrowsAndClickersStepThroughTheLayers();
    void aUnitIsFollowedAsLongAsItMeansTheSame();
    void upAndDownStepThroughTheUnits();
    void theNumberHasTwoDecimals();
    void keyBBlanksTheScreen();
    void keysActWhereverTheFocusIs();
    void leavesToTheSamePlaceAndSelection_data();
    void leavesToTheSamePlaceAndSelection();
    void otherPlacesStayWhatTheyAre();

private:
    void press(Qt::Key key) { QTest::keyClick(&m_desk->window, key); }

    std::unique_ptr<DeskWindow> m_desk;
};

void TstPresenter::initTestCase()
{
    m_desk = std::make_unique<DeskWindow>();
    m_desk->window.resize(1920, 1080);
    QVERIFY(m_desk->openAnswered("robin.png"));
}

void TstPresenter::init()
{
    QApplication::setActiveWindow(&m_desk->window);
    m_desk->selection.go({"explore", "conv1", 3, QPoint(4, 5), false});
    m_desk->window.resize(1920, 1080);
    m_desk->window.setPresenting(true, false);
    QVERIFY(m_desk->window.isPresenting());
}

void TstPresenter::cleanup()
{
    if (!QTest::currentDataTag()) // from row to row it goes on: every change of the look takes its time
        m_desk->window.setPresenting(false, false);
}

void TstPresenter::cleanupTestCase() { m_desk.reset(); }

void TstPresenter::showsExploreAndNothingAround()
{
    QVERIFY(qobject_cast<PresenterView*>(m_desk->window.shownView()));
    QVERIFY(!m_desk->window.menuBar()->isVisible());
    QVERIFY(!m_desk->window.statusBar()->isVisible());
    for (const char* hidden : {"rail", "topBar"})
        QVERIFY2(!m_desk->window.findChild<QWidget*>(hidden)->isVisible(), hidden);
    QVERIFY(m_desk->window.findChild<KeyLine*>()->isVisible());
    QVERIFY(m_desk->window.findChild<LargeAnswers*>()->accessibleDescription().contains(
        m_desk->session.answer()->network->labels[m_desk->session.answer()->order.front()]));
}

void TstPresenter::noTextIsSmallerThan24Pixels_data()
{
    QTest::addColumn<QString>("layer");
    QTest::addColumn<bool>("why");
    QTest::addColumn<QSize>("size");
    const QStringList layers {"conv1", "pool1", "prob"};
    for (const QSize size : {QSize(1920, 1080), QSize(1280, 800)})
        for (const QString& layer : layers)
            for (const bool why : {false, true})
                QTest::addRow("%s%s %d", qPrintable(layer), why ? " why" : "", size.width())
                    << layer << why << size;
}

void TstPresenter::noTextIsSmallerThan24Pixels()
{
    QFETCH(QString, layer);
    QFETCH(bool, why);
    QFETCH(QSize, size);
    m_desk->window.resize(size);
    QVERIFY(m_desk->session.network()->indexOf(layer) >= 0);
    m_desk->selection.go({"explore", layer, 2, {}, why});
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->window.shownView()->isReady(), 60000);
    QStringList small;
    int seen = 0;
    for (const QWidget* widget : m_desk->window.findChildren<QWidget*>()) {
        if (!widget->isVisible()
            || widget->objectName().startsWith("qt_scrollarea_")) // these hold scroll bars
            continue;
        ++seen;
        if (widget->fontInfo().pixelSize() < 24)
            small += QString("%1 \"%2\": %3")
                         .arg(widget->metaObject()->className(), widget->objectName())
                         .arg(widget->fontInfo().pixelSize());
    }
    QVERIFY(seen > 10);
    QVERIFY2(small.isEmpty(), qPrintable(small.join(", ")));
    for (int type = int(Look::Type::Headline); type <= int(Look::Type::NumberLarge); ++type)
        QVERIFY(look().font(Look::Type(type)).pixelSize() >= 24); // what is painted
    QVERIFY(m_desk->window.width() <= size.width()); // nothing makes the window wider than the screen
    QVERIFY(m_desk->window.height() <= size.height());
}

void TstPresenter::arrowsAndClickersStepThroughTheLayers()
{
    const std::vector<LayerInfo>& layers = m_desk->session.network()->layers;
    press(Qt::Key_Right);
    QCOMPARE(m_desk->selection.spot().layer, layers[1].name);
    press(Qt::Key_PageDown);
    QCOMPARE(m_desk->selection.spot().layer, layers[2].name);
    QVERIFY(m_desk->selection.spot().unit >= 0); // there is something to look at
    press(Qt::Key_PageUp);
    press(Qt::Key_Left);
    press(Qt::Key_Left);
    QCOMPARE(m_desk->selection.spot().layer, layers[0].name);
    for (std::size_t i = 0; i < layers.size() + 2; ++i)
        press(Qt::Key_PageDown);
    QCOMPARE(m_desk->selection.spot().layer, layers.back().name);
    const auto titles = m_desk->window.shownView()->findChildren<QLabel*>("presenterTitle");
    QVERIFY(titles.size() == 1 && titles.front()->text() == layers.back().name);
}

void TstPresenter::aUnitIsFollowedAsLongAsItMeansTheSame()
{
    press(Qt::Key_Right);
    QCOMPARE(m_desk->selection.spot(), (Spot {"explore", "relu1", 3, QPoint(4, 5), false}));
}

void TstPresenter::upAndDownStepThroughTheUnits()
{
    press(Qt::Key_Down);
    QCOMPARE(m_desk->selection.spot().unit, 4);
    press(Qt::Key_Up);
    press(Qt::Key_Up);
    QCOMPARE(m_desk->selection.spot().unit, 2);
    QCOMPARE(m_desk->selection.spot().position, std::optional(QPoint(4, 5)));
}

void TstPresenter::theNumberHasTwoDecimals()
{
    const auto numbers = m_desk->window.shownView()->findChildren<QLabel*>("presenterNumber");
    QCOMPARE(numbers.size(), 1);
    const double value = double(m_desk->session.answer()->outputOf(0).at(0, 3, 5, 4));
    QCOMPARE(numbers.front()->text().replace(QChar(0x2212), '-'), QString::number(value, 'f', 2));
}

void TstPresenter::keyBBlanksTheScreen()
{
    for (const Qt::Key key : {Qt::Key_B, Qt::Key_Period}) {
        const Spot before = m_desk->selection.spot();
        press(key);
        QPointer<BlankScreen> blank = m_desk->window.findChild<BlankScreen*>();
        QVERIFY(blank && blank->isVisible());
        QCOMPARE(blank->geometry(), m_desk->window.rect());
        QCOMPARE(blank->grab().toImage().pixelColor(300, 200), QColor(Qt::black));
        QTest::keyClick(blank, Qt::Key_Right);
        QTRY_VERIFY(!blank);
        QCOMPARE(m_desk->selection.spot(), before); // the key only brings the screen back
        QVERIFY(m_desk->window.isPresenting());
    }
}

void TstPresenter::keysActWhereverTheFocusIs()
{
    auto* map = m_desk->window.shownView()->findChild<MapView*>();
    QTest::keyClick(map, Qt::Key_Right);
    QCOMPARE(m_desk->selection.spot().layer, QString("relu1"));
}

void TstPresenter::leavesToTheSamePlaceAndSelection_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::newRow("Esc") << Qt::Key_Escape;
    QTest::newRow("F11") << Qt::Key_F11;
}

void TstPresenter::leavesToTheSamePlaceAndSelection()
{
    QFETCH(Qt::Key, key);
    const Spot before = m_desk->selection.spot();
    press(key);
    QVERIFY(!m_desk->window.isPresenting());
    QCOMPARE(m_desk->selection.spot(), before);
    QCOMPARE(m_desk->window.shownView(), m_desk->window.view("explore"));
    QVERIFY(m_desk->window.findChild<QWidget*>("rail")->isVisible());
    QVERIFY(!m_desk->window.findChild<KeyLine*>()->isVisible());
    QCOMPARE(look().font(Look::Type::Body).pixelSize(), 13);
}

void TstPresenter::otherPlacesStayWhatTheyAre()
{
    m_desk->selection.setPlace("filters");
    QCOMPARE(m_desk->window.shownView(), m_desk->window.view("filters"));
    QVERIFY(!m_desk->window.findChild<QWidget*>("rail")->isVisible());
    QVERIFY(m_desk->window.findChild<KeyLine*>()->isVisible());
    press(Qt::Key_Escape);
    QVERIFY(!m_desk->window.isPresenting());
    QCOMPARE(m_desk->selection.spot().place, QString("filters"));
}

QObject* makeTstPresenter() { return new TstPresenter; }
#include "tst_presenter.moc"
