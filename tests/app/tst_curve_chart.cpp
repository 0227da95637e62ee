#include "app/widgets/curve_chart.h"
#include "app/widgets/curve_chart_notes.h"
#include "app/widgets/curve_chart_plot.h"
#include "app/widgets/look.h"
#include "app/widgets/panel.h"
#include "app/widgets/save_panel.h"

#include <QApplication>
#include <QSignalSpy>
#include <QtTest>

/// Curves of runs, as they are drawn and read.
class TstCurveChart : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { applyLook(*qApp, Look::Theme::Dark, 1); }
    void init();
    void smoothsAsTheFormulaSays();
    void readsTheValueBefore();
    void namesRuns();
    void takesCurvesOutOfARun();
    void fitsAllOfTheRun();
    void cutsSpikesAtTheSmoothedTop();
    void keepsOnlyWhatLogarithmsTake();
    void tellsTheValuesUnderTheMouse();
    void zoomsAndFits();
    void isUsedByKeys();
    void chartsFollowEachOther();
    void describesItself();
    void writesTheEndsBesideEachOther();
    void shadesTheWiderGapOfTwo();
    void hasFewNumbersWhereItIsFlat();
    void savesLinesAsDrawing();

private:
    static TrainCurve run(const QString& name, double end);

    std::unique_ptr<CurveChart> m_chart;
};

TrainCurve TstCurveChart::run(const QString& name, double end)
{
    TrainCurve curve;
    curve.name = name;
    curve.end = end;
    for (int i = 1; i <= 200; ++i)
        curve.training.emplace_back(i / 10.0, 2.0 / (1 + i / 20.0));
    for (int epoch = 1; epoch <= 20; ++epoch)
        curve.validation.emplace_back(epoch, 2.5 / (1 + epoch / 2.0));
    curve.marks.push_back({12, "rate 0.01 → 0.001"});
    return curve;
}

void TstCurveChart::init()
{
    m_chart = std::make_unique<CurveChart>("Loss", CurveChart::Unit::Number);
    m_chart->resize(640, 300);
    m_chart->setAcross("epoch", 391);
    m_chart->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_chart.get()));
}

void TstCurveChart::smoothsAsTheFormulaSays()
{
    const std::vector<QPointF> points {{1, 4}, {2, 2}, {3, 8}};
    const std::vector<QPointF> smooth = smoothedPoints(points, 0.5);
    QCOMPARE(smooth[0].y(), 4.0);
    QCOMPARE(smooth[1].y(), (0.5 * 2 + 0.25 * 4) / 0.75);
    QCOMPARE(smooth[2].y(), (0.5 * 8 + 0.25 * 2 + 0.125 * 4) / 0.875);
    QCOMPARE(smoothedPoints(points, 0), points);
}

void TstCurveChart::readsTheValueBefore()
{
    const std::vector<QPointF> points {{1, 4}, {2, 2}};
    QVERIFY(!valueAt(points, 0.5));
    QCOMPARE(valueAt(points, 1.0), 4.0);
    QCOMPARE(valueAt(points, 1.9), 4.0);
    QCOMPARE(valueAt(points, 100.0), 2.0);
}

void TstCurveChart::namesRuns()
{
    QCOMPARE(runLetter(0), QString("A"));
    QCOMPARE(runLetter(25), QString("Z"));
    QCOMPARE(runLetter(26), QString("AA"));
}

void TstCurveChart::takesCurvesOutOfARun()
{
    RunCurves curves;
    curves.name = "a run";
    curves.stepsPerEpoch = 100;
    curves.epochs = 3;
    CurveSeries loss {"loss", CurveKind::Loss, {100, 150, 200}, {2, std::nan(""), 1}};
    curves.series.push_back(std::make_shared<const CurveSeries>(loss));
    curves.marks.push_back({150, 0.01, 0.001, true});
    const TrainCurve curve = trainCurve(curves, CurveKind::Loss, CurveKind::ValidationLoss, 100);
    QCOMPARE(curve.training, (std::vector<QPointF> {{1, 2}, {2, 1}}));
    QVERIFY(curve.validation.empty());
    QCOMPARE(curve.end, 3.0);
    QCOMPARE(curve.marks.size(), std::size_t(1));
    QCOMPARE(curve.marks[0].at, 1.5);
    QVERIFY2(curve.marks[0].words.contains("0.01 → 0.001"), qPrintable(curve.marks[0].words));
}

void TstCurveChart::fitsAllOfTheRun()
{
    m_chart->setRuns({run("a", 60)});
    QCOMPARE(m_chart->plot().xAxis->range().lower, 0.0);
    QCOMPARE(m_chart->plot().xAxis->range().upper, 60.0);
    QVERIFY(m_chart->plot().yAxis->range().upper >= 1.9);
    QCOMPARE(m_chart->plot().yAxis->range().lower, 0.0);
    m_chart->setRuns({run("a", 1000)}); // a fiftieth is done: halved until it has an eighth of the width
    QCOMPARE(m_chart->plot().xAxis->range().upper, 125.0);
}

void TstCurveChart::cutsSpikesAtTheSmoothedTop()
{
    TrainCurve spiky = run("a", 20);
    spiky.training[100].setY(1e6);
    m_chart->setSmoothing(0);
    m_chart->setRuns({spiky});
    QVERIFY(m_chart->plot().yAxis->range().upper > 1e6); // as measured: nothing is hidden
    spiky.training[100].setY(50);
    m_chart->setSmoothing(0.99);
    m_chart->setRuns({spiky});
    QVERIFY(m_chart->plot().yAxis->range().upper < 10);
}

void TstCurveChart::keepsOnlyWhatLogarithmsTake()
{
    TrainCurve curve = run("a", 0);
    curve.training.front() = {0, 0};
    m_chart->setRuns({curve});
    m_chart->setLogarithmic(true, true);
    const QCPRange across = m_chart->plot().xAxis->range(), up = m_chart->plot().yAxis->range();
    QVERIFY(across.lower > 0 && across.upper >= 20);
    QVERIFY(up.lower > 0 && up.lower < 0.25 && up.upper > 1.5);
    m_chart->setLogarithmic(false, false);
    QCOMPARE(m_chart->plot().xAxis->range().lower, 0.0);
}

void TstCurveChart::tellsTheValuesUnderTheMouse()
{
    m_chart->setRuns({run("a", 20), run("b", 20)});
    QSignalSpy pointed(m_chart.get(), &CurveChart::pointed);
    QCoreApplication::processEvents();
    CurveChartPlot& plot = m_chart->plot();
    const QPoint middle(int(plot.xAxis->coordToPixel(10)), plot.axisRect()->center().y());
    const QImage before = plot.grab().toImage();
    QTest::mouseMove(&plot, middle - QPoint(9, 0));
    QTest::mouseMove(&plot, middle);
    QTRY_VERIFY(!pointed.isEmpty());
    const auto x = pointed.back()[0].value<std::optional<double>>();
    QVERIFY(x && std::abs(*x - 10) < 0.2);
    QCoreApplication::processEvents();
    QVERIFY(plot.grab().toImage() != before);
}

void TstCurveChart::zoomsAndFits()
{
    m_chart->setRuns({run("a", 20)});
    CurveChartPlot& plot = m_chart->plot();
    QVERIFY(plot.isFitted());
    QTest::keyClick(&plot, Qt::Key_Plus);
    QVERIFY(!plot.isFitted());
    QVERIFY(plot.xAxis->range().size() < 17);
    m_chart->setRuns({run("a", 25)}); // grows: what somebody looks at stays
    QVERIFY(plot.xAxis->range().size() < 17);
    QTest::mouseDClick(&plot, Qt::LeftButton, {}, plot.rect().center());
    QVERIFY(plot.isFitted());
    QCOMPARE(plot.xAxis->range().upper, 25.0);
}

void TstCurveChart::isUsedByKeys()
{
    m_chart->setRuns({run("a", 20)});
    QVERIFY(m_chart->plot().focusPolicy() & Qt::TabFocus);
    QSignalSpy pointed(m_chart.get(), &CurveChart::pointed);
    QTest::keyClick(&m_chart->plot(), Qt::Key_End);
    QCOMPARE(pointed.back()[0].value<std::optional<double>>(), std::optional(20.0));
    QTest::keyClick(&m_chart->plot(), Qt::Key_Left);
    QVERIFY(*pointed.back()[0].value<std::optional<double>>() < 20.0);
}

void TstCurveChart::chartsFollowEachOther()
{
    CurveChart other("Error", CurveChart::Unit::Percent);
    other.setRuns({run("a", 20)});
    m_chart->setRuns({run("a", 20)});
    connect(m_chart.get(), &CurveChart::acrossChanged, &other, [&] { other.follow(*m_chart); });
    QTest::keyClick(&m_chart->plot(), Qt::Key_Plus);
    QCOMPARE(other.plot().xAxis->range().lower, m_chart->plot().xAxis->range().lower);
    QTest::keyClick(&m_chart->plot(), Qt::Key_0);
    QCOMPARE(other.plot().xAxis->range().upper, 20.0);
    QVERIFY(other.plot().isFitted());
}

void TstCurveChart::describesItself()
{
    m_chart->setRuns({run("first", 20), run("second", 20)});
    const QString words = m_chart->plot().accessibleDescription();
    QVERIFY2(
        words.contains("first") && words.contains("B, second") && words.contains("0.227"), qPrintable(words));
}

void TstCurveChart::hasFewNumbersWhereItIsFlat()
{
    const auto inSight = [this] {
        const QCPAxis* up = m_chart->plot().yAxis;
        const QVector<double> ticks = up->tickVector();
        return std::count_if(
            ticks.begin(), ticks.end(), [up](double tick) { return up->range().contains(tick); });
    };
    const QSize before = m_chart->size();
    for (const bool logarithmic : {false, true}) {
        m_chart->setLogarithmic(false, logarithmic);
        for (const double top : {0.9, 1.4, 2.3, 3.7, 7.4, 90.0}) {
            TrainCurve curve = run("high", 20);
            curve.training.front().setY(top);
            curve.validation.front().setY(top);
            m_chart->setRuns({curve});
            m_chart->resize(before.width(), 110);
            m_chart->plot().replot();
            QVERIFY(m_chart->plot().axisRect()->height() < 80);
            QVERIFY2(inSight() >= 1 && inSight() <= 3, qPrintable(QString::number(inSight())));
        }
    }
    m_chart->setLogarithmic(false, false);
    m_chart->resize(before.width(), 400);
    m_chart->plot().replot();
    QVERIFY(inSight() > 3);
    m_chart->resize(before);
}

/// Also where a line ends a little later, and near: its dot would lie in the other one's words.
void TstCurveChart::writesTheEndsBesideEachOther()
{
    TrainCurve shorter = run("shorter", 20), longer = run("longer", 20);
    shorter.validation.pop_back();
    for (TrainCurve* curve : {&shorter, &longer})
        for (QPointF& point : curve->validation)
            point.setY(1);
    m_chart->setLines(CurveChart::Lines::Validation);
    m_chart->setRuns({shorter, longer});
    m_chart->plot().replot();
    const auto placed = m_chart->findChild<CurveChartNotes*>()->placedEnds();
    QCOMPARE(placed.size(), std::size_t(2));
    QVERIFY(!placed[0].words.adjusted(0, 2, 0, -2).intersects(placed[1].words));
    for (const auto& one : placed)
        for (const auto& other : placed)
            QVERIFY2(!one.words.contains(other.dot), qPrintable(one.end->words));
}

void TstCurveChart::shadesTheWiderGapOfTwo()
{
    TrainCurve with = run("with", 20), without = run("without", 20);
    for (QPointF& point : with.validation) // the last training value is 2 / 11 = 0.182
        point.setY(0.3);
    for (QPointF& point : without.validation)
        point.setY(1.2);
    const auto filled = [this] {
        QList<bool> fills;
        for (int i = 0; i < m_chart->plot().graphCount(); ++i)
            fills += m_chart->plot().graph(i)->channelFillGraph() != nullptr;
        return fills;
    };
    m_chart->setRuns({with});
    QVERIFY(m_chart->gapWords().isEmpty());
    m_chart->setRuns({with, without});
    QVERIFY2(m_chart->gapWords().contains("A 0.118, B 1.02 (B shaded)"), qPrintable(m_chart->gapWords()));
    for (QPointF& point : with.validation) // lower than what was learned: a gap, too
        point.setY(0.1);
    m_chart->setRuns({with, without});
    QVERIFY2(m_chart->gapWords().contains(QString::fromUtf8("A −0.0818,")), qPrintable(m_chart->gapWords()));
    for (QPointF& point : with.validation)
        point.setY(0.3);
    m_chart->setRuns({with, without});
    QCOMPARE(
        filled(), QList<bool>({false, false, false, false, true, false})); // raw, train, validation of each
    m_chart->setLines(CurveChart::Lines::Validation);
    QVERIFY2(m_chart->gapWords().contains("0.9"), qPrintable(m_chart->gapWords()));
    QCOMPARE(filled(), QList<bool>({false, false, true, false, false, false}));
    m_chart->setRuns({with, without, with});
    QVERIFY(m_chart->gapWords().isEmpty());
    QVERIFY(!filled().contains(true));
}

/// As lines and text, not as a picture.
void TstCurveChart::savesLinesAsDrawing()
{
    QTemporaryDir folder;
    Panel panel("Curves");
    auto* chart = new CurveChart("Loss", CurveChart::Unit::Number);
    panel.addContent(chart, 1);
    panel.resize(640, 360);
    panel.show();
    chart->setRuns({run("a", 20)});
    QCoreApplication::processEvents();
    saveSvg(panel, folder.filePath("curves.svg"))();
    QFile file(folder.filePath("curves.svg"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray svg = file.readAll();
    QVERIFY(svg.contains("<polyline") || svg.contains("<path"));
    QVERIFY(svg.contains("rate 0.01"));
    const qsizetype large = svg.count("<image");
    QVERIFY2(large <= 2, "the curves are in it as a picture"); // the save button's icon may be one
    savePng(panel, folder.filePath("curves.png"), 2)();
    const QImage image(folder.filePath("curves.png"));
    QCOMPARE(image.size(), panel.size() * 2);
}

QObject* makeTstCurveChart() { return new TstCurveChart; }
#include "tst_curve_chart.moc"
