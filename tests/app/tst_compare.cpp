#include "compared_window.h"

#include "app/views/layer_strip.h"
#include "app/views/likeness_panel.h"
#include "app/views/unit_panel.h"
#include "app/widgets/compared_table.h"
#include "app/widgets/legend.h"
#include "app/widgets/likeness_bars.h"
#include "app/widgets/map_view.h"
#include "app/widgets/segmented.h"

#include <QLabel>
#include <QPushButton>
#include <QStatusBar>
#include <QToolButton>

/// Comparing two answers in the window: keep one as B, look at another picture, see A, B and A − B.
class TstCompare : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { QApplication::setActiveWindow(&m_there->window); } // no window manager does it under Xvfb
    void cleanupTestCase() { m_there.reset(); }
    void keepsAnAnswerByTheButton();
    void showsTheDifferenceOfTwoPictures();
    void theKeyGoesRoundAAndBAndTheirDifference();
    void aAndBShareOneRange();
    void theTableAddsUp();
    void theStatusBarSaysAllThree();
    void theBarsSelectLayers();
    void savesTheDifference();
    void letsBGo();

private:
    void press(Qt::Key key) { QTest::keyClick(m_there->window.view("explore"), key); }

    std::unique_ptr<ComparedWindow> m_there;
};

void TstCompare::initTestCase()
{
    m_there = std::make_unique<ComparedWindow>();
    QVERIFY(m_there->begin());
}

void TstCompare::keepsAnAnswerByTheButton()
{
    press(Qt::Key_C); // there is nothing to go round yet
    QVERIFY(!m_there->comparison->isOn());
    QVERIFY(m_there->find<LikenessPanel>()->isHidden());
    auto* pin = m_there->button<QToolButton>("Keep this answer as B, to compare the next ones with");
    QVERIFY(pin);
    QTest::mouseClick(pin, Qt::LeftButton);
    QCOMPARE(m_there->session.pinned(), m_there->session.answer());
    QTRY_VERIFY(m_there->find<LikenessPanel>()->isVisible());
    QVERIFY(!m_there->find<LayerStrip>()->isVisible());
    QTRY_VERIFY(m_there->comparison->likeness());
    for (const LayerLikeness& layer : m_there->comparison->likeness()->layers)
        QVERIFY(layer.kind == LayerLikeness::Kind::Silent || std::abs(layer.cosine - 1) < 1e-9);
    // One answer cannot be told from itself: there is only A to show.
    QVERIFY(m_there->comparison->sideOf(0) == Comparison::Side::A);
    auto* sides = m_there->find<LayerPanel>()->findChild<Segmented*>();
    QVERIFY(sides->isVisible());
    QVERIFY(!sides->button(1)->isEnabled() && !sides->button(2)->isEnabled());
}

void TstCompare::showsTheDifferenceOfTwoPictures()
{
    const ClassificationPointer b = m_there->session.pinned();
    QVERIFY(m_there->open("robin.png"));
    QCOMPARE(m_there->session.pinned(), b);
    QVERIFY(m_there->session.answer() != b);
    QVERIFY(m_there->comparison->sideOf(0) == Comparison::Side::Difference);
    const LikenessPointer likeness = m_there->comparison->likeness();
    QVERIFY(likeness && likeness->a == m_there->session.answer() && likeness->b == b);
    QVERIFY(likeness->layers[0].cosine < 0.999);
    const auto* legend = m_there->find<LayerPanel>()->findChild<Legend*>();
    QVERIFY2(legend->accessibleName().contains("more in B"), qPrintable(legend->accessibleName()));
    QVERIFY(legend->accessibleName().contains("more in A"));
    // Blue where A has more, orange where B has more: of the largest differences of the unit shown.
    const DifferencePointer difference = m_there->comparison->difference(0);
    QVERIFY(difference);
    const std::span<const float> map = engine::mapOf(difference->values, 2);
    const int width = difference->values.shape.width;
    const auto [least, most] = std::minmax_element(map.begin(), map.end());
    QVERIFY(*least < 0 && *most > 0);
    const auto colourAt = [&](auto at) {
        const int index = int(at - map.begin());
        return QColor(m_there->tile(2).pixel(index % width, index / width));
    };
    QVERIFY(colourAt(most).blue() > colourAt(most).red());
    QVERIFY(colourAt(least).red() > colourAt(least).blue());
}

void TstCompare::theKeyGoesRoundAAndBAndTheirDifference()
{
    auto* sides = m_there->find<LayerPanel>()->findChild<Segmented*>();
    QCOMPARE(sides->current(), 2);
    const QImage difference = m_there->tile(2);
    press(Qt::Key_C);
    QVERIFY(m_there->settles());
    QCOMPARE(sides->current(), 0);
    const QImage a = m_there->tile(2);
    press(Qt::Key_C);
    QVERIFY(m_there->settles());
    QCOMPARE(sides->current(), 1);
    const QImage b = m_there->tile(2);
    press(Qt::Key_C);
    QVERIFY(m_there->settles());
    QCOMPARE(sides->current(), 2);
    QVERIFY(a != b && a != difference && b != difference);
    QCOMPARE(m_there->tile(2), difference);
    QTest::mouseClick(sides->button(1), Qt::LeftButton);
    QVERIFY(m_there->settles());
    QCOMPARE(m_there->tile(2), b);
    QTest::mouseClick(sides->button(2), Qt::LeftButton);
    QVERIFY(m_there->settles());
}

/// The same value has the same colour in A and in B.
void TstCompare::aAndBShareOneRange()
{
    m_there->selection.selectUnit("relu1", 2);
    m_there->comparison->setSide(Comparison::Side::A);
    QVERIFY(m_there->settles());
    const int layer = m_there->session.network()->indexOf("relu1");
    const auto largest = [&](const Classification& of, int unit) {
        const std::span<const float> map = engine::mapOf(of.outputOf(layer), unit);
        return *std::max_element(map.begin(), map.end());
    };
    int weaker = -1; // a unit whose largest value in A is far below the one in B
    for (int unit = 0; unit < m_there->session.answer()->outputOf(layer).shape.channels && weaker < 0; ++unit)
        if (largest(*m_there->session.answer(), unit) > 0
            && largest(*m_there->session.answer(), unit) * 1.3f < largest(*m_there->session.pinned(), unit))
            weaker = unit;
    QVERIFY(weaker >= 0);
    const auto brightest = [&] {
        int most = 0;
        const QImage image = m_there->tile(weaker);
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                most = std::max(most, qGreen(image.pixel(x, y)));
        return most;
    };
    const int inA = brightest();
    m_there->comparison->setSide(Comparison::Side::B);
    QVERIFY(m_there->settles());
    const int inB = brightest();
    QVERIFY2(inA < inB, qPrintable(QString("%1 %2").arg(inA).arg(inB)));
    QVERIFY(m_there->find<LayerPanel>()->findChild<Legend*>()->accessibleName().contains("A and B"));
    m_there->comparison->setSide(Comparison::Side::Difference);
    m_there->selection.selectUnit("conv1", 2);
    QVERIFY(m_there->settles());
}

void TstCompare::theTableAddsUp()
{
    m_there->selection.selectPosition({10, 9});
    QVERIFY(m_there->settles());
    auto* table = m_there->find<UnitPanel>()->findChild<ComparedTable*>();
    QVERIFY(table->isVisible());
    QCOMPARE(table->rows()[0].a, double(m_there->session.answer()->outputOf(0).at(0, 2, 9, 10)));
    QCOMPARE(table->rows()[0].b, double(m_there->session.pinned()->outputOf(0).at(0, 2, 9, 10)));
    QVERIFY(table->accessibleDescription().contains("A − B = "));
}

void TstCompare::theStatusBarSaysAllThree()
{
    auto* map = m_there->find<UnitPanel>()->findChild<MapView*>();
    QSignalSpy pointed(m_there->window.view("explore"), &View::pointedAt);
    QTest::mouseMove(map, map->mapRect().center() + QPoint(3, 3));
    QTest::mouseMove(map, map->mapRect().center());
    QTRY_VERIFY(!pointed.empty() && !pointed.back()[0].toString().isEmpty());
    const QString words = pointed.back()[0].toString();
    for (const char* part : {"conv1 · unit 2 · (", ": A ", ", B ", ", A − B = "})
        QVERIFY2(words.contains(part), qPrintable(words));
    // And so it does for what is selected, when the mouse is away.
    m_there->selection.selectPosition({9, 9});
    m_there->selection.selectPosition({10, 9});
    const auto* bar = m_there->window.statusBar()->findChild<QLabel*>("number");
    QVERIFY2(bar->text().startsWith("conv1 · unit 2 · (10, 9): A ") && bar->text().contains(", A − B = "),
        qPrintable(bar->text()));
}

void TstCompare::theBarsSelectLayers()
{
    auto* bars = m_there->find<LikenessBars>();
    const int relu2 = m_there->session.network()->indexOf("relu2");
    QTest::mouseClick(bars, Qt::LeftButton, {}, bars->layerRect(relu2).center());
    QCOMPARE(m_there->selection.spot().layer, QString("relu2"));
    bars->setFocus();
    QTest::keyClick(bars, Qt::Key_Left);
    QCOMPARE(m_there->session.network()->indexOf(m_there->selection.spot().layer), relu2 - 1);
    QVERIFY(bars->accessibleDescription().contains(m_there->selection.spot().layer));
    QCOMPARE(bars->layers().size(), m_there->session.network()->layers.size());
    m_there->selection.selectUnit("conv1", 2);
    QVERIFY(m_there->settles());
}

void TstCompare::savesTheDifference()
{
    const PanelNumbers numbers = m_there->find<LayerPanel>()->numbers()();
    QCOMPARE(numbers.values, m_there->comparison->difference(0)->values.values);
    QVERIFY(numbers.csv.startsWith("unit,mean of A,mean of B,mean of A - B"));
    QCOMPARE(m_there->find<LayerPanel>()->fileName(), QString("conv1-difference"));
    QCOMPARE(m_there->find<UnitPanel>()->fileName(), QString("conv1-unit-2-difference"));
    const std::span<const float> map = engine::mapOf(m_there->comparison->difference(0)->values, 2);
    QCOMPARE(m_there->find<UnitPanel>()->numbers()().values, std::vector<float>(map.begin(), map.end()));
    QCOMPARE(m_there->find<LikenessPanel>()->numbers()().csv.count('\n'),
        qsizetype(m_there->session.network()->layers.size()) + 1);
}

void TstCompare::letsBGo()
{
    auto* letGo = m_there->button<QPushButton>("Let B go");
    QVERIFY(letGo && letGo->isVisible());
    QTest::mouseClick(letGo, Qt::LeftButton);
    QVERIFY(!m_there->session.pinned());
    QTRY_VERIFY(m_there->find<LikenessPanel>()->isHidden());
    QVERIFY(!letGo->isVisible());
    QVERIFY(!m_there->find<LayerPanel>()->findChild<Segmented*>()->isVisible());
    QVERIFY(m_there->settles());
    QVERIFY(
        m_there->find<LayerPanel>()->findChild<Legend*>()->accessibleName().contains("99.5th percentile"));
    QVERIFY(!m_there->find<LayerPanel>()->findChild<Legend*>()->accessibleName().contains("more in B"));
}

QObject* makeTstCompare() { return new TstCompare; }
#include "tst_compare.moc"
